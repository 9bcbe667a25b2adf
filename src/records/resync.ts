import { detectCompression } from './compression';
import { type Corruption, makeCorruption } from './corruption';
import type { Crc32c } from './crc32c';
import type { ByteWindow } from './feed';
import { FOOTER_BYTES, findHeader, HEADER_BYTES, impossibleLength, isHeader, isPayload, payloadLength } from './framing';

/** A reader's place. The functions here move it past what is corrupted. */
export interface ReaderPlace {
  /** Where reading began. */
  readonly start: number;
  /** Offset and number of the next record. */
  at: number;
  record: number;
  /** Offset of the record before it, or -1 if that is not where the next one begins behind. */
  previous: number;
  /** Bytes of payloads that were found false and led to no other record, and the furthest end of one of them. */
  wastedBytes: number;
  furthest: number;
}

export const placeAt = (at: number, record: number): ReaderPlace => ({ start: at, at, record, previous: -1, wastedBytes: 0, furthest: at });

/** As a mean, each byte from the start to the furthest end may be checked in vain so many times, and each that was passed as often again. */
const MAX_CHECKS_PER_BYTE = 32;

/**
 * Whether the headers found of late have led nowhere too often. Headers can be made to stand inside of each other's payloads by the thousand; to check
 * each of them would take a time that grows with the square of the file's size.
 */
export const isWary = ({ start, at, wastedBytes, furthest }: ReaderPlace): boolean =>
  wastedBytes > MAX_CHECKS_PER_BYTE * (at - start + furthest - start);

/** Where the bytes end, as far as is known. */
export function endOf(feed: ByteWindow): number {
  return feed.last ? feed.base + feed.bytes.length : (feed.size ?? Number.POSITIVE_INFINITY);
}

/** Offset of the first sound header at `from` or later but before `limit`; `limit` or the end of the bytes, whichever comes first, when there is none. */
export async function nextHeader(feed: ByteWindow, from: number, signal?: AbortSignal, limit = Number.POSITIVE_INFINITY): Promise<number> {
  let at = from;
  while (!signal?.aborted && at < limit) {
    await feed.fill(at, HEADER_BYTES);
    const found = findHeader(feed.bytes, Math.max(0, at - feed.base), feed.bytes.length);
    if (found >= 0) return Math.min(limit, feed.base + found);
    if (feed.last) break;
    at = feed.base + feed.bytes.length - (HEADER_BYTES - 1);
  }
  return Math.min(limit, endOf(feed));
}

/** Whether another record, or the end of the bytes, can be seen at `after`. */
const leadsOn = (feed: ByteWindow, after: number): boolean =>
  after >= endOf(feed) || (isAtHand(feed, after) && isHeader(feed.bytes, after - feed.base));

const isAtHand = ({ base, bytes }: ByteWindow, at: number): boolean => at >= base && at + HEADER_BYTES <= base + bytes.length;

/** Whether, where one has become wary, the header at this place leads nowhere as far as can be seen. */
export function isDoubtful(feed: ByteWindow, place: ReaderPlace): boolean {
  const at = place.at - feed.base;
  if (!isWary(place) || !isAtHand(feed, place.at) || !isHeader(feed.bytes, at)) return false;
  return !leadsOn(feed, place.at + HEADER_BYTES + payloadLength(feed.bytes, at) + FOOTER_BYTES);
}

/** Past a doubtful header. Its payload is not checked. */
export async function passDoubtful(feed: ByteWindow, place: ReaderPlace, signal?: AbortSignal): Promise<Corruption> {
  const to = await nextHeader(feed, place.at + HEADER_BYTES, signal);
  const detail = 'its data was not checked: no record follows it, and many headers before it were invalid';
  const corruption = skipTo(feed, place, 'corrupt_data', to, detail);
  place.record++;
  return corruption;
}

function skipTo(feed: ByteWindow, place: ReaderPlace, kind: Corruption['kind'], to: number, detail?: string): Corruption {
  const corruption = makeCorruption(kind, place.record, { from: place.at, to }, { ends: to >= endOf(feed), detail });
  place.at = to;
  place.previous = -1;
  return corruption;
}

/** What a corruption tells of a record's length, from its bytes with header and footer. */
const lengthOf = (bytes: number): string => `has ${bytes - HEADER_BYTES - FOOTER_BYTES} bytes of data`;

/** Past a header that does not match its CRC. The record has no number: where it ends is unknown. */
export async function passCorruptLength(feed: ByteWindow, place: ReaderPlace, signal?: AbortSignal): Promise<Corruption> {
  const start = place.at - feed.base;
  const detail = headerProblem(feed.bytes.subarray(start, start + HEADER_BYTES), place.at);
  return skipTo(feed, place, 'corrupt_length', await nextHeader(feed, place.at + 1, signal), detail);
}

/** What the 12 bytes are that should be a header, where they tell. */
function headerProblem(header: Uint8Array, offset: number): string | undefined {
  if (header.every(byte => byte === 0)) return 'it begins with zeros only, as in a file that was preallocated but not completely written';
  const length = impossibleLength(header, 0);
  if (length !== undefined) return `the record states a length of ${length} bytes, more than the file can hold`;
  const compression = offset === 0 ? detectCompression(header) : 'none';
  return compression === 'none' ? undefined : `the content is compressed again (${compression}); decompress it once more`;
}

/** Records larger than this are not read again to see whether they are sound. */
const MAX_CHECKED_RECORD_BYTES = 0x7fffffff;

/**
 * The record before a broken header, where payloads were not verified on the way: if its payload does not match, then its own end is what is missing
 * (see `passCorruptData`). Undefined when it is sound or gone from a stream.
 */
export async function passPrevious(
  feed: ByteWindow,
  place: ReaderPlace,
  crc32c: Crc32c,
  signal?: AbortSignal,
): Promise<Corruption | undefined> {
  const { previous, at } = place;
  if (previous < 0 || at - previous > MAX_CHECKED_RECORD_BYTES || !(await feed.fill(previous, at - previous))) return undefined;
  const start = previous - feed.base + HEADER_BYTES;
  const end = at - feed.base - FOOTER_BYTES;
  if (end + FOOTER_BYTES > feed.bytes.length || isPayload(feed.bytes, start, end, crc32c)) return undefined;
  place.at = previous;
  place.record--;
  return passCorruptData(feed, place, at - previous, signal);
}

/**
 * Past a record of `bytes` bytes whose payload does not match its CRC. It is one bad record when a sound header (or the end) follows; otherwise
 * its end is missing, and the search begins inside it: so a file that was cut off and then appended to gives back what was appended.
 */
export async function passCorruptData(feed: ByteWindow, place: ReaderPlace, bytes: number, signal?: AbortSignal): Promise<Corruption> {
  const after = place.at + bytes;
  await feed.fill(place.at, bytes + HEADER_BYTES);
  const follows = leadsOn(feed, after);
  if (!follows) {
    place.wastedBytes += bytes;
    place.furthest = Math.max(place.furthest, after);
  }
  const to = follows ? after : await nextHeader(feed, place.at + HEADER_BYTES, signal);
  const corruption = skipTo(feed, place, 'corrupt_data', to);
  place.record++;
  return corruption;
}

/** Past a place where the bytes end: cleanly (no corruption), inside a header, or inside a record, in which sound records may still be found. */
export async function passEnd(feed: ByteWindow, place: ReaderPlace, signal?: AbortSignal): Promise<Corruption | undefined> {
  const end = endOf(feed);
  const left = end - place.at;
  if (left <= 0) return undefined;
  if (left < HEADER_BYTES) return skipTo(feed, place, 'partial_tail', end);
  await feed.fill(place.at, HEADER_BYTES);
  const length = payloadLength(feed.bytes, place.at - feed.base);
  return skipTo(
    feed,
    place,
    'truncated',
    await nextHeader(feed, place.at + HEADER_BYTES, signal),
    lengthOf(length + HEADER_BYTES + FOOTER_BYTES),
  );
}

/**
 * Past a record that is too large to be held. It keeps its number. Of a stream, nobody knows whether it has that many bytes: there it is cut off if
 * the stream ends, or another record begins, before.
 */
export async function passOversized(feed: ByteWindow, place: ReaderPlace, bytes: number, signal?: AbortSignal): Promise<Corruption> {
  const after = place.at + bytes;
  const to = feed.size === undefined ? await nextHeader(feed, place.at + HEADER_BYTES, signal) : after;
  if (to < after) return skipTo(feed, place, 'truncated', to, lengthOf(bytes));
  const corruption = skipTo(feed, place, 'oversized', to, `it takes ${bytes} bytes`);
  place.record++;
  return corruption;
}
