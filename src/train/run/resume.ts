import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RUN_FILES } from '../../runs/manifest';
import { readRun } from '../../runs/run-reader';
import { decodeTensors, type NamedTensor } from '../../runs/safetensors';
import { writeOptimizer, writeWeights } from '../model/weights';
import type { RunPlace } from './checkpoints';
import type { PreparedRun } from './prepare';

/** What is taken from the run being resumed. */
export interface ResumedRun {
  /** Of the model and of its optimizer, after the last finished epoch. */
  tensors: NamedTensor[];
  place: RunPlace;
}

/** Reads the folder of the run being resumed. Throws a sentence when it has no finished epoch. */
export function readResumedRun(folder: string): ResumedRun {
  const run = readRun(folder);
  const path = join(folder, RUN_FILES.weights);
  if (!run || !existsSync(path)) throw new Error(`${folder} holds no run with a finished epoch to resume`);
  const { tensors, metadata } = decodeTensors(readFileSync(path));
  const epoch = run.manifest.epochsFinished;
  return { tensors, place: { epoch, stage: Number(metadata.stage ?? 0), within: Number(metadata.within ?? epoch) } };
}

/** Puts the model and its optimizer where the run being resumed left them. */
export function restoreRun({ built, stepper }: PreparedRun, { tensors }: ResumedRun): void {
  writeWeights(built, tensors);
  writeOptimizer(stepper.optimizer, tensors);
}
