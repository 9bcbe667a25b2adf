import { isModelFile, readModelFile } from '../../hub/model-file/read';
import { type ModuleFolder, readFileOf, readSavedModel } from '../../hub/saved-model/read';
import type { ModuleReading, ModuleRequest } from '../../protocol/checking';
import type { PythonParser } from '../../python/parser';
import { bytesSource } from '../../records/byte-source';
import { modelFileView } from '../views/module/model-file-view';
import { savedModelView } from '../views/module/saved-model-view';

/** What an editor waits for a file that the user opened, and reads of it. */
const LIMITS = { milliseconds: 20_000, bytes: 1 << 28 };

/** Assets whose size is asked for, at most. */
const MAX_ASSETS_SIZED = 1000;

/** Reads a module or a file of a model for its page: from the contents that came along, or from the folder. Never throws on account of the files. */
export async function readModule(
  { file, spelling, contents }: ModuleRequest,
  folder: ModuleFolder | undefined,
  parser: PythonParser,
): Promise<ModuleReading> {
  const from = contents ? folderOf(contents) : folder;
  if (from === undefined) return { problem: 'The file cannot be reached from here.' };
  if (!isModelFile(file)) {
    const reading = await readSavedModel(from, LIMITS);
    if ('problem' in reading) return { problem: reading.problem };
    return { view: savedModelView(reading.facts, spelling, await sizesOf(reading.facts.assets, from)) };
  }
  const read = await readFileOf(from, file, source => readModelFile(source, LIMITS));
  if (read === undefined) return { problem: 'The file is not there any more.' };
  if ('problem' in read) return read;
  return 'problem' in read.value ? read.value : { view: modelFileView(read.value.facts, spelling, parser) };
}

const folderOf = (contents: { readonly [path: string]: Uint8Array }): ModuleFolder => ({
  open: async path => (Object.hasOwn(contents, path) ? bytesSource(contents[path]) : undefined),
});

async function sizesOf(assets: readonly string[], folder: ModuleFolder): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const asset of assets.slice(0, MAX_ASSETS_SIZED)) {
    const read = await readFileOf(folder, asset, async ({ size }) => size);
    if (read && 'value' in read && read.value !== undefined) sizes.set(asset, read.value);
  }
  return sizes;
}
