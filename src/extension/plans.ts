import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Uri } from 'vscode';
import type { Refusal, TrainingPlan } from '../plan/plan';

/** What a file trains, or why it cannot be trained as it stands. */
export type PlanReading = { plans: TrainingPlan[] } | { refusals: Refusal[] };

/** Reads the training plans of a file, in a process of its own so that the editor never waits. */
export function readPlans(file: Uri): Promise<PlanReading> {
  const environment = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [join(__dirname, 'cli.js'), 'plan', file.fsPath, '--json'], { env: environment }, (error, stdout) => {
      try {
        resolve(JSON.parse(stdout) as PlanReading);
      } catch {
        reject(error ?? new Error('The plan of this file could not be read.'));
      }
    });
  });
}
