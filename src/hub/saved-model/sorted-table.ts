import type { ByteSource } from '../../records/byte-source';
import { WireCursor } from '../../records/wire';
import { Unreadable } from './unreadable';

/** The last eight bytes of a sorted table (tensorflow/core/lib/io/table_format, LevelDB's format). */
const MAGIC = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb];
const FOOTER_BYTES = 48;
/** Behind each block: one byte for its compression, four of checksum. */
const TRAILER_BYTES = 5;
/** Blocks are some 260 KB in what TensorFlow writes. */
const MAX_BLOCK_BYTES = 1 << 26;

interface Handle {
  readonly offset: number;
  readonly size: number;
}

/** Entries of a sorted table in the order of their keys. Throws `Unreadable` where the bytes are none. */
export async function* tableEntries(source: ByteSource): AsyncGenerator<{ key: string; value: Uint8Array }> {
  const size = source.size ?? 0;
  const footer = size < FOOTER_BYTES ? new Uint8Array(0) : await source.read(size - FOOTER_BYTES, FOOTER_BYTES);
  if (footer.length < FOOTER_BYTES || MAGIC.some((byte, index) => footer[FOOTER_BYTES - MAGIC.length + index] !== byte))
    throw new Unreadable('it does not end like a table of variables, so it is cut off or another kind of file');
  const cursor = new WireCursor();
  cursor.reset(footer, 0, FOOTER_BYTES);
  handleAt(cursor);
  for (const { value } of blockEntries(await readBlock(source, handleAt(cursor)))) {
    cursor.reset(value, 0, value.length);
    yield* blockEntries(await readBlock(source, handleAt(cursor)));
  }
}

function handleAt(cursor: WireCursor): Handle {
  const handle = { offset: cursor.uint(), size: cursor.uint() };
  if (cursor.broken >= 0) throw new Unreadable('the place of a block is malformed');
  return handle;
}

async function readBlock(source: ByteSource, { offset, size }: Handle): Promise<Uint8Array> {
  if (size > MAX_BLOCK_BYTES || offset + size + TRAILER_BYTES > (source.size ?? 0)) throw new Unreadable('a block lies outside the file');
  const bytes = await source.read(offset, size + TRAILER_BYTES);
  if (bytes[size] !== 0) throw new Unreadable('its blocks are compressed, which TensorFlow itself does not do');
  return bytes.subarray(0, size);
}

const utf8 = new TextDecoder();

/** Entries of a block: a key is what it shares with the one before and what is new; the restarts at the end are not needed to go through all. */
function* blockEntries(block: Uint8Array): Generator<{ key: string; value: Uint8Array }> {
  const restarts = block.length < 4 ? -1 : new DataView(block.buffer, block.byteOffset).getUint32(block.length - 4, true);
  const end = block.length - 4 - restarts * 4;
  if (restarts < 0 || end < 0) throw new Unreadable('a block is malformed');
  const cursor = new WireCursor();
  cursor.reset(block, 0, end);
  let key = new Uint8Array(0);
  while (cursor.at < end) {
    const [shared, fresh, length] = [cursor.uint(), cursor.uint(), cursor.uint()];
    const at = cursor.at;
    if (cursor.broken >= 0 || shared > key.length || fresh + length > end - at) throw new Unreadable('an entry is malformed');
    const next = new Uint8Array(shared + fresh);
    next.set(key.subarray(0, shared));
    next.set(block.subarray(at, at + fresh), shared);
    key = next;
    cursor.at = at + fresh + length;
    yield { key: utf8.decode(key), value: block.subarray(at + fresh, cursor.at) };
  }
}
