import { type LogOutputChannel, l10n, type Uri, window, workspace } from 'vscode';
import type { TrainingTask } from '../../engine/choose-trainer';
import type { LiveChecks } from '../checking/live-checks';
import { programSetUp } from '../python/launch';
import { type Settings, setting } from '../ui/settings';
import { mayTrain } from '../ui/trust';
import { chooseFile, choosePlan } from './choose-plan';
import { trainerFor } from './engine-choice';
import { documentInFront, findTrainingFiles, trains } from './files';
import { mayTrainProgram } from './known-errors';
import { showObstacles } from './obstacles';
import { type Outlook, type OutlookParts, outlookOf } from './outlook';
import { newRunDirectory } from './run-folder';
import type { Training } from './trainings';

/** What a menu or a code lens says about the training it means. */
export interface TrainTarget {
  /** Of the `fit` call, from 1. */
  line?: number;
  /** The run to go on from. */
  resume?: { folder: string; isPython: boolean; model: string };
}

/** What training stands on. */
export interface TrainParts extends OutlookParts {
  training: Training;
  checks: LiveChecks;
  log: LogOutputChannel;
}

/**
 * "Train Model": from the file that is meant (the one in front, or a choice of those that train) to a run that goes on. Says why if it comes to none.
 */
export async function trainModel(parts: TrainParts, uri?: Uri, target?: TrainTarget): Promise<void> {
  const { context, training, log, pythons, checks } = parts;
  if (!(await mayTrain())) return;
  const file = uri ?? (await fileToTrain());
  if (!file || !(await saved(file)) || !(await mayTrainProgram(checks, file))) return;
  const name = workspace.asRelativePath(file);
  log.info(`Reading the training plan of ${name}`);
  const choice = choiceOf(file, target);
  let outlook = await outlookOf(parts, file, { line: target?.line, choice });
  if (outlook.way === 'none' && outlook.python !== null) {
    // Packages may have been installed since it was asked.
    pythons.forget();
    outlook = await outlookOf(parts, file, { line: target?.line, choice });
  }
  if (outlook.way === 'none') return showObstacles(outlook, log);
  const task = await taskOf(outlook, file, target);
  const trainer = task && (await trainerFor(context, task));
  if (!trainer || !(await freeForNext(training))) return;
  const { workingDirectory } = outlook;
  const options = { workingDirectory, runDirectory: newRunDirectory(file), resume: target?.resume?.folder };
  training.start(trainer, options, name.split('/').at(-1) ?? name);
}

/** The engine that the setting asks for. A run is resumed by the kind of engine that kept its epochs. */
function choiceOf(file: Uri, target?: TrainTarget): Settings['training.engine'] {
  const choice = setting('training.engine', file);
  if (!target?.resume) return choice;
  if (target.resume.isPython) return 'python';
  return choice === 'python' ? 'auto' : choice;
}

/** What is to be trained; undefined where the user chose nothing. */
async function taskOf(outlook: Exclude<Outlook, { way: 'none' }>, file: Uri, target?: TrainTarget): Promise<TrainingTask | undefined> {
  if (outlook.way === 'python') {
    const { arguments: words, environment } = programSetUp(file);
    const { path: interpreter } = outlook.python;
    const devices = setting('training.devices', file);
    return { engine: 'python', program: { interpreter, script: file.fsPath, arguments: words, environment, devices } };
  }
  const resumed = outlook.plans.filter(({ source }) => source.model === target?.resume?.model);
  const plan = await choosePlan(resumed.length > 0 ? resumed : outlook.plans, target?.line);
  return plan && { engine: outlook.choice, plan };
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
  const notebook = workspace.notebookDocuments.find(({ uri }) => uri.fsPath === file.fsPath);
  if (notebook) return !notebook.isDirty || notebook.save();
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
