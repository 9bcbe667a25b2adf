import type { ProgramText } from '../../protocol/program-text';
import { type Files, NO_SURROUNDINGS, type Surroundings } from '../read/surroundings';

/** What a program sees of the world: from the folder that it is started in, then from its own. A text that was never saved has no folder of its own. */
export function surroundingsOf({ folder, path, modules }: ProgramText, files: Files): Surroundings {
  if (folder === null) return NO_SURROUNDINGS;
  return files.around(path.startsWith('untitled:') ? [folder] : [folder, files.folderOf(path)], modules);
}

/** Times that a program is read over because files that it asked for have come. */
const MAX_REREADINGS = 4;

/** Reads until all files that were asked for have come. */
export async function readSettled<Reading>(files: Files, read: () => Promise<Reading>): Promise<Reading> {
  for (let round = 1; ; round++) {
    const reading = await read();
    if (round === MAX_REREADINGS || !(await files.settle?.())) return reading;
  }
}
