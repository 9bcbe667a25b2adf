import { recordFeature } from '../../compatibility/feature';
import { moduleTarget } from '../../compatibility/module-target';
import { isType, listedHandles, moduleOf } from '../../hub/module';
import { withCatalogue } from '../../hub/module-facts';
import type { CheckerOffer } from '../../protocol/checking';
import type { CompatProgram, CompatRequest, KnownModule } from '../../protocol/compatibility';
import type { PythonParser } from '../../python/parser';
import { printType } from '../../tensor/type';
import { readCells } from '../read/program';
import { type Files, NO_SURROUNDINGS } from '../read/surroundings';
import { readWithFacts } from '../read/with-facts';
import { type CompatSides, compatDetail, compatTable, type PlacedTarget } from '../views/compat-table';
import { modelInputs } from '../views/model-inputs';
import { readSettled, surroundingsOf } from './around';

/** Views whose last table is kept, at most. */
const MAX_VIEWS_KEPT = 20;

/** Judges features against what the models of programs take. Programs that have not changed are not read again. */
export function createCompatibility(parser: PythonParser, files: Files): Pick<CheckerOffer, 'compat' | 'compatCell' | 'knownModules'> {
  const read = new Map<string, { key: string; targets: PlacedTarget[] }>();
  const tables = new Map<string, CompatSides>();

  const targetsOf = async (program: CompatProgram, stamp: number): Promise<PlacedTarget[]> => {
    const key = JSON.stringify([program, stamp]);
    const before = read.get(program.path);
    if (before?.key === key) return before.targets;
    const targets = await programTargets(program, parser, files);
    read.set(program.path, { key, targets });
    return targets;
  };

  return {
    async compat(request) {
      const { view, programs, stamp, statistics } = request;
      const known = new Set(programs.map(({ path }) => path));
      for (const path of read.keys()) if (!known.has(path)) read.delete(path);
      const ofPrograms: PlacedTarget[] = [];
      for (const program of programs) ofPrograms.push(...(await targetsOf(program, stamp)));
      const added = await addedTargets(request, files);
      const sides = {
        features: statistics?.features.map(recordFeature) ?? [],
        targets: [...ofPrograms, ...added.filter(target => typeof target !== 'string')],
      };
      tables.delete(view);
      tables.set(view, sides);
      for (const oldest of tables.keys()) if (tables.size > MAX_VIEWS_KEPT) tables.delete(oldest);
      return { ...compatTable(sides), unknown: added.filter(target => typeof target === 'string') };
    },
    compatCell({ view, place }) {
      const sides = tables.get(view);
      return sides === undefined ? null : compatDetail(sides, place);
    },
    knownModules: () => listedHandles().flatMap(knownModule),
  };
}

/** What the models of a program are fed with. */
async function programTargets(program: CompatProgram, parser: PythonParser, files: Files): Promise<PlacedTarget[]> {
  const reading = await readSettled(files, () => {
    const { source, workspace, facts } = surroundingsOf(program, files);
    const options = { parser, source, keras: program.keras };
    return readWithFacts(seen => readCells(program.path, program.cells, { ...options, workspace: seen }), workspace, {
      modules: facts.modules,
    });
  });
  const texts = new Map(program.cells.map(({ path, text }) => [path, text]));
  const written = { reading, text: (path: string) => texts.get(path) };
  return program.cells.flatMap(({ path }) => modelInputs(reading, path)).map(input => ({ ...input, input, program: written }));
}

/** Modules that the user added: what each takes, or its handle where nothing is known of it. */
async function addedTargets({ modules, folder, given }: CompatRequest, files: Files): Promise<(PlacedTarget | string)[]> {
  const { facts } = folder === null ? NO_SURROUNDINGS : files.around([folder], given);
  return Promise.all(
    modules.map(async handle => {
      if (facts.modules?.peek(handle) === undefined) await facts.modules?.gather(handle);
      const onDisk = facts.modules?.peek(handle);
      const listed = moduleOf(handle);
      const module = onDisk ? withCatalogue(onDisk, listed) : listed;
      const target = module && moduleTarget(handle, module);
      return target ? { id: `module ${handle}`, added: handle, target } : handle;
    }),
  );
}

/** A module of the catalogue in a list to choose from; nothing where what it takes is not known. */
function knownModule(handle: string): KnownModule[] {
  const { input, output } = moduleOf(handle) ?? {};
  if (input === undefined || !isType(input)) return [];
  const takes = printType(input, true);
  return [{ handle, takes: output && isType(output) ? `${takes} → ${printType(output, true)}` : takes }];
}
