import { readFileSync } from 'node:fs';
import { diskFiles, parserOfBundle } from '../check/host/node-disk';
import { type PlacedPlans, readPlansAround } from '../check/host/plans';
import type { ModuleFolders } from '../check/read/surroundings';

/** Reads the plans of a Python file, as if it were started in the working directory. */
export async function readPlansFromDisk(path: string, workingDirectory: string, modules: ModuleFolders): Promise<PlacedPlans> {
  const cells = [{ path, text: readFileSync(path, 'utf8'), raises: false }];
  return readPlansAround({ path, folder: workingDirectory, cells, modules }, await parserOfBundle(), diskFiles());
}
