import { readTextFile } from '../common/node-files';
import { whyNot } from '../records/node-file-source';
import { UsageError } from './command';

/** Bytes of a Python file or notebook that are read at most; notebooks keep their pictures inside. */
const MAX_SOURCE_BYTES = 64 << 20;

/** The text of a Python file or notebook; what is no regular file, cannot be read or is too large is a UsageError that says so. */
export function readSource(path: string): string {
  try {
    return readTextFile(path, MAX_SOURCE_BYTES);
  } catch (error) {
    throw new UsageError(`${path}: ${whyNot(error as NodeJS.ErrnoException)}`);
  }
}
