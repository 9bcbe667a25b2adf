import type { RecordBatch } from '../../records/read-records';
import { type Kernel, viewsOf, wordOf } from './kernel';

/** Payloads that are views of the same bytes, in their order there. */
export type Payloads = Pick<RecordBatch, 'bytes' | 'starts' | 'lengths' | 'count'>;

/** Gives the kernel the payloads from number `from` on, as many as it has room for; gives the first that it has none for. */
export function loadRecords(kernel: Kernel, payloads: Payloads, from: number): number {
  const { run, at } = kernel;
  const { bytes, starts, lengths } = payloads;
  const until = lastWithin(payloads, from, at.RECORDS, at.WINDOW);
  if (until === from) return from;
  const views = viewsOf(kernel);
  views.bytes.set(bytes.subarray(starts[from], starts[until - 1] + lengths[until - 1]), at.window);
  views.words.set(starts.subarray(from, until), wordOf(at.starts));
  views.words.set(lengths.subarray(from, until), wordOf(at.lengths));
  run.moveStarts(until - from, at.window - starts[from]);
  return until;
}

/** The payload behind the last one, of `most` from `from` on, that ends within `room` bytes of where the first one starts. */
function lastWithin({ starts, lengths, count }: Payloads, from: number, most: number, room: number): number {
  let fits = from;
  let fitsNot = Math.min(count, from + most) + 1;
  while (fitsNot - fits > 1) {
    const middle = (fits + fitsNot) >> 1;
    if (starts[middle - 1] + lengths[middle - 1] - starts[from] <= room) fits = middle;
    else fitsNot = middle;
  }
  return fits;
}

/**
 * Counts the loaded records [from, count) column by column, and gives the first record that is left out. `bind` is asked for the feature of each new name.
 *
 * The kernel takes the encoding that protobuf's own writers make: one Features, entries of key then value, one list in each, numbers packed, no name
 * twice, nothing unknown, lengths in as few bytes as will do. A record that departs from that is left to the general reader, which also decides whether
 * it is malformed.
 */
export function countRecords(kernel: Kernel, from: number, count: number, bind: (name: number, text: Uint8Array) => number): number {
  const { run } = kernel;
  const next = run.findLists(from, count);
  for (let name = run.unboundName(); name >= 0; name = run.unboundName()) run.bindName(name, bind(name, nameOf(kernel, name)));
  run.countColumns();
  return next;
}

function nameOf(kernel: Kernel, name: number): Uint8Array {
  const { bytes, words } = viewsOf(kernel);
  const start = words[wordOf(kernel.at.nameStart) + name];
  return bytes.slice(start, start + words[wordOf(kernel.at.nameLength) + name]);
}

/** The byte strings among the counted ones that begin like an image or a serialized tensor: number of the name, and the range in `bytes`. */
export function eachMarked(
  kernel: Kernel,
  use: (name: number, bytes: Uint8Array, view: DataView, start: number, end: number) => void,
): void {
  const { bytes, view, words } = viewsOf(kernel);
  const first = wordOf(kernel.at.marked);
  const last = first + kernel.run.markedCount() * 3;
  for (let at = first; at < last; at += 3) use(words[at], bytes, view, words[at + 1], words[at + 1] + words[at + 2]);
}
