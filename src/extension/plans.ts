import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { l10n, type Uri, workspace } from 'vscode';
import type { Refusal, TrainingPlan } from '../plan/plan';

/** What a file trains, and why other calls of fit in it cannot be trained as they stand. */
export interface PlanReading {
  plans: TrainingPlan[];
  refusals: Refusal[];
  /** Folder that relative record paths are seen from. */
  workingDirectory: string;
}

/** Data may stand in the program itself, so a plan can be large. */
const LARGEST_PLAN = 1 << 28;

/** Reads the training plans of a file as `tensorscope plan` does, in a process of its own: the editor never waits for the parser. */
export function readPlans(file: Uri): Promise<PlanReading> {
  const cwd = workspace.getWorkspaceFolder(file)?.uri.fsPath ?? dirname(file.fsPath);
  const options = { cwd, env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, maxBuffer: LARGEST_PLAN };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [join(__dirname, 'cli.js'), 'plan', file.fsPath, '--json'], options, (error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout) as PlanReading);
      } catch {
        reject(new Error(l10n.t('The training plan could not be read: {0}', stderr.trim() || (error?.message ?? ''))));
      }
    });
  });
}
