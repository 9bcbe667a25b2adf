import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise } from 'yauzl';

/** Headers that the C API needs; the rest of a wheel's 400 MB of headers is of no use here. */
const HEADERS = /^tensorflow\/include\/((?:tensorflow\/c|xla\/tsl\/c|tsl\/c)\/.*\.h|.*\/platform\/ctstring[^/]*\.h)$/;
const LIBRARIES = /^tensorflow\/(libtensorflow_(?:cc|framework)\.[^/]+)$/;

/** Where an entry of the wheel goes under the target folder, or undefined when it is not wanted. */
export function placeOfEntry(name: string): string | undefined {
  const header = HEADERS.exec(name)?.[1];
  if (header !== undefined) return header.split('/').includes('..') ? undefined : join('include', header);
  const library = LIBRARIES.exec(name)?.[1];
  return library === undefined ? undefined : join('lib', basename(library));
}

/**
 * Unpacks TensorFlow's two libraries and its C headers from a wheel (a zip file) into `target`/lib and `target`/include, streaming.
 * `onBytes` is told the share that is done, 0 to 1.
 */
export async function unpackWheel(wheel: string, target: string, onBytes: (fraction: number) => void, signal?: AbortSignal): Promise<void> {
  const zip = await openPromise(wheel, { autoClose: false });
  const wanted: { entry: Entry; place: string }[] = [];
  for await (const entry of zip.eachEntry()) {
    const place = placeOfEntry(entry.fileName);
    if (place !== undefined) wanted.push({ entry, place });
  }
  const total = wanted.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
  let done = 0;
  for (const { entry, place } of wanted) {
    const path = join(target, place);
    await mkdir(dirname(path), { recursive: true });
    const stream = await zip.openReadStreamPromise(entry);
    stream.on('data', (chunk: Buffer) => {
      done += chunk.length;
      onBytes(done / total);
    });
    await pipeline(stream, createWriteStream(path), { signal });
  }
  zip.close();
}
