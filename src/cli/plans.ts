import { diskFiles, parserOfBundle } from '../check/host/node-disk';
import { type PlacedPlans, readPlansAround } from '../check/host/plans';
import type { ModuleFolders } from '../check/read/surroundings';
import { kerasFinder } from './keras-option';
import { readSource } from './source-file';

/** Options of the commands that read plans: folders of Hub modules, and `--keras` as it was given. */
export interface PlanOptions {
  readonly modules: ModuleFolders;
  readonly keras: string;
}

/** Reads the plans of a Python file, as if it were started in the folder that the command runs in. */
export async function readPlansFromDisk(path: string, { modules, keras }: PlanOptions): Promise<PlacedPlans> {
  const cells = [{ path, text: readSource(path), raises: false }];
  return readPlansAround(
    { path, folder: process.cwd(), cells, modules, keras: await kerasFinder(keras)(path) },
    await parserOfBundle(),
    diskFiles(),
  );
}
