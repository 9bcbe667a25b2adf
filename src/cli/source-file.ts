import { type NotebookCell, notebookCells } from '../check/read/notebook';
import { readTextFile } from '../common/node-files';
import { MAX_PROGRAM_BYTES } from '../common/sizes';
import { whyNot } from '../records/node-file-source';
import { UsageError } from './command';

/** Bytes of a file that are looked at: a notebook keeps its pictures inside. */
const MAX_FILE_BYTES = 64 << 20;

/** The text of a Python file; what is no regular file, cannot be read or is too large is a UsageError that says so. */
export const readSource = (path: string): string => readText(path, MAX_PROGRAM_BYTES);

/**
 * The cells of a notebook, or a Python file as one cell. Throws a UsageError as `readSource` does, and where the notebook is none. A file that is too large has no cells
 * where it does not name TensorFlow or Keras at all: tables that a program wrote as Python.
 */
export function readCellsOf(path: string): NotebookCell[] {
  const text = readText(path, MAX_FILE_BYTES);
  const cells = path.endsWith('.ipynb') ? cellsIn(path, text) : [{ path, text, raises: false }];
  const size = cells.reduce((sum, cell) => sum + cell.text.length, 0);
  if (size <= MAX_PROGRAM_BYTES) return cells;
  if (!cells.some(cell => /tensorflow|keras/.test(cell.text))) return [];
  throw new UsageError(`${path}: it has ${size} characters, more than the ${MAX_PROGRAM_BYTES} that are read of a program`);
}

function cellsIn(path: string, text: string): NotebookCell[] {
  // A notebook that was created and never saved is an empty file.
  const cells = text.trim() === '' ? [] : notebookCells(path, text);
  if (cells === undefined) throw new UsageError(`${path}: it is not a Jupyter notebook: JSON with a list of cells`);
  return cells;
}

function readText(path: string, maxBytes: number): string {
  try {
    return readTextFile(path, maxBytes);
  } catch (error) {
    throw new UsageError(`${path}: ${whyNot(error as NodeJS.ErrnoException)}`);
  }
}
