import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { l10n, Uri, window } from 'vscode';
import { RUN_FILES } from '../../runs/manifest';
import { type Run, readRun } from '../../runs/run-reader';
import { type TrainParts, trainModel } from './command';

/** Whether something of a run is kept that another can go on from. */
export const canResume = ({ folder, status, manifest }: Run): boolean =>
  status !== 'running' && manifest.epochsFinished > 0 && kept.some(name => existsSync(join(folder, name)));

const kept = [RUN_FILES.weights, RUN_FILES.checkpoints];

/** Starts a run of the same program that goes on after the last finished epoch of another. Of the folder, which may come from anywhere, nothing is run. */
export async function resumeRun(parts: TrainParts, folder: string): Promise<void> {
  const run = readRun(folder);
  const path = run?.manifest.source.path;
  if (!run || !canResume(run) || path === undefined || !isAbsolute(path) || !existsSync(path)) {
    await window.showErrorMessage(l10n.t('This run cannot be resumed: it has no finished epoch, or its program is gone.'));
    return;
  }
  await trainModel(parts, Uri.file(path), {
    resume: { folder, isPython: run.manifest.engine?.name === 'python', model: run.manifest.source.model },
  });
}
