// Writes docs/training.md from the tables of what can be trained. Run: npx tsx tools/manifest/training-page.ts
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Accepted, isInert, isOnly, isTensor, type Supported } from '../../src/plan/support/accepted';
import { compileArguments } from '../../src/plan/support/compile';
import { type CallbackSupport, callbacks, fitArguments } from '../../src/plan/support/fit';
import { written } from '../../src/plan/support/judge';
import { everyLayer } from '../../src/plan/support/layer-row';
import { supportedLayers } from '../../src/plan/support/layers';
import { losses } from '../../src/plan/support/losses';
import { metrics } from '../../src/plan/support/metrics';
import { modelOps } from '../../src/plan/support/model-ops';
import { ops } from '../../src/plan/support/ops';
import { everyOptimizer, optimizers } from '../../src/plan/support/optimizers';
import { steps } from '../../src/plan/support/pipeline';
import { preprocessingLayers } from '../../src/plan/support/preprocessing-layers';
import { schedules } from '../../src/plan/support/schedules';
import { activations, initializers, regularizers } from '../../src/plan/support/values';
import { networks } from '../../src/rules/models/networks/table';

type Table = { readonly [name: string]: Supported };

const values = (accepted: Accepted): string => {
  if (isInert(accepted) || isTensor(accepted) || accepted === 'part') return '';
  if (isOnly(accepted)) return ` (${accepted.only.map(value => written(value as never)).join(', ')})`;
  return '';
};

const isLeftOut = (accepted: Accepted): boolean => isOnly(accepted) && accepted.only.length === 1 && accepted.only[0] === null;

/** Arguments that are understood, with the values of those that take a few only; then those without an effect. */
function argumentsOf(row: { readonly [parameter: string]: Accepted }): string {
  const names = Object.entries(row).filter(([name, accepted]) => name !== 'self' && !isLeftOut(accepted));
  const understood = names.filter(([, accepted]) => !isInert(accepted)).map(([name, accepted]) => `\`${name}\`${values(accepted)}`);
  const inert = names.filter(([, accepted]) => isInert(accepted)).map(([name]) => `\`${name}\``);
  return [understood.join(', '), inert.length > 0 ? `no effect: ${inert.join(', ')}` : ''].filter(part => part !== '').join('; ');
}

const mark = (able: boolean): string => (able ? 'yes' : 'no');

/** A row without the arguments that its whole table has. */
const own = (row: { readonly [parameter: string]: Accepted }, shared: object): { readonly [parameter: string]: Accepted } =>
  Object.fromEntries(Object.entries(row).filter(([name, accepted]) => (shared as { [name: string]: unknown })[name] !== accepted));

function table(title: string, rows: Table, shared: object = {}): string {
  const lines = Object.entries(rows).map(([name, row]) => {
    const engines = row.engines ?? ['native', 'wasm'];
    const names = [name, ...(row.aliases ?? [])].map(one => `\`${one}\``).join(', ');
    const note = (row as CallbackSupport).instead;
    return `| ${names} | ${note === undefined ? argumentsOf(own(row.arguments, shared)) : `not run: ${note}`} | ${mark(engines.includes('native'))} | ${mark(engines.includes('wasm'))} | yes |`;
  });
  return `## ${title}\n\n| name | arguments | native | wasm | python |\n|---|---|---|---|---|\n${lines.join('\n')}\n`;
}

const list = (title: string, row: { readonly [parameter: string]: Accepted }): string => `## ${title}\n\n${argumentsOf(row)}.\n`;

/** The page as text. */
export const trainingPage = (): string =>
  [
    '# What can be trained',
    '',
    '<!-- Written by tools/manifest/training-page.ts from src/plan/support; do not edit. -->',
    '',
    'Training from the editor and `tensorscope train` run a program with native TensorFlow or, where that is not set up, with WebAssembly. They train what this page',
    'lists; anything else is refused at its line before a run starts, and `tensorscope plan` prints every reason. The Python engine runs the program itself under the',
    "user's own Python, so it trains everything. Arguments that stand with values in parentheses take these values only.",
    '',
    'From the same weights and batches the losses are those of Keras 3 with TensorFlow. Two habits of Keras matter there. It counts a step more at the end of an epoch',
    'where TensorFlow does not know the number of batches beforehand, as of record files, which Adam and Adamax notice; runs here do so too. And its optimizers take',
    'one row of the gradient of an Embedding for an id that a batch holds several times; runs here take the sum, as TensorFlow itself does.',
    '',
    "A plan is read as if the program were started without arguments: options of argparse and of absl's flags have their defaults, and a variable of the environment",
    'is what it is where the plan is read. Files are those that lie there now. Where Python leaves their order open (`glob`, `os.listdir`, sets), the plan takes the',
    'sorted one; where a program shuffles names without a seed, the plan has one of the orders and says so. After `random.seed(integer)` the order is that of Python.',
    '',
    "A callback of the program's own class, or a LambdaCallback, may stop the training in `on_epoch_end` by conditions made of the epoch and the logs. What it prints,",
    'writes or keeps is not done, and one that changes the model in another way is refused. The function of a LearningRateScheduler is read once for all epochs.',
    '',
    'A loss may be a function of the program or a class that derives from `keras.losses.Loss`, and a metric a function or a class that derives from',
    '`keras.metrics.Metric` and adds to its variables in `update_state`, made of the operations below, those of `keras.backend` and the losses of Keras.',
    '',
    'Several calls of `fit` on one model are stages of one run, whose epochs are counted on. Between them a program may freeze layers, compile again, set the',
    'learning rate of the optimizer and change the data; a loop has to have a known number of rounds. A `fit` after another kind of training, or of a model that',
    'shares trained layers, is refused at its line. `evaluate` on a dataset after the last `fit` is run, and a message has its values; what else follows (`predict`,',
    '`save`) is not run; a run names it.',
    '',
    'A Hub module is run as it is, without training it, in a model (`hub.KerasLayer`, `hub.load(…)(x)`) or in a function of `dataset.map`. It has to lie on',
    "this machine and to be a TF2 SavedModel of TensorFlow's own operations; native TensorFlow runs it. A model input of strings is for such layers only. Where a row of",
    'what a module gives depends on that row of its input alone, it is computed once, and kept for all epochs: 256 MB in memory, more in a temporary file.',
    '',
    'Layers that prepare values can stand in the model and in functions of a pipeline, and other layers without weights too (`Rescaling`, `Resizing`, the augmentation',
    'layers, models of them). What such a layer adapts to (`layer.adapt(dataset)`) is read once before the first epoch, with the vocabulary, the statistics or the bins',
    'that Keras would learn from it. No gradient goes through them, so a layer with weights before them is refused.',
    '',
    'These networks of `keras.applications` are models of their layers, which are trained from random weights (`weights=None`):',
    `${Object.keys(networks)
      .map(name => `\`${name}\``)
      .join(', ')}.`,
    '',
    list('Arguments of fit', fitArguments),
    list('Arguments of compile', compileArguments),
    list('Arguments of every layer', everyLayer),
    table('Layers', supportedLayers, everyLayer),
    table('Layers that prepare values', preprocessingLayers, everyLayer),
    table('Operations on the outputs of layers', modelOps),
    table('Activations', activations),
    table('Initializers', initializers),
    table('Regularizers', regularizers),
    list('Arguments of every optimizer', everyOptimizer),
    table('Optimizers', optimizers, everyOptimizer),
    table('Schedules of the learning rate', schedules),
    table('Losses', losses),
    table('Metrics', metrics),
    table('Callbacks', callbacks),
    table('Steps of a tf.data pipeline', steps),
    table('Operations in the functions of a pipeline', ops),
  ].join('\n');

export const trainingPagePath = join(__dirname, '..', '..', 'docs', 'training.md');

if (process.argv[1] === __filename) writeFileSync(trainingPagePath, trainingPage());
