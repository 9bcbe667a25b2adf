import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { TrainingEnd } from '../common/run-events';
import type { Trainer } from '../engine/trainer';
import type { RunOptions } from '../protocol/training';
import { type Command, EXIT, UsageError } from './command';
import { HUB_MODULE_HELP, HUB_MODULE_OPTION, HUB_MODULE_USAGE, hubModules } from './hub-modules';
import { KERAS_HELP, KERAS_USAGE, kerasOption } from './keras-option';
import { printProblem } from './output';
import { chooseRunFolder, findRun } from './run-folder';
import { jsonLine } from './train-json';
import { readTask, TaskProblem, trainerOf, withSite } from './train-task';
import { trainView } from './train-view';

const options = {
  plan: { type: 'string' },
  model: { type: 'string' },
  epochs: { type: 'string' },
  'run-dir': { type: 'string' },
  engine: { type: 'string', default: 'auto' },
  python: { type: 'string' },
  devices: { type: 'string' },
  resume: { type: 'string' },
  seed: { type: 'string' },
  ...HUB_MODULE_OPTION,
  ...kerasOption,
  json: { type: 'boolean', default: false },
} as const;

function wholeNumber(text: string | undefined, name: string, least: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least) throw new UsageError(`${name} must be an integer of at least ${least}, not "${text}"`);
  return value;
}

/** Runs the training; Ctrl-C asks for an end, a second one ends it at once. */
async function follow(trainer: Trainer, runOptions: RunOptions, json: boolean): Promise<TrainingEnd> {
  const view = trainView(process.stdout, relative('', runOptions.runDirectory) || '.');
  const training = trainer.start(runOptions, {
    event: json ? event => void process.stdout.write(`${jsonLine(event)}\n`) : view.event,
    log: () => undefined,
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
  return end;
}

async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const epochs = wholeNumber(values.epochs, '--epochs', 1);
  const seed = wholeNumber(values.seed, '--seed', 0);
  const { task, source, workingDirectory } = await readTask(positionals, { ...values, modules: hubModules(values['hub-module']) });
  const trainer = trainerOf(task);
  const runDirectory = chooseRunFolder(values['run-dir'], source);
  const resume = findRun(values.resume);
  const end = await follow(trainer, { workingDirectory, runDirectory, epochs, seed, resume }, values.json);
  if (end.status !== 'failed') return EXIT.fine;
  printProblem(withSite(end.message, end.site));
  return EXIT.problems;
}

/** What a stream of events ends with when no run was started. */
const neverStarted = ({ message, site }: TaskProblem): string =>
  jsonLine({ event: 'end', status: 'failed', message, site, epochs: 0, metrics: {}, seconds: 0, msPerStepMedian: null });

/** `tensorscope train`: trains with the trainers that the extension uses too. */
export const trainCommand: Command = {
  name: 'train',
  usage:
    'FILE.py [--model NAME] [--epochs N] [--run-dir D] [--engine auto|native|wasm|python] [--python PATH] [--devices all] [--resume RUN] [--seed N] ' +
    `[--plan FILE] ${KERAS_USAGE} ${HUB_MODULE_USAGE} [--json] [-- ARGUMENT…]`,
  summary: "train a file's model on its data",
  options: [
    ['--model NAME', 'the model to train, where the file trains several'],
    ['--epochs N', 'number of epochs'],
    ['--run-dir D', 'the folder of the run'],
    ['--engine ENGINE', 'auto, native, wasm, or python, which runs the program itself'],
    ['--python PATH', 'the Python for --engine python, or for what --engine auto cannot plan'],
    ['--devices all', 'split each batch among all devices of the machine, under Python'],
    ['--resume RUN', 'continue a run from its last checkpoint'],
    ['--seed N', 'seed of everything random'],
    ['--plan FILE', 'train a plan that "plan --json" has printed, instead of a program'],
    KERAS_HELP,
    HUB_MODULE_HELP,
    ['--json', 'print one JSON event a line'],
    ['-- ARGUMENT…', 'arguments of the program, for --engine python'],
  ],
  async run(args) {
    try {
      return await run(args);
    } catch (error) {
      if (!(error instanceof TaskProblem)) throw error;
      if (args.includes('--json')) process.stdout.write(`${neverStarted(error)}\n`);
      printProblem(withSite(error.message, error.site));
      return EXIT.problems;
    }
  },
};
