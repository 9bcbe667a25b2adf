import type { ByteSource } from '../records/byte-source';
import type { Inflate } from '../records/compression';
import type { Crc32c } from '../records/crc32c';

/** A file that is open for reading at any place, and what identifies its state. */
export interface OpenedFile {
  /** Where it lies, as the URI that the editor gave, in text. */
  uri: string;
  name: string;
  source: ByteSource;
  size: number;
  modified: number;
  /** On a disk of this machine, where threads can open it too. */
  path?: string;
  close(): void;
}

/** What reading records takes besides bytes, native where there is something native. */
export interface Decoders {
  crc32c: Crc32c;
  inflate: Inflate;
}
