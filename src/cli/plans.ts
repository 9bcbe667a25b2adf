import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readProgram } from '../check/program';
import type { DatasetPlan, TrainingPlan } from '../plan/plan';
import { type PlanReading, readPlans } from '../plan/read';
import { diskOptions } from './python-files';

/** What a file trains, and the folder that its relative record paths are seen from. */
export interface DiskPlans extends PlanReading {
  readonly workingDirectory: string;
}

/**
 * Reads the plans of a Python file. Relative record paths are looked up from the given folder, as they would be if the program were started
 * there; where that finds nothing, from the file's own folder.
 */
export async function readPlansFromDisk(path: string, workingDirectory: string): Promise<DiskPlans> {
  const text = readFileSync(path, 'utf8');
  const from = async (folder: string): Promise<DiskPlans> => ({
    ...readPlans(readProgram(path, text, await diskOptions(folder)), path),
    workingDirectory: folder,
  });
  const here = await from(workingDirectory);
  const own = dirname(resolve(path));
  if (own === workingDirectory || (here.plans.length > 0 && here.plans.every(plan => recordsExist(plan, workingDirectory)))) return here;
  const beside = await from(own);
  return beside.plans.some(plan => recordsExist(plan, own)) ? beside : here;
}

const recordsExist = (plan: TrainingPlan, folder: string): boolean =>
  recordFiles(plan.train).every(file => existsSync(resolve(folder, file)));

/** The record files that a pipeline reads. */
function recordFiles(dataset: DatasetPlan): readonly string[] {
  if (dataset.op === 'tfrecord') return dataset.files;
  if ('input' in dataset) return recordFiles(dataset.input);
  return 'inputs' in dataset ? dataset.inputs.flatMap(recordFiles) : [];
}
