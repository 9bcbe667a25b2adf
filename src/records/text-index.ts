import type { ByteSource } from './byte-source';
import { FOOTER_BYTES, HEADER_BYTES } from './framing';
import { skimRecords } from './read-records';
import { RecordIndex } from './record-index';

/**
 * The index files that NVIDIA DALI and `tfrecord2idx` use: a line per record, its offset and its size with header and footer, in decimal.
 */
const PIECE = 1 << 16;

/** The text index of an uncompressed source, in pieces. Damaged stretches have no lines. */
export async function* writeTextIndex(source: ByteSource, signal?: AbortSignal): AsyncGenerator<string> {
  let text = '';
  for await (const { starts, lengths, count, windowOffset } of skimRecords(source, { signal })) {
    for (let i = 0; i < count; i++) {
      text += `${windowOffset + starts[i] - HEADER_BYTES} ${lengths[i] + HEADER_BYTES + FOOTER_BYTES}\n`;
      if (text.length >= PIECE) {
        yield text;
        text = '';
      }
    }
  }
  if (text !== '') yield text;
}

export type TextIndex = { ok: true; index: RecordIndex } | { ok: false; line: number; message: string };

/** Reads a text index of a file of `size` bytes. An index that does not cover the file as it is now is refused with the first line that is wrong. */
export function readTextIndex(text: string, size: number): TextIndex {
  const index = new RecordIndex();
  const lines = /[^\r\n]+/g;
  for (let match = lines.exec(text); match; match = lines.exec(text)) {
    const parts = /^\s*(\d+)\s+(\d+)\s*$/.exec(match[0]);
    const line = index.count + 1;
    if (!parts) return { ok: false, line, message: `line ${line} is not an offset and a size: "${match[0].slice(0, 40)}"` };
    const [offset, bytes] = [Number(parts[1]), Number(parts[2])];
    if (offset < index.end) return { ok: false, line, message: `line ${line} goes back, to offset ${offset}` };
    if (bytes < HEADER_BYTES + FOOTER_BYTES || offset + bytes > size) {
      return { ok: false, line, message: `line ${line} (offset ${offset}, size ${bytes}) does not fit a file of ${size} bytes` };
    }
    index.note(index.count, offset);
    index.count++;
    index.end = offset + bytes;
  }
  index.complete = index.end === size;
  return { ok: true, index };
}
