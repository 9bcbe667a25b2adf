import { type ExtensionContext, type LogOutputChannel, l10n, type Uri, window, workspace } from 'vscode';
import type { CheckerClient } from '../checking/checker-client';
import { setting } from '../ui/settings';
import { mayTrain } from '../ui/trust';
import { chooseFile, choosePlan } from './choose-plan';
import { trainerFor } from './engine-choice';
import { documentInFront, findTrainingFiles, trains } from './files';
import { plansOfFile } from './plans';
import { showRefusals } from './refusals';
import { newRunDirectory } from './run-folder';
import type { Training } from './trainings';

/** What a menu or a code lens says about the training it means. */
export interface TrainTarget {
  /** Of the `fit` call, from 1. */
  line?: number;
}

/** What training stands on. */
export interface TrainParts {
  context: ExtensionContext;
  training: Training;
  checker: CheckerClient;
  log: LogOutputChannel;
}

/**
 * "Train Model": from the file that is meant (the one in front, or a choice of those that train) to a run that goes on. Says why if it comes to none.
 */
export async function trainModel({ context, training, checker, log }: TrainParts, uri?: Uri, target?: TrainTarget): Promise<void> {
  if (!(await mayTrain())) return;
  const file = uri ?? (await fileToTrain());
  if (!file || !(await saved(file))) return;
  const name = workspace.asRelativePath(file);
  log.info(`Reading the training plan of ${name}`);
  const { plans, refusals, workingDirectory } = await plansOfFile(checker, file);
  const isPlanned = plans.some(({ fit }) => target?.line === undefined || fit.site.line === target.line);
  if (!isPlanned && refusals.length > 0) return showRefusals(refusals, log);
  const plan = await choosePlan(plans, target?.line);
  const trainer = plan && (await trainerFor({ context, log }, plan, setting('training.engine', file)));
  if (!trainer || !(await freeForNext(training))) return;
  training.start(trainer, { workingDirectory, runDirectory: newRunDirectory(file) }, name.split('/').at(-1) ?? name);
}

async function fileToTrain(): Promise<Uri | undefined> {
  const front = await documentInFront();
  if (front && trains(front)) return front.uri;
  const files = await findTrainingFiles();
  if (files.length > 0) return chooseFile(files);
  await window.showInformationMessage(l10n.t('No Python file in this workspace imports Keras and calls fit.'));
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
  const chosen = await window.showWarningMessage(l10n.t('A model is still being trained.'), { modal: true }, stop);
  if (chosen !== stop) return false;
  training.stop();
  await training.whenIdle();
  return true;
}
