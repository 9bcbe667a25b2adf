import { Inflate } from 'fflate';
import { Unreadable } from '../saved-model/unreadable';
import { RandomAccess } from './random-access';

/** A file in an archive. */
export interface ZipEntry {
  readonly name: string;
  /** Stored as it is, or deflated; null for another compression. */
  readonly method: 'stored' | 'deflated' | null;
  readonly isEncrypted: boolean;
  /** Bytes in the archive, and unpacked. */
  readonly packed: number;
  readonly size: number;
  /** Where its local header is. */
  readonly offset: number;
}

/** The end record and the longest comment. */
const MAX_END_BYTES = 22 + 0xffff;
const MAX_DIRECTORY_BYTES = 1 << 26;
const MAX_ENTRIES = 100_000;
const END = 0x06054b50;
const END64_LOCATOR = 0x07064b50;
const END64 = 0x06064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const ZIP64 = 1;
/** Stands for a number that is in the extra field of ZIP64. */
const LARGE = 0xffffffff;
const PIECE_BYTES = 1 << 16;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
const uint64 = (view: DataView, at: number): number => view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
const corrupted = (what: string): Unreadable => new Unreadable(`it is no whole ZIP archive: ${what}`);

/** The files of an archive by their names, from its directory at the end; nothing else is read. Throws `Unreadable`. */
export async function zipEntries(access: RandomAccess): Promise<Map<string, ZipEntry>> {
  const { offset, size, count } = await directoryOf(access);
  if (size > MAX_DIRECTORY_BYTES || count > MAX_ENTRIES) throw corrupted('its directory is larger than any');
  const bytes = await access.read(offset, size);
  const view = viewOf(bytes);
  const entries = new Map<string, ZipEntry>();
  for (let at = 0; at + 46 <= size && view.getUint32(at, true) === CENTRAL; ) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map(field => view.getUint16(at + field, true));
    const next = at + 46 + nameLength + extraLength + commentLength;
    if (next > size) throw corrupted('its directory is cut off');
    const entry = entryAt(view, at, nameLength, extraLength, new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)));
    entries.set(entry.name, entry);
    at = next;
  }
  return entries;
}

function entryAt(view: DataView, at: number, nameLength: number, extraLength: number, name: string): ZipEntry {
  const method = { 0: 'stored', 8: 'deflated' } as const;
  const code = view.getUint16(at + 10, true);
  let [packed, size, offset] = [20, 24, 42].map(field => view.getUint32(at + field, true));
  const end = at + 46 + nameLength + extraLength;
  for (let extra = at + 46 + nameLength; extra + 4 <= end; extra += 4 + view.getUint16(extra + 2, true)) {
    if (view.getUint16(extra, true) !== ZIP64) continue;
    let field = extra + 4;
    const large = (number: number): number => {
      if (number !== LARGE || field + 8 > end) return number;
      field += 8;
      return uint64(view, field - 8);
    };
    [size, packed, offset] = [large(size), large(packed), large(offset)];
  }
  return {
    name,
    method: code === 0 || code === 8 ? method[code] : null,
    isEncrypted: (view.getUint16(at + 8, true) & 1) !== 0,
    packed,
    size,
    offset,
  };
}

async function directoryOf(access: RandomAccess): Promise<{ offset: number; size: number; count: number }> {
  const start = Math.max(0, access.size - MAX_END_BYTES);
  const view = viewOf(await access.read(start, access.size - start));
  let at = view.byteLength - 22;
  while (at >= 0 && view.getUint32(at, true) !== END) at--;
  if (at < 0) throw corrupted('its directory is missing, so it was cut off');
  const found = { count: view.getUint16(at + 10, true), size: view.getUint32(at + 12, true), offset: view.getUint32(at + 16, true) };
  if (found.offset !== LARGE || at < 20 || view.getUint32(at - 20, true) !== END64_LOCATOR) return found;
  const end64 = viewOf(await access.read(uint64(view, at - 12), 56));
  if (end64.getUint32(0, true) !== END64) throw corrupted('its directory is missing');
  return { count: uint64(end64, 32), size: uint64(end64, 40), offset: uint64(end64, 48) };
}

/**
 * A file of an archive, to be read at any place: where it is stored as it is from the archive itself, otherwise unpacked in memory, up to `limit`
 * bytes. Throws `Unreadable`.
 */
export async function openEntry(access: RandomAccess, entry: ZipEntry, limit: number, deadline: number): Promise<RandomAccess> {
  const { name, method, packed, size, offset, isEncrypted } = entry;
  if (isEncrypted) throw new Unreadable(`${name} in it is encrypted`);
  if (method === null) throw new Unreadable(`${name} in it is compressed in a way that Python's zipfile seldom uses and that is not read`);
  const head = viewOf(await access.read(offset, LOCAL_BYTES));
  if (head.getUint32(0, true) !== LOCAL) throw corrupted(`${name} is not where its directory says`);
  const start = offset + LOCAL_BYTES + head.getUint16(26, true) + head.getUint16(28, true);
  if (method === 'stored') return access.within(start, size);
  if (size > limit) throw new Unreadable(`${name} in it is compressed and too large to be unpacked for a look (${megabytes(size)})`);
  const bytes = await inflated(access, start, packed, limit, name);
  const source = { size: bytes.length, read: async (from: number, length: number) => bytes.subarray(from, from + length) };
  return new RandomAccess(source, { bytes: Number.POSITIVE_INFINITY, deadline });
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;

async function inflated(access: RandomAccess, start: number, packed: number, limit: number, name: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const stream = new Inflate(piece => {
    size += piece.length;
    pieces.push(piece);
  });
  for (let at = 0; at < packed; at += PIECE_BYTES) {
    const length = Math.min(PIECE_BYTES, packed - at);
    try {
      stream.push(await access.read(start + at, length), at + length === packed);
    } catch (error) {
      if (error instanceof Unreadable) throw error;
      throw corrupted(`${name} cannot be unpacked (${(error as Error).message})`);
    }
    if (size > limit) throw corrupted(`${name} is larger than it says`);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
