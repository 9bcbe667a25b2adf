import type { ByteSource } from './byte-source';
import { bytesOf, type Compression, type Content } from './compression';
import { type Corruption, keepsNumber } from './corruption';
import { commonPayload, type Payload, recognisePayload } from './payload';
import { alignToRecord, type ReadOptions, type RecordBatch, readRecords } from './read-records';

/** Corruptions beyond this many are counted, not kept: a file may be nothing but corruption. */
export const MAX_CORRUPTIONS_KEPT = 1000;
/** Records at the front of a range that are looked at to tell what the file holds. */
const PAYLOAD_SAMPLE_RECORDS = 32;

/** Odd records beyond this many are counted, not kept. */
const MAX_ODD_RECORDS_KEPT = 100;

/**
 * A record with valid checksums among Examples (or other messages) that TensorFlow does not parse as one of them: it is something else, or its values are
 * encoded in a way that TensorFlow's parser refuses, or drops some of. `crowded`: it has more values than are counted here; TensorFlow may well parse it.
 */
export interface OddRecord {
  record: number;
  is: Exclude<Payload, 'example' | 'sequence_example' | 'empty'> | 'refused' | 'shortened' | 'crowded';
}

/** Something that looks at every good record during a scan, in the thread that reads it, and keeps no view of its bytes. `finish` gives plain data, which is sent to the main thread. */
export interface Visitor<Result = unknown, Outline = unknown> {
  /** `payloads` is what some of the records that came first in the scan are. Gives the odd ones of the batch. */
  batch(batch: RecordBatch, payloads: Payload[]): OddRecord[];
  /** What is told of each scan by itself, if the visitor sees several; small, since it is kept for each. */
  outline?(): Outline;
  finish(): Result;
}

/** The part of an uncompressed file whose records begin in [from, until). `exact`: a record is known to begin at `from`; otherwise the first one is looked for. */
export interface Range {
  from: number;
  until: number;
  exact?: boolean;
}

/** What a scan of a file, or of a range of it, found. Record numbers count from the range's first record. */
export interface Scanned {
  compression: Compression;
  /** Bytes as stored. */
  bytes: number;
  /** Records in all, and those of them that are sound. */
  numbered: number;
  records: number;
  corruptions: Corruption[];
  corruptionCount: number;
  payloads: Payload[];
  /** The first of the odd records, and how many there are. */
  odd: OddRecord[];
  oddCount: number;
  /** Where the first record of the range begins, and where the first one after it does. */
  first: number;
  end: number;
  /** What the visitor gave at the end, and what it told of this scan by itself. */
  found: unknown;
  outline?: unknown;
}

/** Reads the whole content, or a range of it if it is not compressed, verifying every checksum. */
export async function scan(
  content: Content,
  range: Range | undefined,
  visitor: Visitor | undefined,
  options: ReadOptions,
  progress: (bytes: number) => void,
): Promise<Scanned> {
  const first = range ? await firstOf(range, content.source, options) : 0;
  const scanned = emptyScan(content.compression, content.source, first);
  const from = { offset: first, record: 0 };
  let done = first;
  for await (const batch of readRecords(bytesOf(content), {
    ...options,
    from,
    until: range?.until,
    spare: options.spare ?? {},
  })) {
    add(scanned, batch);
    addOdd(scanned, visitor?.batch(batch, scanned.payloads) ?? []);
    progress(batch.readTo - done);
    done = batch.readTo;
  }
  scanned.outline = visitor?.outline?.();
  scanned.found = visitor?.finish();
  return scanned;
}

async function firstOf(range: Range, source: ByteSource, options: ReadOptions): Promise<number> {
  return range.exact ? range.from : alignToRecord(source, range.from, range.until, options);
}

function emptyScan(compression: Compression, source: ByteSource, first: number): Scanned {
  const bytes = source.size ?? 0;
  return {
    compression,
    bytes,
    numbered: 0,
    records: 0,
    corruptions: [],
    corruptionCount: 0,
    payloads: [],
    odd: [],
    oddCount: 0,
    first,
    end: first,
    found: undefined,
  };
}

function add(scanned: Scanned, batch: RecordBatch): void {
  for (let i = 0; i < batch.count && scanned.payloads.length < PAYLOAD_SAMPLE_RECORDS; i++) {
    scanned.payloads.push(recognisePayload(batch.bytes, batch.starts[i], batch.starts[i] + batch.lengths[i]));
  }
  scanned.records += batch.count;
  scanned.numbered = batch.firstRecord + batch.count + batch.corruptions.filter(keepsNumber).length;
  scanned.end = batch.readTo;
  scanned.corruptionCount += batch.corruptions.length;
  scanned.corruptions.push(...batch.corruptions.slice(0, MAX_CORRUPTIONS_KEPT - scanned.corruptions.length));
}

function addOdd(scanned: Scanned, odd: OddRecord[], before = 0): void {
  scanned.oddCount += odd.length;
  const kept = odd.slice(0, MAX_ODD_RECORDS_KEPT - scanned.odd.length);
  scanned.odd.push(...kept.map(({ record, is }) => ({ record: record + before, is })));
}

/** Puts the scans of neighbouring ranges together. `found` and `outline` become the lists of what their visitors gave. */
export function joinScans(parts: Scanned[]): Scanned {
  const whole: Scanned = {
    ...parts[0],
    corruptions: [],
    payloads: [],
    odd: [],
    oddCount: 0,
    numbered: 0,
    records: 0,
    corruptionCount: 0,
    found: parts.map(part => part.found),
    outline: parts.map(part => part.outline),
  };
  for (const part of parts) {
    const before = whole.numbered;
    whole.numbered += part.numbered;
    whole.records += part.records;
    whole.corruptionCount += part.corruptionCount;
    whole.end = part.end;
    whole.payloads.push(...part.payloads);
    addOdd(whole, part.odd, before);
    whole.oddCount += part.oddCount - part.odd.length;
    const renumbered = part.corruptions.map(corruption => ({ ...corruption, record: corruption.record + before }));
    whole.corruptions.push(...renumbered.slice(0, MAX_CORRUPTIONS_KEPT - whole.corruptions.length));
  }
  return whole;
}

/** What the scanned file holds. */
export function payloadOf(scanned: Scanned): Payload {
  return commonPayload(scanned.payloads);
}
