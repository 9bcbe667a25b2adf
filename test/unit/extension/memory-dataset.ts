import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Uri } from 'vscode';
import { RecordsDataset } from '../../../src/extension/records-dataset';
import type { OpenedFile, RecordsPlatform } from '../../../src/extension/records-platform';
import { bytesSource } from '../../../src/records/byte-source';
import { crc32c } from '../../../src/records/crc32c';
import { portableInflate } from '../../../src/records/inflate';

const root = resolve(__dirname, '../../..');
const platform = { crc32c, inflate: portableInflate } as RecordsPlatform;

/** A file of the project, open in memory. */
export function fileOf(path: string, change?: (bytes: Uint8Array) => void): OpenedFile {
  const bytes = new Uint8Array(readFileSync(join(root, path)));
  change?.(bytes);
  return { uri: {} as Uri, name: path, source: bytesSource(bytes), size: bytes.length, modified: 0, close: () => undefined };
}

export const datasetOf = (...files: OpenedFile[]): Promise<RecordsDataset> => RecordsDataset.open(files, platform);
