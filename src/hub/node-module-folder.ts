import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openFileSource } from '../records/node-file-source';
import type { ModuleFolder } from './saved-model/read';

/** A folder on disk. What is a folder where a file should be cannot be opened; what is not there is undefined. */
export const folderOnDisk = (folder: string): ModuleFolder => ({
  async open(path) {
    const file = join(folder, path);
    return statSync(file, { throwIfNoEntry: false }) ? openFileSource(file) : undefined;
  },
});
