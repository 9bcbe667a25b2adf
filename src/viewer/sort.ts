import { filterRecordOf, type SearchProgress } from '../query/find-records';
import type { QueryValue } from '../query/value';
import type { bytesOf } from '../records/compression';
import { keepsNumber } from '../records/corruption';
import { type ReadOptions, readRecords } from '../records/read-records';
import { addKey, createKeys, recordsInOrder } from './sort-order';

/** Records that are sorted, and bytes of texts that are held for it, at most: some 200 MB. */
const MAX_SORTED_RECORDS = 10_000_000;
const MAX_TEXT_BYTES = 128 << 20;
/** Texts are compared by so many bytes. */
const MAX_KEY_BYTES = 1024;

/** What is to be sorted: all records, or those of `records`, whose numbers ascend. */
export interface SortRequest {
  feature: string;
  descending: boolean;
  records: Uint32Array | null;
}

/** Numbers of the records in the order of the feature's first value. `looked`: how many were looked at, where those were not all. */
export interface Sorted {
  order: Uint32Array;
  looked: number | null;
}

/** An order in the making. */
export interface Sorter {
  /** Reads on through the records of a file, whose numbers begin at `first`; gives the number behind its last one. */
  read(
    bytes: ReturnType<typeof bytesOf>,
    first: number,
    tell: (progress: SearchProgress) => void,
    options: Pick<ReadOptions, 'crc32c' | 'signal'>,
  ): Promise<number>;
  finish(): Sorted;
}

/** Sorts by the first value of a feature, up or down; records without one come last, whichever way it goes. Whole numbers, floats and texts do not mix: they follow each other. */
export function createSorter({ feature, descending, records }: SortRequest): Sorter {
  const [integers, floats] = [createKeys(), createKeys()];
  const texts: { record: number; key: string }[] = [];
  const without: number[] = [];
  const flip = descending ? 0xffff_ffff : 0;
  let textBytes = 0;
  let looked = 0;
  let isFull = false;
  let wanted = 0;

  /** Whether this one is to be sorted; numbers are asked for as they ascend. */
  const isWanted = (record: number): boolean => {
    if (records === null) return true;
    while (wanted < records.length && records[wanted] < record) wanted++;
    return records[wanted] === record;
  };

  const add = (record: number, value: QueryValue | undefined): void => {
    looked++;
    if (typeof value === 'bigint') {
      bits.setBigInt64(0, value);
      addKey(integers, record, bits.getUint32(0) ^ SIGN ^ flip, bits.getUint32(4) ^ flip);
    } else if (typeof value === 'number' && !Number.isNaN(value)) {
      // Added to zero, -0 is 0. Of two negative floats the one with the larger bits is the smaller.
      bits.setFloat64(0, value + 0);
      const mask = bits.getInt32(0) < 0 ? 0xffff_ffff : 0;
      addKey(floats, record, bits.getUint32(0) ^ (mask || SIGN) ^ flip, bits.getUint32(4) ^ mask ^ flip);
    } else if (value instanceof Uint8Array) {
      const key = String.fromCharCode(...value.subarray(0, MAX_KEY_BYTES));
      texts.push({ record, key });
      textBytes += key.length;
    } else without.push(record);
    isFull = looked >= MAX_SORTED_RECORDS || textBytes >= MAX_TEXT_BYTES;
  };

  return {
    async read(bytes, first, tell, options) {
      let next = first;
      let read = 0;
      if (isFull) return next;
      for await (const batch of readRecords(bytes, { ...options, from: { offset: 0, record: first }, spare: {} })) {
        const { count, starts, lengths, firstRecord, corruptions } = batch;
        for (let i = 0; i < count && !isFull; i++)
          if (isWanted(firstRecord + i)) add(firstRecord + i, keyOf(batch.bytes, starts[i], starts[i] + lengths[i], feature));
        const numbered = corruptions.filter(keepsNumber);
        for (const { record } of numbered) if (!isFull && isWanted(record)) add(record, undefined);
        next = firstRecord + count + numbered.length;
        tell({ bytes: batch.readTo - read, records: next, found: [] });
        read = batch.readTo;
        if (isFull) break;
      }
      return next;
    },
    finish() {
      // Texts, being bytes in Latin-1, compare as their bytes do.
      texts.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)) * (descending ? -1 : 1));
      const parts = [recordsInOrder(integers), recordsInOrder(floats), texts.map(({ record }) => record), without];
      const order = new Uint32Array(looked);
      parts.reduce((at, part) => {
        order.set(part, at);
        return at + part.length;
      }, 0);
      return { order, looked: isFull ? looked : null };
    },
  };
}

const SIGN = 0x8000_0000;
const bits = new DataView(new ArrayBuffer(8));

function keyOf(bytes: Uint8Array, start: number, end: number, feature: string): QueryValue | undefined {
  const record = filterRecordOf(0, bytes, start, end);
  return (record?.features.get(feature, 1) ?? record?.lists?.get(feature)?.[0])?.values[0];
}
