import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ModuleFolders } from '../check/read/surroundings';
import { readTextFile } from '../common/node-files';
import {
  chooseTrainer,
  type EngineChoice,
  EngineLimitError,
  EngineMissingError,
  engineChoices,
  type TrainingTask,
} from '../engine/choose-trainer';
import { startFolder } from '../engine/python/program';
import type { Trainer } from '../engine/trainer';
import type { TrainingPlan } from '../plan/plan';
import { UsageError } from './command';
import { terminalEngineOptions } from './engine';
import { printProblem } from './output';
import { readPlansFromDisk } from './plans';

/** A sentence for the user that ends the command with exit code 1, with its place in the file if it has one. */
export class TaskProblem extends Error {
  constructor(
    message: string,
    readonly site?: { path: string; line: number },
  ) {
    super(message);
  }
}

export const withSite = (message: string | undefined, site: { path: string; line: number } | undefined): string =>
  site ? `${site.path}:${site.line}: ${message}` : String(message);

/** A plan and the folder that its record paths are seen from. */
interface PlacedPlan {
  plan: TrainingPlan;
  workingDirectory: string;
}

async function readPlan(path: string, { model, modules, keras }: TaskOptions): Promise<PlacedPlan> {
  if (!existsSync(path)) throw new TaskProblem(`${path}: no such file`);
  const { plans, refusals, workingDirectory } = await readPlansFromDisk(path, { modules, keras });
  const fitting = model === undefined ? plans : plans.filter(({ source }) => source.model === model);
  const [plan, ...more] = fitting;
  if (plan && more.length === 0) return { plan, workingDirectory };
  if (plan) {
    const names = fitting.map(({ source, fit }) => `${source.model} (line ${fit.site.line})`).join(', ');
    throw new TaskProblem(`${path} trains several models (${names}): choose one with --model`);
  }
  const [refusal] = refusals;
  throw refusal ? new TaskProblem(refusal.message, refusal.site) : new TaskProblem(`${path}: this file trains no model "${model}"`);
}

/** A plan has weights of no layer, but may have a table of words. */
const MAX_PLAN_BYTES = 256 << 20;

/** A plan that `tensorscope plan --json` wrote. */
function readPlanFile(path: string): PlacedPlan {
  if (!existsSync(path)) throw new TaskProblem(`${path}: no such file`);
  try {
    const plan = JSON.parse(readTextFile(path, MAX_PLAN_BYTES)) as TrainingPlan;
    if (plan.version === 1) return { plan, workingDirectory: process.cwd() };
  } catch {
    // Said below, in the same words as for JSON of another kind.
  }
  throw new TaskProblem(`${path}: not a training plan`);
}

/** The options of `train` that say what is trained, and on what. */
export interface TaskOptions {
  engine: string;
  /** `--keras` as it was given. */
  keras: string;
  /** A plan file, instead of a program. */
  plan?: string;
  model?: string;
  epochs?: string;
  python?: string;
  devices?: string;
  /** Folders of Hub modules by handle. */
  modules: ModuleFolders;
}

/** What is trained, the program that it is of, and the folder that relative paths are seen from. */
export interface PlacedTask {
  task: TrainingTask;
  source: string;
  workingDirectory: string;
}

/** Options that change a plan, which a program that runs as it is has not. */
const planOptions = ['plan', 'model', 'epochs'] as const;

function pythonTask(files: string[], options: TaskOptions): PlacedTask {
  const given = planOptions.find(name => options[name] !== undefined);
  if (given !== undefined) throw new UsageError(`--${given} is not for --engine python, which runs the program as it is`);
  const [script, ...words] = files;
  if (script === undefined) throw new UsageError('train takes one file');
  const interpreter = interpreterOf(options);
  if (!interpreter)
    throw new UsageError('--engine python needs a Python with TensorFlow: name it with --python PATH or in TENSORSCOPE_PYTHON');
  const { devices = 'own' } = options;
  if (devices !== 'own' && devices !== 'all') throw new UsageError(`--devices is "all" or "own", not "${devices}"`);
  const folder = startFolder(script, '.');
  if (!existsSync(script)) throw new TaskProblem(`${script}: there is no such file`);
  return {
    task: { engine: 'python', program: { interpreter, script: folder === '.' ? script : resolve(script), arguments: words, devices } },
    source: script,
    workingDirectory: resolve(folder),
  };
}

async function planTask(engine: EngineChoice, files: string[], options: TaskOptions): Promise<PlacedTask> {
  const { plan: planFile } = options;
  const [path, ...more] = planFile === undefined ? files : [planFile, ...files];
  if (path === undefined || more.length > 0) throw new UsageError('train takes one file');
  const { plan, workingDirectory } = planFile === undefined ? await readPlan(path, options) : readPlanFile(path);
  return { task: { engine, plan }, source: plan.source.path, workingDirectory };
}

const isEngine = (name: string): name is TrainingTask['engine'] => (engineChoices as readonly string[]).includes(name);

/** Reads what the words of the command name. Throws a UsageError, or a Problem where there is nothing to train. */
export async function readTask(files: string[], options: TaskOptions): Promise<PlacedTask> {
  const { engine } = options;
  if (!isEngine(engine)) throw new UsageError(`there is no engine "${engine}": it is one of ${engineChoices.join(', ')}`);
  if (engine === 'python') return pythonTask(files, options);
  const mayRun = engine === 'auto' && interpreterOf(options) !== undefined && planOptions.every(name => options[name] === undefined);
  if (!mayRun) return planTask(engine, files, options);
  try {
    return await planTask(engine, files.slice(0, 1), options);
  } catch (error) {
    if (!(error instanceof TaskProblem) || error.site === undefined) throw error;
    printProblem(`Running the program under Python, since no plan can be read from it: ${withSite(error.message, error.site)}`);
    return pythonTask(files, options);
  }
}

/** The Python that was named, if one was. */
const interpreterOf = ({ python }: TaskOptions): string | undefined => python ?? (process.env.TENSORSCOPE_PYTHON || undefined);

/** The trainer of a task; says on standard error where it is a slow one that nobody asked for. Throws a Problem if the engine is missing. */
export function trainerOf(task: TrainingTask): Trainer {
  const install = 'run "tensorscope engine --install"';
  try {
    const trainer = chooseTrainer(task, { product: join(__dirname, '..'), ...terminalEngineOptions() });
    if (task.engine === 'auto' && trainer.whyNotFaster !== null)
      printProblem(`Training on ${trainer.title}: ${trainer.whyNotFaster}; ${install}.`);
    return trainer;
  } catch (error) {
    if (error instanceof EngineLimitError) throw new TaskProblem(error.message, error.limit.site);
    throw error instanceof EngineMissingError ? new TaskProblem(`${error.message}; ${install}`) : error;
  }
}
