import type { ByteSource } from './byte-source';
import { type Corruption, makeCorruption } from './corruption';
import { type Crc32c, crc32c as portableCrc } from './crc32c';
import { type ByteWindow, MAX_WINDOW_BYTES, pagedFeed, type Spare, streamFeed } from './feed';
import { emptyFrames, type Frames } from './frames';
import { type CrcCheck, FOOTER_BYTES, frameWindow, HEADER_BYTES, type Stop } from './framing';
import {
  endOf,
  isDoubtful,
  isWary,
  nextHeader,
  passCorruptData,
  passCorruptLength,
  passDoubtful,
  passEnd,
  passOversized,
  passPrevious,
  placeAt,
  type ReaderPlace,
} from './resync';

/**
 * Largest payload, in bytes, of a record that is looked at: of a stream it is in memory twice while it comes, and a few bytes of a compressed file can
 * announce any size. A larger one is said to be there, and passed over.
 */
const LARGEST_SHOWN_RECORD = 1 << 27;

/** Largest payload that protobuf takes: what TensorFlow trains on, and what is copied to another file. */
export const LARGEST_RECORD = 0x7fffffff;

/** Records that lie whole in one window, numbered one after the other. The typed arrays are the reader's own: valid until the next batch. */
export interface RecordBatch {
  /** The window; its bytes stay as they are, so views on it may be kept, unless `spare` was given. */
  bytes: Uint8Array;
  /** How many records; `starts` and `lengths` may be longer. */
  count: number;
  /** Where each payload starts in `bytes`. */
  starts: Uint32Array;
  /** How long each payload is. */
  lengths: Uint32Array;
  /** Number of the first record. */
  firstRecord: number;
  /** Offset of bytes[0]: record i begins (with its header) at windowOffset + starts[i] - 12. */
  windowOffset: number;
  /** What was met after the last record of the batch. */
  corruptions: Corruption[];
  /** Offset up to which the source is dealt with. */
  readTo: number;
}

export interface ReadOptions {
  /** What to verify: 'all' by default. */
  check?: CrcCheck;
  /** A faster CRC-32C than the portable one. */
  crc32c?: Crc32c;
  /** Where to begin: a record's offset (see `alignToRecord`) and number. */
  from?: { offset: number; record: number };
  /** Records that begin at this offset or later are left out. */
  until?: number;
  /** Largest window in bytes; a larger record widens it. */
  window?: number;
  /** Memory for windows: `bytes` of a batch is then valid until the next batch only, and memory is not asked for again and again. */
  spare?: Spare;
  /** Largest payload that is read, in bytes: `LARGEST_SHOWN_RECORD` unless said otherwise. */
  largestRecord?: number;
  signal?: AbortSignal;
}

/**
 * Reads the records of a source, or of a stream of (decompressed) bytes, batch by batch. Never throws: what is wrong comes as `corruptions`, and
 * reading goes on behind it. When `signal` aborts, the batches end.
 */
export async function* readRecords(
  source: ByteSource | AsyncIterable<Uint8Array>,
  options: ReadOptions = {},
): AsyncGenerator<RecordBatch, void, void> {
  const largest = options.window ?? MAX_WINDOW_BYTES;
  if ('read' in source) {
    yield* readFeed(pagedFeed(source, largest, options.spare), options);
    return;
  }
  const feed = streamFeed(source, largest);
  try {
    yield* readFeed(feed, options);
  } finally {
    await feed.close();
  }
}

/**
 * Offset of the first record that begins in [offset, until), for readers that share a file between them; `until` (or the end, if that is before) when
 * there is none. `spare` is what their windows are read into afterwards too.
 */
export async function alignToRecord(
  source: ByteSource,
  offset: number,
  until: number,
  { signal, spare = {} }: Pick<ReadOptions, 'signal' | 'spare'> = {},
): Promise<number> {
  return offset === 0 ? 0 : nextHeader(pagedFeed(source, MAX_WINDOW_BYTES, spare), offset, signal, until);
}

/**
 * Tells where records are without giving their bytes, verifying lengths only: `bytes` of a batch is overwritten by the next one's, and `starts` may
 * point beyond it. Where records are large, their payloads are not even read.
 */
export async function* skimRecords(source: ByteSource, options: Omit<ReadOptions, 'check'> = {}): AsyncGenerator<RecordBatch, void, void> {
  yield* readFeed(pagedFeed(source, options.window ?? MAX_WINDOW_BYTES, options.spare ?? {}), { ...options, check: 'header' }, true);
}

/** Records of this mean size are cheaper to skim by reading their headers alone, this many bytes at a time. */
const HEADERS_ONLY_FROM_BYTES = 1 << 16;
const HEADER_WINDOW_BYTES = 1 << 9;

async function* readFeed(feed: ByteWindow, options: ReadOptions, skim = false): AsyncGenerator<RecordBatch, void, void> {
  const { check = 'all', crc32c = portableCrc, until = Number.POSITIVE_INFINITY, signal } = options;
  const frames = emptyFrames(4096);
  const place = placeAt(options.from?.offset ?? 0, options.from?.record ?? 0);
  let need = HEADER_BYTES;
  let ahead = Number.POSITIVE_INFINITY;
  let ended = false;
  while (!ended && !signal?.aborted) {
    await feed.fill(place.at, need);
    const { bytes, base } = feed;
    const firstRecord = place.record;
    const reach = skim && feed.size !== undefined ? feed.size - base : bytes.length;
    const from = Math.max(0, place.at - base);
    const limit = Math.min(until - base, from + (isWary(place) ? 1 : ahead));
    const stop: Halt = isDoubtful(feed, place) ? doubt(from, frames) : frameWindow(bytes, from, limit, reach, check, crc32c, frames);
    place.at = Math.max(place.at, base + stop.at);
    place.record += frames.count;
    if (frames.count > 0) place.previous = base + frames.starts[frames.count - 1] - HEADER_BYTES;
    const passed = await pass(feed, place, stop, options);
    const corruptions = passed === 'more' ? [] : [...passed, ...failureOf(feed, place)];
    need = passed === 'more' ? stop.need : HEADER_BYTES;
    ended = place.at >= until || (passed !== 'more' && place.at >= endOf(feed));
    ahead = corruptions.length > 0 ? 1 : further(ahead, place.at - base - from);
    if (skim && frames.count > 0 && (stop.at - from) / frames.count > HEADERS_ONLY_FROM_BYTES) feed.largest = HEADER_WINDOW_BYTES;
    if (frames.count === 0 && corruptions.length === 0) continue;
    yield {
      bytes,
      count: frames.count,
      starts: frames.starts,
      lengths: frames.lengths,
      firstRecord,
      windowOffset: base,
      corruptions,
      readTo: place.at,
    };
  }
}

/** Where and why reading does not simply go on. */
type Halt = Stop | { at: number; need: number; why: 'doubtful' };

function doubt(at: number, frames: Frames): Halt {
  frames.count = 0;
  return { at, need: 0, why: 'doubtful' };
}

/**
 * What is framed and checked behind a corrupted record has to be framed and checked again once that is passed. So it is one record that is read after a
 * corruption, and then ever more at a time: records that begin within so many bytes.
 */
function further(ahead: number, read: number): number {
  const doubled = 2 * (ahead + read);
  return doubled < MAX_WINDOW_BYTES ? doubled : Number.POSITIVE_INFINITY;
}

/** Moves past whatever framing stopped at; 'more' when a larger window is all that is missing. */
async function pass(feed: ByteWindow, place: ReaderPlace, stop: Halt, options: ReadOptions): Promise<Corruption[] | 'more'> {
  const { signal, crc32c = portableCrc, largestRecord = LARGEST_SHOWN_RECORD } = options;
  if (stop.why === 'limit') return [];
  const isMore = stop.why === 'window' && place.at + stop.need <= endOf(feed);
  if (isMore && stop.need <= largestRecord + HEADER_BYTES + FOOTER_BYTES) return 'more';
  // The batch is not handed out before it is known what comes behind it.
  feed.keep();
  if (isMore) return [await passOversized(feed, place, stop.need, signal)];
  if (stop.why === 'doubtful') return [await passDoubtful(feed, place, signal)];
  if (stop.why === 'corrupt_data') return [await passCorruptData(feed, place, stop.need, signal)];
  const headless = stop.why === 'corrupt_length' || (stop.need === HEADER_BYTES && place.at < endOf(feed));
  if (headless && options.check === 'header') {
    const before = await passPrevious(feed, place, crc32c, signal);
    if (before) return [before];
  }
  const corruption = stop.why === 'corrupt_length' ? await passCorruptLength(feed, place, signal) : await passEnd(feed, place, signal);
  return corruption ? [corruption] : [];
}

/** The failure of the source itself, told once everything before it is dealt with. */
function failureOf(feed: ByteWindow, place: ReaderPlace): Corruption[] {
  if (feed.failure === undefined || place.at < endOf(feed)) return [];
  const { kind, detail } = feed.failure;
  return [makeCorruption(kind, place.record, { from: place.at, to: place.at }, { ends: true, detail })];
}
