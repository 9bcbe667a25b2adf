// Pieces that hostile inputs are made of. Imported with tsx: the records are encoded by the product's own writers.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createGzip } from 'node:zlib';
import { crcOfLength, maskCrc } from '../../src/records/crc32c.ts';
import { encodeExample } from '../../src/records/encode-example.ts';
import { writeRecords } from '../../src/records/record-writer.ts';

export const bytesOf = text => new TextEncoder().encode(text);
export const bytes = (...values) => ({ kind: 'bytes', values });
export const ints = (...values) => ({ kind: 'int64', values: BigInt64Array.from(values, BigInt) });

/** A serialized Example of features by their names. */
export const example = features => encodeExample({ features: new Map(Object.entries(features)) });

/** Writes pieces of bytes to a file, through gzip if wanted. */
export async function write(path, pieces, { gzip = false } = {}) {
  const file = createWriteStream(path);
  const first = gzip ? createGzip() : file;
  if (gzip) first.pipe(file);
  for await (const piece of pieces) if (!first.write(piece)) await once(first, 'drain');
  first.end();
  await once(file, 'close');
}

/** Writes payloads as the records of a file. */
export const writePayloads = (path, payloads, options) => write(path, writeRecords(payloads), options);

/** The twelve bytes that announce a payload of so many bytes, with the right checksum. */
export function header(length) {
  const head = new Uint8Array(12);
  const view = new DataView(head.buffer);
  view.setBigUint64(0, BigInt(length), true);
  view.setUint32(8, maskCrc(crcOfLength(head, 0)), true);
  return head;
}

export function* zeros(bytes, piece = 1 << 22) {
  for (let left = bytes; left > 0; left -= piece) yield new Uint8Array(Math.min(piece, left));
}
