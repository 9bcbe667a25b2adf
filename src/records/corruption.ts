/**
 * What is wrong at one place of a file, in TensorFlow's terms. Offsets count decompressed bytes.
 * - corrupt_length: the length does not match its CRC; reading continues at the next sound header.
 * - corrupt_data: the payload does not match its CRC, or is doubtful (resync.ts); the record keeps its number but is not given out.
 * - truncated: the bytes end inside the record.
 * - partial_tail: fewer than 12 bytes after the last record, which TensorFlow silently drops.
 * - compression: the compressed bytes are corrupted or cut off, or TensorFlow does not read all of them.
 * - oversized: a sound header announces more than can be held in memory; skipped.
 * - unreadable: the source itself failed.
 */
export type CorruptionKind = 'corrupt_length' | 'corrupt_data' | 'truncated' | 'partial_tail' | 'compression' | 'oversized' | 'unreadable';

export interface Corruption {
  /** The record's number; where no record could be told, the number that the next one has. */
  record: number;
  /** The offset as TensorFlow reports it: the record's start, or its payload (start + 12) when that is what does not match. */
  offset: number;
  kind: CorruptionKind;
  message: string;
  /** Bytes lost: from the corrupted record's start … */
  from: number;
  /** … to where reading goes on. */
  to: number;
}

/** Whether the corrupted record keeps its number: it does where its extent is known. */
export const keepsNumber = ({ kind }: Corruption): boolean => kind === 'corrupt_data' || kind === 'oversized';

const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
const bytesOf = (count: number): string => `${grouped(count)} byte${count === 1 ? '' : 's'}`;

/** What the checker knows of a corruption beyond its place; `detail` is the failure's own text. */
export interface Circumstances {
  ends: boolean;
  detail?: string;
}

const DESCRIPTIONS: { [kind in CorruptionKind]: (offset: number, lost: number, detail: string) => string } = {
  corrupt_length: (offset, _lost, detail) =>
    `corrupted record at ${offset}${offset === 0 ? ' (Is this even a TFRecord file?)' : ''}: ${detail || 'the length of the record does not match its checksum'}`,
  corrupt_data: (offset, _lost, detail) =>
    `corrupted record at ${offset}: ${detail || 'the data of the record does not match its checksum'}`,
  truncated: (offset, _lost, detail) => `truncated record at ${offset}: the record ${detail}, but the file ends before that`,
  partial_tail: (offset, lost) =>
    `truncated record at ${offset}: the file ends after ${bytesOf(lost)} of a record's 12-byte header (TensorFlow ignores them silently)`,
  compression: (offset, _lost, detail) => `compressed file: ${detail} (${bytesOf(offset)} were decompressed)`,
  oversized: (offset, _lost, detail) => `record at ${offset} is too large to read: ${detail}`,
  unreadable: (offset, _lost, detail) => `reading failed at ${offset}: ${detail}`,
};

/** Puts a corruption into words: TensorFlow's own first, then what it means and what was done about it. */
export function makeCorruption(
  kind: CorruptionKind,
  record: number,
  place: { from: number; to: number },
  circumstances: Circumstances = { ends: false },
): Corruption {
  const { from, to } = place;
  const offset = kind === 'corrupt_data' ? from + 12 : from;
  const said = DESCRIPTIONS[kind](offset, to - from, circumstances.detail ?? '');
  const skipped = kind === 'corrupt_length' || kind === 'corrupt_data' || (kind === 'truncated' && !circumstances.ends);
  const onward = circumstances.ends ? 'no intact record follows' : `reading continues at ${to}`;
  return { record, offset, kind, message: skipped ? `${said}; ${bytesOf(to - from)} skipped, ${onward}` : said, from, to };
}
