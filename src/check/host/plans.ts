import type { KerasVersion } from '../../common/keras-version';
import type { DatasetPlan, TrainingPlan } from '../../plan/plan';
import { type PlanReading, readPlans } from '../../plan/read';
import type { ProgramText } from '../../protocol/program-text';
import type { PythonParser } from '../../python/parser';
import type { Workspace } from '../../rules/core/rule';
import { readCells } from '../read/program';
import type { Files } from '../read/surroundings';
import { readWithFacts, withoutRecords } from '../read/with-facts';

/** What a program trains, and the folder that its relative record paths are seen from. */
export interface PlacedPlans extends PlanReading {
  readonly workingDirectory: string;
}

/**
 * Reads the plans of a program. Relative record paths are looked up from the folder that it is started in; where that finds nothing, from the
 * program's own folder.
 */
export async function readPlansAround(
  program: ProgramText & { readonly keras?: KerasVersion },
  parser: PythonParser,
  files: Files,
): Promise<PlacedPlans> {
  const from = async (folder: string): Promise<PlacedPlans> => {
    const { source, workspace, facts } = files.around([folder], program.modules);
    const read = (seen: Workspace) =>
      readCells(program.path, program.cells, { parser, source, workspace: { ...seen, started: true }, keras: program.keras });
    // What the records hold makes no difference to a plan, and takes time.
    const reading = await readWithFacts(read, workspace, withoutRecords(facts));
    return { ...readPlans(reading, program.path), workingDirectory: folder };
  };
  const exist = ({ plans, workingDirectory }: PlacedPlans): boolean[] =>
    plans.map(plan => recordsExist(plan, pattern => files.around([workingDirectory]).workspace.glob?.(pattern) ?? []));
  const own = files.folderOf(program.path);
  const here = await from(program.folder ?? own);
  if (own === here.workingDirectory || (here.plans.length > 0 && exist(here).every(Boolean))) return here;
  const beside = await from(own);
  return exist(beside).some(Boolean) ? beside : here;
}

const recordsExist = (plan: TrainingPlan, glob: (pattern: string) => readonly string[]): boolean =>
  recordFiles(plan.train).every(file => glob(file).length > 0);

/** The record files that a pipeline reads. */
function recordFiles(dataset: DatasetPlan): readonly string[] {
  if ('files' in dataset) return dataset.files;
  if ('input' in dataset) return recordFiles(dataset.input);
  return 'inputs' in dataset ? dataset.inputs.flatMap(recordFiles) : [];
}
