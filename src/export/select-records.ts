import { inEnglish } from '../common/sentence';
import type { Column } from '../query/column';
import { filterRecordOf } from '../query/find-records';
import { compileQuery, type Query } from '../query/query';
import type { bytesOf } from '../records/compression';
import { LARGEST_RECORD, type ReadOptions, readRecords } from '../records/read-records';

/** Which records of a dataset are meant: all sound ones, those that a query finds, or some by their numbers. */
export type Selection = { kind: 'all' } | { kind: 'query'; query: Query; columns: Column[] } | NumberedSelection;

/** Records by their numbers. */
export interface NumberedSelection {
  kind: 'records';
  /** Of each range in turn its first number and the one behind its last; ascending. Ten million records that follow each other are two numbers. */
  ranges: readonly number[];
  /** Where to begin reading, ascending, so that what lies between is not read; without it, at the front of each file. */
  places?: RecordPlace[];
}

/** Where a record begins. */
export interface RecordPlace {
  member: number;
  offset: number;
  record: number;
}

/** A record on its way into another file. */
export interface SelectedRecord {
  record: number;
  bytes: Uint8Array;
}

/** Opens each file of a dataset in turn; a file is closed before the next is opened. */
export type OpenMember = (member: number) => Promise<{ bytes: ReturnType<typeof bytesOf>; close(): void }>;

export interface SelectOptions extends Pick<ReadOptions, 'crc32c' | 'signal'> {
  /** Told of bytes as they are dealt with. */
  progress?: (bytes: number) => void;
}

/** The sound records of a selection over the files of a dataset, numbered through. Rejects when a file cannot be opened; an abort rejects too. */
export async function* selectRecords(
  members: number,
  open: OpenMember,
  selection: Selection,
  options: SelectOptions = {},
): AsyncGenerator<SelectedRecord> {
  const wants = chooser(selection);
  const read = (place: RecordPlace, last: number) => readFrom(place, last, open, wants, options);
  if (selection.kind === 'records' && selection.places) {
    const { places, ranges } = selection;
    for (const [i, place] of places.entries()) yield* read(place, lastBelow(ranges, places[i + 1]?.record ?? Number.POSITIVE_INFINITY));
  } else {
    const last = selection.kind === 'records' ? lastBelow(selection.ranges, Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
    let next = 0;
    for (let member = 0; member < members && next <= last; member++) next = yield* read({ member, offset: 0, record: next }, last);
  }
  options.signal?.throwIfAborted();
}

/** The wanted records of one file from a place up to a number, or to its end; returns the number that comes next. */
async function* readFrom(
  { member, offset, record }: RecordPlace,
  last: number,
  open: OpenMember,
  wants: Wants,
  options: SelectOptions,
): AsyncGenerator<SelectedRecord, number> {
  const file = await open(member);
  let next = record;
  let read = offset;
  try {
    for await (const batch of readRecords(file.bytes, { largestRecord: LARGEST_RECORD, ...options, from: { offset, record } })) {
      options.signal?.throwIfAborted();
      for (let i = 0; i < batch.count && batch.firstRecord + i <= last; i++) {
        const [record, start, end] = [batch.firstRecord + i, batch.starts[i], batch.starts[i] + batch.lengths[i]];
        if (wants(record, batch.bytes, start, end)) yield { record, bytes: batch.bytes.subarray(start, end) };
      }
      const numbered = batch.corruptions.filter(({ kind }) => kind === 'corrupt_data' || kind === 'oversized').length;
      next = batch.firstRecord + batch.count + numbered;
      options.progress?.(batch.readTo - read);
      read = batch.readTo;
      if (next > last) break;
    }
  } finally {
    file.close();
  }
  return next;
}

/** The last number of ranges that is below another; -1 when there is none. */
function lastBelow(ranges: readonly number[], number: number): number {
  const range = ranges.findLastIndex((first, i) => i % 2 === 0 && first < number);
  return range < 0 ? -1 : Math.min(ranges[range + 1] as number, number) - 1;
}

type Wants = (record: number, bytes: Uint8Array, start: number, end: number) => boolean;

function chooser(selection: Selection): Wants {
  if (selection.kind === 'all') return () => true;
  if (selection.kind === 'records') return inRanges(selection.ranges);
  const filter = compileQuery(selection.query, selection.columns);
  if (!filter.ok) throw new Error(inEnglish(filter.error.message));
  return (record, bytes, start, end) => {
    const seen = filterRecordOf(record, bytes, start, end);
    return seen !== undefined && filter.matches(seen);
  };
}

/** Whether a number is in one of the ranges, for numbers that are asked for in ascending order. */
function inRanges(ranges: readonly number[]): (record: number) => boolean {
  let passed = 0;
  return record => {
    while (passed < ranges.length && (ranges[passed] as number) <= record) passed++;
    return passed % 2 === 1;
  };
}
