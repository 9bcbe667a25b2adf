import { readFileSync } from 'node:fs';
import { diskFiles, parserOfBundle } from '../check/host/node-disk';
import { type PlacedPlans, readPlansAround } from '../check/host/plans';
import type { ModuleFolders } from '../check/read/surroundings';
import { kerasOf } from './keras-option';

/** Options of the commands that read plans: folders of Hub modules, and `--keras` as it was given. */
export interface PlanOptions {
  readonly modules: ModuleFolders;
  readonly keras: string;
}

/** Reads the plans of a Python file, as if it were started in the folder that the command runs in. */
export async function readPlansFromDisk(path: string, { modules, keras }: PlanOptions): Promise<PlacedPlans> {
  const cells = [{ path, text: readFileSync(path, 'utf8'), raises: false }];
  return readPlansAround(
    { path, folder: process.cwd(), cells, modules, keras: await kerasOf(keras)(path) },
    await parserOfBundle(),
    diskFiles(),
  );
}
