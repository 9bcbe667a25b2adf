import { type LogOutputChannel, l10n, Uri, window, workspace } from 'vscode';
import { chooseFile, choosePlan } from './plan-choice';
import { readPlans } from './plans';
import { showRefusals } from './refusals';
import { newRunDirectory } from './run-folder';
import { setting } from './settings';
import type { Training } from './training';
import { findTrainingFiles, trains } from './training-files';
import { mayTrain } from './trust';

/** What a menu or a code lens says about the training it means. */
export interface TrainTarget {
  /** Of the `fit` call, from 1. */
  line?: number;
}

/**
 * "Train Model": from the file that is meant (the one in front, or a choice of those that train) to a run that goes on. Says why if it comes to none.
 */
export async function trainModel(training: Training, log: LogOutputChannel, uri?: Uri, target?: TrainTarget): Promise<void> {
  if (!(await mayTrain())) return;
  const file = uri ?? (await fileToTrain());
  if (!file || !(await saved(file))) return;
  const name = workspace.asRelativePath(file);
  log.info(`Reading the training plan of ${name}`);
  const reading = await readPlans(file);
  if ('refusals' in reading) {
    await showRefusals(reading.refusals, log);
    return;
  }
  const plan = await choosePlan(reading.plans, target?.line);
  if (!plan || !(await freeForNext(training))) return;
  const runDirectory = newRunDirectory(file);
  const workingDirectory = Uri.joinPath(file, '..').fsPath;
  training.start({ plan, workingDirectory, runDirectory, engine: setting('training.engine', file) }, name.split('/').at(-1) ?? name);
}

async function fileToTrain(): Promise<Uri | undefined> {
  const front = window.activeTextEditor?.document;
  if (front && trains(front)) return front.uri;
  const files = await findTrainingFiles();
  if (files.length > 0) return chooseFile(files);
  await window.showInformationMessage(
    l10n.t('No Python file of this workspace trains a Keras model: there is none that imports Keras and calls fit.'),
  );
  return undefined;
}

/** The worker trains what is on disk, so unsaved text is saved first; false if that failed. */
async function saved(file: Uri): Promise<boolean> {
  const document = workspace.textDocuments.find(candidate => candidate.uri.toString() === file.toString());
  if (!document?.isDirty || (await document.save())) return true;
  await window.showErrorMessage(l10n.t('{0} could not be saved, so it was not trained.', workspace.asRelativePath(file)));
  return false;
}

/** One run at a time: asks before it ends another. */
async function freeForNext(training: Training): Promise<boolean> {
  if (!training.isLive) return true;
  const stop = l10n.t('Stop and Train');
  const chosen = await window.showWarningMessage(l10n.t('A training is still going on.'), { modal: true }, stop);
  if (chosen !== stop) return false;
  training.stop();
  await training.whenIdle();
  return true;
}
