import type { ByteSource } from './byte-source';
import { sourceBytes } from './byte-source';
import { HEADER_BYTES, isHeader } from './framing';

export type Compression = 'none' | 'gzip' | 'zlib';

/** Decompresses a stream. Gives all bytes that can be had, then rejects with a reason in words if the input is corrupted or cut off. */
export type Inflate = (compressed: AsyncIterable<Uint8Array>, format: 'gzip' | 'zlib') => AsyncIterable<Uint8Array>;

/**
 * The compression of a file, told by its first 12 bytes and never by its name: a sound record header is none, whatever it looks like; otherwise the
 * marks of gzip (RFC 1952, section 2.3.1) and zlib (RFC 1950, section 2.2).
 */
export function detectCompression(head: Uint8Array): Compression {
  if (head.length >= HEADER_BYTES && isHeader(head, 0)) return 'none';
  if (head.length >= 3 && head[0] === 0x1f && head[1] === 0x8b && head[2] === 8) return 'gzip';
  const zlib =
    head.length >= 2 && (head[0] & 15) === 8 && head[0] >> 4 <= 7 && (head[0] * 256 + head[1]) % 31 === 0 && (head[1] & 32) === 0;
  return zlib ? 'zlib' : 'none';
}

/** The record bytes of a file: itself, or a stream that decompresses it; each call of `open` starts from the front. */
export type Content =
  | { compression: 'none'; source: ByteSource }
  | { compression: 'gzip' | 'zlib'; source: ByteSource; open(): AsyncIterable<Uint8Array> };

/** Looks at the first bytes of a source and tells how its records are to be had. A source that cannot be read counts as uncompressed. */
export async function openContent(source: ByteSource, inflate: Inflate): Promise<Content> {
  const head = await source.read(0, HEADER_BYTES).catch(() => new Uint8Array(0));
  const compression = detectCompression(head);
  return compression === 'none' ? { compression, source } : { compression, source, open: () => inflate(sourceBytes(source), compression) };
}

/** What `readRecords` takes of a content. */
export function bytesOf(content: Content): ByteSource | AsyncIterable<Uint8Array> {
  return content.compression === 'none' ? content.source : content.open();
}
