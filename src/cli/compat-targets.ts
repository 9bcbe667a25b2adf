import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { diskFiles, parserOfBundle } from '../check/host/node-disk';
import { readCells } from '../check/read/program';
import type { ModuleFolders } from '../check/read/surroundings';
import { readWithFacts, withoutRecords } from '../check/read/with-facts';
import { modelInputs } from '../check/views/model-inputs';
import { moduleTarget } from '../compatibility/module-target';
import type { Target } from '../compatibility/target';
import { parseKaggle } from '../hub/handle';
import { moduleOf } from '../hub/module';
import { moduleFromFacts, withCatalogue } from '../hub/module-facts';
import { locateModule } from '../hub/node-cache';
import { folderOnDisk } from '../hub/node-module-folder';
import { readSavedModel } from '../hub/saved-model/read';
import { readCellsOf } from './source-file';

/** Something that features may be fed into, and where it was found; or why there is none. */
export type FoundTargets =
  | { target: Target; handle?: string; model?: string; place?: { path: string; line: number; column: number } }
  | { problem: string };

/** A handle, Kaggle's short form of one, or a folder with a module in it. */
export const isModuleWord = (word: string): boolean =>
  /^[a-z][a-z0-9+.-]+:\/\//i.test(word) ||
  existsSync(join(word, 'saved_model.pb')) ||
  existsSync(join(word, 'tfhub_module.pb')) ||
  (!existsSync(word) && parseKaggle(word) !== undefined);

/** The inputs of the models of Python files. */
export async function programTargets(paths: readonly string[], modules: ModuleFolders): Promise<FoundTargets[]> {
  if (paths.length === 0) return [];
  const disk = diskFiles();
  const parser = await parserOfBundle();
  const found = paths.map(async (path): Promise<FoundTargets[]> => {
    if (!existsSync(path)) return [{ problem: `${path}: no such file` }];
    const cells = readCellsOf(path);
    const { source, workspace, facts } = disk.around([process.cwd(), disk.folderOf(path)], modules);
    const reading = await readWithFacts(
      seen => readCells(path, cells, { parser, source, workspace: seen }),
      workspace,
      withoutRecords(facts),
    );
    const inputs = modelInputs(reading, path);
    if (inputs.length === 0) return [{ problem: `${path}: no model whose inputs are known` }];
    return inputs.map(({ model, target, span }) => ({ model, target, place: { path: span.path, line: span.line, column: span.column } }));
  });
  return (await Promise.all(found)).flat();
}

/** What modules take, by handle or folder. */
export const modulesTargets = (handles: readonly string[], modules: ModuleFolders): Promise<FoundTargets[]> =>
  Promise.all(handles.map(handle => moduleAt(handle, modules)));

async function moduleAt(handle: string, given: ModuleFolders): Promise<FoundTargets> {
  const located = locateModule(handle, { given, folders: [process.cwd()], environment: process.env });
  const listed = moduleOf(handle);
  if (!('folder' in located)) {
    const target = listed && moduleTarget(handle, listed);
    return target ? { target, handle } : { problem: located.problem };
  }
  const reading = await readSavedModel(folderOnDisk(located.folder));
  if ('problem' in reading) return { problem: `${located.folder}: ${reading.problem}` };
  const target = moduleTarget(handle, withCatalogue(moduleFromFacts(reading.facts), listed));
  return target ? { target, handle } : { problem: `${located.folder}: what this module takes is not in its files` };
}
