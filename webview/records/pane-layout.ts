/** Where the schema and the record stand in the room that the editor has. */
import type { PageState } from './kept';

export type PaneLayout =
  /** At the sides of the rows, as wide as the user made them or as there is room for. */
  | { kind: 'beside'; schema: boolean; record: boolean; schemaWidth: number; recordWidth: number }
  /** Under the rows, and one of them only. */
  | { kind: 'below'; schema: boolean; record: boolean };

/** A pane cannot be made narrower than this, in pixels. */
export const MIN_PANE_WIDTH = 180;
/** Nor lower than this, in hundredths of the height that it has together with the rows. */
export const MIN_PANE_HEIGHT_PERCENT = 20;
/** The rows keep this width, where a pane can give it: the number of a record and two columns or so. */
const MIN_ROWS_WIDTH = 320;

type Wish = Pick<PageState, 'schemaOpen' | 'schemaWidth' | 'detailOpen' | 'detailWidth' | 'front'>;

/** How the panes that the user wants share `width` pixels. */
export function paneLayout(width: number, wish: Wish): PaneLayout {
  const { schemaOpen: schema, detailOpen: record, front } = wish;
  const wanted = [schema ? wish.schemaWidth : 0, record ? wish.detailWidth : 0] as const;
  const open = Number(schema) + Number(record);
  const room = width - MIN_ROWS_WIDTH;
  if (open > 0 && room < open * MIN_PANE_WIDTH)
    return { kind: 'below', schema: schema && (!record || front === 'schema'), record: record && (!schema || front === 'record') };
  const over = Math.max(0, wanted[0] + wanted[1] - room);
  const give = wanted.map(size => Math.max(0, size - MIN_PANE_WIDTH));
  const all = (give[0] ?? 0) + (give[1] ?? 0);
  // Who has more gives more, and both keep what a pane needs.
  const [schemaWidth = 0, recordWidth = 0] = wanted.map((size, i) => Math.round(size - (all === 0 ? 0 : (over * (give[i] ?? 0)) / all)));
  return { kind: 'beside', schema, record, schemaWidth, recordWidth };
}

/** What it takes to bring a pane into sight. */
export const openPane = (pane: PageState['front']): Partial<Wish> => ({
  ...(pane === 'schema' ? { schemaOpen: true } : { detailOpen: true }),
  front: pane,
});

/** What a press on the name of a pane does: it comes into sight, or goes; under the rows, where it hid the other one, both go. */
export function togglePane(pane: PageState['front'], layout: PaneLayout): Partial<Wish> {
  if (!layout[pane]) return openPane(pane);
  if (layout.kind === 'below') return { schemaOpen: false, detailOpen: false };
  return pane === 'schema' ? { schemaOpen: false } : { detailOpen: false };
}
