import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesSource } from '../../../src/records/byte-source';
import { crc32c } from '../../../src/records/crc32c';
import { portableInflate } from '../../../src/records/inflate';
import { RecordsDataset } from '../../../src/viewer/dataset';
import type { OpenedFile } from '../../../src/viewer/file';
import { root } from '../../root';

const decoders = { crc32c, inflate: portableInflate };

/** A file of the project, open in memory. */
export function fileOf(path: string, change?: (bytes: Uint8Array) => void): OpenedFile {
  const bytes = new Uint8Array(readFileSync(join(root, path)));
  change?.(bytes);
  return { uri: path, name: path, source: bytesSource(bytes), size: bytes.length, modified: 0, close: () => undefined };
}

export const datasetOf = (...files: OpenedFile[]): Promise<RecordsDataset> => RecordsDataset.open(files, decoders);
