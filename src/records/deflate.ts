import type { Compression } from './compression';

/** What the platform's own compressor (CompressionStream, in browsers and in Node.js) calls each format; RFC 1950's is "deflate" there. */
const FORMATS = { gzip: 'gzip', zlib: 'deflate' } as const;

/** Compresses a stream at zlib's default level, as TensorFlow's writer does. */
export async function* deflate(plain: AsyncIterable<Uint8Array>, format: Exclude<Compression, 'none'>): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new CompressionStream(FORMATS[format]);
  const reader = readable.getReader();
  const fed = feed(plain, writable.getWriter());
  // Until it is waited for, its failure shows in the reader.
  const ended = fed.catch(() => undefined);
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
    await fed;
  } finally {
    await reader.cancel().catch(() => undefined);
    await ended;
  }
}

async function feed(plain: AsyncIterable<Uint8Array>, writer: WritableStreamDefaultWriter<BufferSource>): Promise<void> {
  try {
    for await (const bytes of plain) {
      await writer.ready;
      await writer.write(bytes as Uint8Array<ArrayBuffer>);
    }
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => undefined);
    throw error;
  }
}
