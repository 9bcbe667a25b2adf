import type { bytesOf } from '../../records/compression';
import { type ReadOptions, readRecords } from '../../records/read-records';
import type { Column } from '../filter/column';
import { filterRecordOf } from '../filter/find-records';
import { compileQuery, type Query } from '../filter/query';

/** Which records of a dataset are meant: all sound ones, those that a query finds, or some by their numbers (ascending). */
export type Selection = { kind: 'all' } | { kind: 'query'; query: Query; columns: Column[] } | { kind: 'records'; records: number[] };

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
  const last = selection.kind === 'records' ? (selection.records.at(-1) ?? -1) : Number.POSITIVE_INFINITY;
  let next = 0;
  for (let member = 0; member < members && next <= last; member++) {
    const file = await open(member);
    let read = 0;
    try {
      for await (const batch of readRecords(file.bytes, { ...options, from: { offset: 0, record: next } })) {
        options.signal?.throwIfAborted();
        for (let i = 0; i < batch.count; i++) {
          const [record, start, end] = [batch.firstRecord + i, batch.starts[i], batch.starts[i] + batch.lengths[i]];
          if (wants(record, batch.bytes, start, end)) yield { record, bytes: batch.bytes.subarray(start, end) };
        }
        const numbered = batch.damages.filter(({ kind }) => kind === 'corrupt_data' || kind === 'oversized').length;
        next = batch.firstRecord + batch.count + numbered;
        options.progress?.(batch.readTo - read);
        read = batch.readTo;
        if (next > last) break;
      }
    } finally {
      file.close();
    }
  }
  options.signal?.throwIfAborted();
}

type Wants = (record: number, bytes: Uint8Array, start: number, end: number) => boolean;

function chooser(selection: Selection): Wants {
  if (selection.kind === 'all') return () => true;
  if (selection.kind === 'records') {
    const wanted = new Set(selection.records);
    return record => wanted.has(record);
  }
  const filter = compileQuery(selection.query, selection.columns);
  if (!filter.ok) throw new Error(filter.error.message);
  return (record, bytes, start, end) => {
    const seen = filterRecordOf(record, bytes, start, end);
    return seen !== undefined && filter.matches(seen);
  };
}
