import type { ByteSource } from './byte-source';
import { FOOTER_BYTES, HEADER_BYTES, isHeader, payloadLength } from './framing';
import { skimRecords } from './read-records';
import { RecordIndex } from './record-index';

/**
 * The index files that NVIDIA DALI and `tfrecord2idx` use: a line per record, its offset and its size with header and footer, in decimal.
 */
const PIECE_BYTES = 1 << 16;

/** The text index of an uncompressed source, in pieces. Corrupted stretches have no lines. */
export async function* writeTextIndex(source: ByteSource, signal?: AbortSignal): AsyncGenerator<string> {
  let text = '';
  for await (const { starts, lengths, count, windowOffset } of skimRecords(source, { signal })) {
    for (let i = 0; i < count; i++) {
      text += `${windowOffset + starts[i] - HEADER_BYTES} ${lengths[i] + HEADER_BYTES + FOOTER_BYTES}\n`;
      if (text.length >= PIECE_BYTES) {
        yield text;
        text = '';
      }
    }
  }
  if (text !== '') yield text;
}

export type TextIndex = { ok: true; index: RecordIndex } | { ok: false; line: number; message: string };

/** A line of a text index. */
interface Entry {
  line: number;
  offset: number;
  bytes: number;
}

/**
 * Reads a text index of an uncompressed source. It is believed when its lines cover the source from its first byte to its last, and the headers of some
 * records, spread over all of it, are where it says; otherwise the first line that is wrong is told. Never throws but where the source does.
 */
export async function readTextIndex(text: string, source: ByteSource): Promise<TextIndex> {
  const index = new RecordIndex();
  const probes = new Probes();
  for (const line of linesOf(text)) {
    const entry = entryOf(line, index.count + 1);
    if (!entry) return wrong(index.count + 1, `is not an offset and a size: "${line.slice(0, 40)}"`);
    if (entry.offset !== index.end) return wrong(entry.line, `begins at ${entry.offset}, but the record before it ends at ${index.end}`);
    if (entry.bytes < HEADER_BYTES + FOOTER_BYTES) return wrong(entry.line, `has a record of ${entry.bytes} bytes, which is not possible`);
    index.note(index.count, entry.offset);
    index.count++;
    index.end = entry.offset + entry.bytes;
    probes.add(entry);
  }
  if (index.end !== source.size) return wrong(index.count, `ends at ${index.end}, but the file ends at ${source.size}`);
  for (const { line, offset, bytes } of probes.kept) {
    const header = await source.read(offset, HEADER_BYTES);
    const isThere =
      header.length === HEADER_BYTES && isHeader(header, 0) && payloadLength(header, 0) + HEADER_BYTES + FOOTER_BYTES === bytes;
    if (!isThere) return wrong(line, `has a record of ${bytes} bytes at ${offset}, where there is none`);
  }
  index.complete = true;
  return { ok: true, index };
}

const wrong = (line: number, what: string): TextIndex => ({ ok: false, line, message: `line ${line} ${what}` });

function* linesOf(text: string): Generator<string> {
  const lines = /[^\r\n]+/g;
  for (let match = lines.exec(text); match; match = lines.exec(text)) yield match[0];
}

function entryOf(text: string, line: number): Entry | undefined {
  const parts = /^\s*(\d+)\s+(\d+)\s*$/.exec(text);
  return parts ? { line, offset: Number(parts[1]), bytes: Number(parts[2]) } : undefined;
}

/** Some of many entries: the first, the last, and up to a hundred evenly between them. */
class Probes {
  private readonly even: Entry[] = [];
  private last: Entry | undefined;
  private spacing = 1;

  add(entry: Entry): void {
    this.last = entry;
    if ((entry.line - 1) % this.spacing === 0) this.even.push(entry);
    if (this.even.length <= 100) return;
    this.spacing *= 2;
    this.even.splice(0, this.even.length, ...this.even.filter(({ line }) => (line - 1) % this.spacing === 0));
  }

  get kept(): Entry[] {
    return this.last ? [...this.even, this.last] : [];
  }
}
