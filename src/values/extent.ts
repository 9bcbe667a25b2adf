import type { Value } from './value';

/** More values than any program writes out; whoever walks through a value may rely on it. */
const MAX_EXTENT = 100_000;

/** Extents of contents that were counted; of a content whose count is under way, without end: it holds itself. */
const extents = new WeakMap<object, number>();

function contentOf(value: Value): { owner: object; items: Iterable<Value> } | undefined {
  switch (value.kind) {
    case 'tuple':
      return { owner: value.items, items: value.items };
    case 'list': {
      const content = value.cell.content;
      return content === null ? undefined : { owner: content.items ?? content, items: content.items ?? [content.each] };
    }
    case 'set':
      return value.cell.content === null ? undefined : { owner: value.cell.content, items: value.cell.content };
    case 'generator':
      return { owner: value, items: [value.each] };
    case 'dict': {
      const content = value.cell.content;
      return content === null ? undefined : { owner: content, items: [...content.values()].map(item => item.value) };
    }
    default:
      return undefined;
  }
}

/** Values in a value and all that it holds; one that is held twice counts twice, as whoever walks through it meets it twice. */
function extentOf(value: Value): number {
  const content = contentOf(value);
  if (content === undefined) return 1;
  const known = extents.get(content.owner);
  if (known !== undefined) return known;
  extents.set(content.owner, Number.POSITIVE_INFINITY);
  let extent = 1;
  for (const item of content.items) extent += extentOf(item);
  extents.set(content.owner, extent);
  return extent;
}

/** Whether a value can be walked through: `x = (x, x)`, written 60 times, cannot. Costs a look-up for a content that was counted before. */
export const isBounded = (value: Value): boolean => extentOf(value) <= MAX_EXTENT;
