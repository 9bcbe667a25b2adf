/** What a file that begins like none of TFRecord really is, and what to do about it. */
export interface FileKind {
  name: string;
  advice: string;
  /** What reports call it, where they have a word of their own. */
  payload?: 'lfs_pointer';
}

const HDF5 = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a];
const PNG = [0x89, 0x50, 0x4e, 0x47];
const NUMPY = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const text = (letters: string): number[] => [...letters].map(letter => letter.charCodeAt(0));

/** First bytes of the files that most often stand where a TFRecord file should. */
const KINDS: { marks: number[]; kind: FileKind }[] = [
  {
    marks: text('version https://git-lfs'),
    kind: { name: 'a Git LFS pointer', advice: 'the data was not downloaded; run "git lfs pull"', payload: 'lfs_pointer' },
  },
  { marks: text('PAR1'), kind: { name: 'a Parquet file', advice: 'convert its rows to TFRecord first' } },
  { marks: HDF5, kind: { name: 'an HDF5 file', advice: 'convert its rows to TFRecord first' } },
  { marks: NUMPY, kind: { name: 'a NumPy array', advice: 'convert its rows to TFRecord first' } },
  { marks: text('PK\x03\x04'), kind: { name: 'a ZIP archive', advice: 'extract it first' } },
  { marks: PNG, kind: { name: 'a PNG image', advice: 'store images in records as a bytes feature' } },
  { marks: [0xff, 0xd8, 0xff], kind: { name: 'a JPEG image', advice: 'store images in records as a bytes feature' } },
  {
    marks: text('<!DOCTYPE'),
    kind: { name: 'an HTML page', advice: 'probably an error page saved in place of the data; download it again' },
  },
  {
    marks: text('<html'),
    kind: { name: 'an HTML page', advice: 'probably an error page saved in place of the data; download it again' },
  },
  { marks: text('{'), kind: { name: 'JSON text', advice: 'convert its rows to TFRecord first' } },
  {
    marks: [0x28, 0xb5, 0x2f, 0xfd],
    kind: { name: 'a Zstandard archive', advice: 'decompress it first; TensorFlow reads only GZIP and ZLIB' },
  },
  { marks: text('BZh'), kind: { name: 'a bzip2 archive', advice: 'decompress it first; TensorFlow reads only GZIP and ZLIB' } },
];

/** What is read of a text's beginning for text: a length of eight bytes, as TFRecord begins, always has zeros. */
const MIN_TEXT_BYTES = 8;
const isLetter = (byte: number): boolean => byte >= 32 || (byte >= 9 && byte <= 13);
const TEXT: FileKind = { name: 'a text file', advice: 'TFRecord files are binary; open it in the text editor' };

/** Tells what the first bytes of a file are, if it is one of the usual mistakes. Ask only when no record could be read at offset 0. */
export function recogniseFile(head: Uint8Array): FileKind | undefined {
  const known = KINDS.find(({ marks }) => marks.every((mark, i) => head[i] === mark))?.kind;
  return known ?? (head.length >= MIN_TEXT_BYTES && head.every(isLetter) ? TEXT : undefined);
}
