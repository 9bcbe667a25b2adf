import type { HTMLAttributes } from 'preact';

/**
 * Roles of widgets that have no element of their own: a grid of which only a part is in the document, a list of completions, a menu. The focus stays on the
 * widget (aria-activedescendant) or moves by its own keys, as the ARIA Authoring Practices have it, so their parts are not focusable one by one.
 */
export type WidgetRole =
  | 'alert'
  | 'grid'
  | 'row'
  | 'rowgroup'
  | 'columnheader'
  | 'rowheader'
  | 'gridcell'
  | 'scrollbar'
  | 'separator'
  | 'menu'
  | 'menuitem'
  | 'none'
  | 'listbox'
  | 'option'
  | 'radiogroup'
  | 'radio'
  | 'combobox'
  | 'group'
  | 'progressbar'
  | 'img';

type Attributes = Omit<HTMLAttributes<HTMLElement>, 'ref' | 'role'>;

/** An element in a role, with what that role has. */
export function as<R extends WidgetRole, A extends Attributes = Record<never, never>>(role: R, attributes?: A): { role: R } & A {
  return { role, ...(attributes as A) };
}

/** Something that scrolls and has nothing in it to focus: arrow keys need a place to go to. */
export const scrollable = { tabIndex: 0 };
