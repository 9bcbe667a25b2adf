import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ByteSource, bytesSource } from '../../../src/records/byte-source';
import { bytesOf, openContent } from '../../../src/records/compression';
import type { Corruption } from '../../../src/records/corruption';
import { nodeInflate } from '../../../src/records/node-inflate';
import { type ReadOptions, readRecords } from '../../../src/records/read-records';
import { root } from '../../root';

export const data = 'test/data/records';

/** The bytes of a file of the project. */
export const bytesAt = (path: string): Uint8Array => new Uint8Array(readFileSync(resolve(root, path)));

/** A JSON file of the project. */
export const jsonAt = <T>(path: string): T => JSON.parse(readFileSync(resolve(root, path), 'utf8')) as T;

export interface ReadAll {
  /** Copies of the payloads, by number; corrupted records leave holes. */
  records: Map<number, Uint8Array>;
  offsets: Map<number, number>;
  corruptions: Corruption[];
}

/** Reads everything that a source or stream gives. */
export async function readAll(source: ByteSource | AsyncIterable<Uint8Array>, options?: ReadOptions): Promise<ReadAll> {
  const all: ReadAll = { records: new Map(), offsets: new Map(), corruptions: [] };
  for await (const batch of readRecords(source, options)) {
    for (let i = 0; i < batch.count; i++) {
      all.records.set(batch.firstRecord + i, batch.bytes.slice(batch.starts[i], batch.starts[i] + batch.lengths[i]));
      all.offsets.set(batch.firstRecord + i, batch.windowOffset + batch.starts[i] - 12);
    }
    all.corruptions.push(...batch.corruptions);
  }
  return all;
}

/** Reads the bytes of a file, compressed or not. */
export async function readFileBytes(bytes: Uint8Array, options?: ReadOptions): Promise<ReadAll> {
  return readAll(bytesOf(await openContent(bytesSource(bytes), nodeInflate)), options);
}

/** A stream of the bytes in pieces. */
export async function* piecesOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
