import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { TrainingEnd } from '../common/run-events';
import { chooseTrainer, EngineMissingError, engineChoices, isEngineChoice } from '../engine/choose-trainer';
import type { Trainer } from '../engine/trainer';
import type { TrainingPlan } from '../plan/plan';
import type { RunOptions } from '../protocol/training';
import { RUN_FILES, runName } from '../runs/manifest';
import { readRun } from '../runs/run-reader';
import { type Command, EXIT, UsageError } from './command';
import { terminalEngineOptions } from './engine';
import { readPlansFromDisk } from './plans';
import { jsonLine } from './train-json';
import { trainView } from './train-view';

/** Where runs are kept unless told otherwise. */
const DEFAULT_RUN_FOLDER = join('.tensorscope', 'runs');

const options = {
  plan: { type: 'string' },
  model: { type: 'string' },
  epochs: { type: 'string' },
  'run-dir': { type: 'string' },
  engine: { type: 'string', default: 'auto' },
  resume: { type: 'string' },
  seed: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

function wholeNumber(text: string | undefined, name: string, least: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least)
    throw new UsageError(`${name} has to be a whole number of ${least} or more, and is "${text}"`);
  return value;
}

/** A sentence for the user that ends the command with exit code 1, with its place in the file if it has one. */
class Problem extends Error {
  constructor(
    message: string,
    readonly site?: { path: string; line: number },
  ) {
    super(message);
  }
}

const place = (message: string | undefined, site: { path: string; line: number } | undefined): string =>
  site ? `${site.path}:${site.line}: ${message}` : String(message);

/** A plan and the folder that its record paths are seen from. */
interface PlacedPlan {
  plan: TrainingPlan;
  workingDirectory: string;
}

async function readPlan(path: string, model: string | undefined): Promise<PlacedPlan> {
  if (!existsSync(path)) throw new Problem(`${path}: there is no such file`);
  const { plans, refusals, workingDirectory } = await readPlansFromDisk(path, process.cwd());
  const fitting = model === undefined ? plans : plans.filter(({ source }) => source.model === model);
  const [plan, ...more] = fitting;
  if (plan && more.length === 0) return { plan, workingDirectory };
  if (plan) {
    const names = fitting.map(({ source, fit }) => `${source.model} (line ${fit.site.line})`).join(', ');
    throw new Problem(`${path} trains several models, ${names}: name one with --model`);
  }
  const [refusal] = refusals;
  throw refusal ? new Problem(refusal.message, refusal.site) : new Problem(`${path}: no model "${model}" is trained in this file`);
}

/** A plan that `tensorscope plan --json` wrote. */
function readPlanFile(path: string): PlacedPlan {
  if (!existsSync(path)) throw new Problem(`${path}: there is no such file`);
  try {
    const plan = JSON.parse(readFileSync(path, 'utf8')) as TrainingPlan;
    if (plan.version === 1) return { plan, workingDirectory: process.cwd() };
  } catch {
    // Said below, in the same words as for JSON of another kind.
  }
  throw new Problem(`${path}: this is not a training plan`);
}

function trainerFor(wanted: string, plan: TrainingPlan): Trainer {
  if (!isEngineChoice(wanted)) throw new UsageError(`there is no engine "${wanted}": it is one of ${engineChoices.join(', ')}`);
  try {
    const trainer = chooseTrainer(wanted, plan, __dirname, terminalEngineOptions());
    if (wanted === 'auto' && trainer.whyNotFaster !== null) {
      console.error(`Training on ${trainer.title}: ${trainer.whyNotFaster}; "tensorscope engine --install" does that.`);
    }
    return trainer;
  } catch (error) {
    throw error instanceof EngineMissingError ? new Problem(`${error.message}; "tensorscope engine --install" does that`) : error;
  }
}

function chooseRunFolder(given: string | undefined, source: string): string {
  if (given === undefined)
    return resolve(
      DEFAULT_RUN_FOLDER,
      runName(new Date(), basename(source), name => existsSync(join(DEFAULT_RUN_FOLDER, name))),
    );
  if (readRun(given)) throw new Problem(`${given} holds a run already; name another folder`);
  return resolve(given);
}

/** The run to resume: a folder, or the name of one among the runs kept here. */
function findRun(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const found = [given, join(DEFAULT_RUN_FOLDER, given)].find(folder => readRun(folder));
  if (found === undefined) throw new Problem(`${given} is no run folder`);
  return resolve(found);
}

/** Runs the training; Ctrl-C asks for an end, a second one ends it at once. */
async function follow(trainer: Trainer, runOptions: RunOptions, json: boolean): Promise<TrainingEnd> {
  const log: string[] = [];
  const view = trainView(process.stdout, relative('', runOptions.runDirectory) || '.');
  const training = trainer.start(runOptions, {
    event: json ? event => void process.stdout.write(`${jsonLine(event)}\n`) : view.event,
    log: line => void log.push(line),
  });
  let asked = false;
  const onInterrupt = (): void => {
    if (asked) training.kill();
    else training.stop();
    asked = true;
  };
  process.on('SIGINT', onInterrupt);
  const end = await training.ended;
  process.off('SIGINT', onInterrupt);
  // What the process wrote belongs to its run, should the folder have come to be.
  if (log.length > 0 && existsSync(runOptions.runDirectory))
    appendFileSync(join(runOptions.runDirectory, RUN_FILES.log), `${log.join('\n')}\n`);
  return end;
}

async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [path, ...more] = values.plan === undefined ? positionals : [values.plan, ...positionals];
  if (path === undefined || more.length > 0) throw new UsageError('name one file');
  const epochs = wholeNumber(values.epochs, '--epochs', 1);
  const seed = wholeNumber(values.seed, '--seed', 0);
  const { plan, workingDirectory } = values.plan === undefined ? await readPlan(path, values.model) : readPlanFile(path);
  const trainer = trainerFor(values.engine, plan);
  const runDirectory = chooseRunFolder(values['run-dir'], plan.source.path);
  const resume = findRun(values.resume);
  const end = await follow(trainer, { workingDirectory, runDirectory, epochs, seed, resume }, values.json);
  if (end.status !== 'failed') return EXIT.fine;
  console.error(place(end.message, end.site));
  return EXIT.problems;
}

/** What a stream of events ends with when no run was started. */
const neverStarted = ({ message, site }: Problem): string =>
  jsonLine({ event: 'end', status: 'failed', message, site, epochs: 0, metrics: {}, seconds: 0, msPerStepMedian: null });

/** `tensorscope train`: trains in the worker process that the extension uses too. */
export const trainCommand: Command = {
  name: 'train',
  usage: 'FILE.py [--model NAME] [--epochs N] [--run-dir D] [--engine native|wasm|auto] [--resume RUN] [--seed N] [--json]',
  summary: "train the file's model on its data",
  async run(args) {
    try {
      return await run(args);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (args.includes('--json')) console.log(neverStarted(error));
      console.error(place(error.message, error.site));
      return EXIT.problems;
    }
  },
};
