import { FIELD_KIND } from '../../records/field-table';
import { type Kernel, type ValueKind, type Views, viewsOf, wordOf } from './kernel';
import type { ValuePool } from './value-pool';

/** The kernel gets a byte string of so many bytes whole, and of a longer one what is hashed: blocks from its first byte to its last (../kernel/hash.ts). */
export const MAX_HASHED_BYTES = 4096;
const HASH_BLOCK_BYTES = 64;
const HASH_BLOCKS = MAX_HASHED_BYTES / HASH_BLOCK_BYTES;

/**
 * A column of one feature that is being written: what the general reader has found goes to the kernel in as few calls as will do. Lists are counted apart
 * from their values, which may be more than there is room for.
 */
export interface ColumnWriter {
  kernel: Kernel;
  /** The kernel's views: its memory moves only where something is counted. */
  views: Views;
  feature: number;
  kind: ValueKind;
  /** What is written and not yet counted. */
  lists: number;
  values: number;
  /** Bytes of byte strings, in the window. */
  bytes: number;
  /** What floats were taken from last, and a view of it. */
  source: Uint8Array;
  sourceView: DataView;
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView => new DataView(buffer, byteOffset, byteLength);

export function createColumnWriter(kernel: Kernel): ColumnWriter {
  const source = new Uint8Array(0);
  const views = viewsOf(kernel);
  return { kernel, views, feature: 0, kind: FIELD_KIND.int64, lists: 0, values: 0, bytes: 0, source, sourceView: viewOf(source) };
}

/** Begins a column of another feature or kind. */
export function beginColumn(writer: ColumnWriter, feature: number, kind: ValueKind): void {
  flushColumn(writer);
  writer.views = viewsOf(writer.kernel);
  writer.feature = feature;
  writer.kind = kind;
}

/** Counts what has been written. */
export function flushColumn(writer: ColumnWriter): void {
  flushValues(writer);
  if (writer.lists === 0) return;
  writer.kernel.run.addLists(writer.feature, writer.kind, writer.lists);
  writer.lists = 0;
  writer.views = viewsOf(writer.kernel);
}

function flushValues(writer: ColumnWriter): void {
  const { run } = writer.kernel;
  if (writer.values === 0) return;
  if (writer.kind === FIELD_KIND.bytes) run.hashGathered(writer.values);
  run.addValues(writer.feature, writer.kind, writer.values);
  writer.values = 0;
  writer.bytes = 0;
  writer.views = viewsOf(writer.kernel);
}

/** Writes entry `entry` of a pool, one list; gives how many values it has. */
export function writeEntry(writer: ColumnWriter, pool: ValuePool, entry: number): number {
  const values = writeValues(writer, pool, entry, pool.from[entry], pool.to[entry]);
  const { at } = writer.kernel;
  writer.views.words[wordOf(at.sizes) + writer.lists++] = values;
  if (writer.lists === at.LISTS) flushColumn(writer);
  return values;
}

function writeValues(writer: ColumnWriter, pool: ValuePool, entry: number, from: number, to: number): number {
  if (writer.kind === FIELD_KIND.int64) return writeInts(writer, pool, from, to);
  return writer.kind === FIELD_KIND.float ? writeFloats(writer, pool, entry, from, to) : writeStrings(writer, pool, entry, from, to);
}

function writeInts(writer: ColumnWriter, { low, high }: ValuePool, from: number, to: number): number {
  const room = writer.kernel.at.WINDOW;
  for (let at = from; at < to; ) {
    const { words } = writer.views;
    const first = wordOf(writer.kernel.at.first) + writer.values - at;
    const second = wordOf(writer.kernel.at.second) + writer.values - at;
    const end = Math.min(to, at + room - writer.values);
    writer.values += end - at;
    for (; at < end; at++) {
      words[first + at] = low[at];
      words[second + at] = high[at];
    }
    if (writer.values === room) flushValues(writer);
  }
  return to - from;
}

function writeFloats(writer: ColumnWriter, pool: ValuePool, entry: number, from: number, to: number): number {
  const { at } = writer.kernel;
  const room = at.WINDOW;
  if (writer.source !== pool.source[entry]) {
    writer.source = pool.source[entry];
    writer.sourceView = viewOf(writer.source);
  }
  let written = 0;
  for (let span = from; span < to; span++) {
    const count = pool.size[span];
    for (let done = 0; done < count; ) {
      const some = Math.min(count - done, room - writer.values);
      const first = wordOf(at.first) + writer.values;
      const start = pool.start[span] + done * 4;
      for (let index = 0; index < some; index++) writer.views.words[first + index] = writer.sourceView.getInt32(start + index * 4, true);
      writer.values += some;
      done += some;
      if (writer.values === room) flushValues(writer);
    }
    written += count;
  }
  return written;
}

function writeStrings(writer: ColumnWriter, pool: ValuePool, entry: number, from: number, to: number): number {
  const { at } = writer.kernel;
  const room = at.WINDOW;
  for (let span = from; span < to; span++) {
    if (writer.bytes + MAX_HASHED_BYTES > room || writer.values === at.LISTS) flushValues(writer);
    const { bytes, words } = writer.views;
    const place = at.window + writer.bytes;
    words[wordOf(at.first) + writer.values] = place;
    words[wordOf(at.second) + writer.values++] = pool.size[span];
    writer.bytes += gather(bytes, place, pool.source[entry], pool.start[span], pool.size[span]);
  }
  return to - from;
}

/** Copies what is hashed of a byte string; gives how many bytes that is. */
function gather(bytes: Uint8Array, place: number, source: Uint8Array, start: number, length: number): number {
  if (length <= MAX_HASHED_BYTES) {
    copyBytes(source, start, start + length, bytes, place);
    return length;
  }
  for (let block = 0; block < HASH_BLOCKS; block++) {
    const at = start + Math.floor((block * (length - HASH_BLOCK_BYTES)) / (HASH_BLOCKS - 1));
    copyBytes(source, at, at + HASH_BLOCK_BYTES, bytes, place + block * HASH_BLOCK_BYTES);
  }
  return MAX_HASHED_BYTES;
}

/** So few bytes are copied one by one: making a view of them takes longer. */
const COPIED_BYTE_BY_BYTE = 128;

function copyBytes(from: Uint8Array, start: number, end: number, to: Uint8Array, place: number): void {
  if (end - start > COPIED_BYTE_BY_BYTE) to.set(from.subarray(start, end), place);
  else for (let at = start; at < end; at++) to[place + at - start] = from[at];
}
