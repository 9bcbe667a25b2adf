import { elementCount, printShape, type Shape } from '../../tensor/shape';
import { asItems, asString } from '../../values/read';
import type { Value } from '../../values/value';
import type { Bound } from '../core/bind';
import { failInKeras3, kerasOf } from '../core/keras';
import { fail } from '../core/report';
import type { Call } from '../core/rule';
import { callsFunction } from './called-losses';
import type { FitData } from './fit-data';
import { judged, keras2Takes } from './losses';
import { byName, type Pair, paired } from './pairing';

/** How a metric takes labels and outputs, and in which Keras it refuses others ("both" where every version does). */
type Refusal = { readonly says: string; readonly words: string; readonly keras: 'both' | '3' } | undefined;
type Family = (target: readonly (number | null)[], output: readonly (number | null)[], batch: number | null) => Refusal;

const shown = (target: Shape, output: Shape): string => `Received: target.shape=${printShape(target)}, output.shape=${printShape(output)}`;

/** Truths are counted number by number, over all axes. */
const counted =
  (words: string): Family =>
  (target, output) => {
    const [a, b] = [elementCount(target.slice(1)), elementCount(output.slice(1))];
    if (a === null || b === null || a === b) return undefined;
    return { says: `counts numbers one by one, ${a} of each label and ${b} of each output`, words, keras: 'both' };
  };

/** F scores want one-hot labels. */
const scores: Family = (target, output) => {
  if (target.length === 2 && output.length === 2) return undefined;
  const words = `FBetaScore expects 2D inputs with shape (batch_size, output_dim). Received input shapes: y_pred.shape=${printShape(output)} and y_true.shape=${printShape(target)}.`;
  const columns = target.length === 1 && output.length === 2 && output[1] === 1;
  return { says: 'wants one-hot labels, (batch, classes)', words, keras: columns ? '3' : 'both' };
};

/** Crossentropies compare shapes without squeezing them. */
const crossentropy: Family = (target, output) => {
  const rank = target.length !== output.length;
  const differ = !rank && target.some((dim, axis) => dim !== null && output[axis] !== null && dim !== output[axis]);
  if (!rank && !differ) return undefined;
  const verdict = judged('categorical', target, output);
  const words = `Arguments \`target\` and \`output\` must have the same ${rank ? 'rank (ndim)' : 'shape'}. ${shown(target, output)}`;
  return {
    says: 'wants labels of the shape of the output',
    words,
    keras: verdict.kind === 'rank' || verdict.kind === 'width' ? 'both' : '3',
  };
};

const sparse =
  (own: boolean): Family =>
  (target, output) => {
    if (target.length !== output.length || target.at(-1) === null || target.at(-1) === 1 || output.at(-1) === 1) return undefined;
    const words = own ? `Argument \`output\` must have rank (ndim) \`target.ndim - 1\`. ${shown(target, output)}` : 'Incompatible shapes';
    return { says: 'wants class numbers, and the labels are one-hot', words, keras: 'both' };
  };

const elementwise: Family = (target, output, batch) => {
  const [a, b] = [target, output].map(([first, ...rest]) => [first ?? batch, ...rest]);
  const verdict = judged('elementwise', a, b);
  if (verdict.kind !== 'width' && verdict.kind !== 'batch') return undefined;
  return {
    says: 'compares labels and output number by number',
    words: verdict.kind === 'width' ? 'Dimensions must be equal' : 'Incompatible shapes',
    keras: keras2Takes('elementwise', target, output) ? '3' : 'both',
  };
};

const families: readonly (readonly [names: readonly string[], family: Family])[] = [
  [
    [...['Precision', 'Recall', 'TruePositives', 'FalsePositives', 'TrueNegatives', 'FalseNegatives'], ...['MeanIoU', 'BinaryIoU']],
    counted('Incompatible shapes'),
  ],
  [
    ['AUC', 'PrecisionAtRecall', 'RecallAtPrecision', 'SensitivityAtSpecificity', 'SpecificityAtSensitivity'],
    counted('does not start with segment_ids.shape'),
  ],
  [['F1Score', 'FBetaScore'], scores],
  [['BinaryCrossentropy', 'CategoricalCrossentropy'], crossentropy],
  [['SparseCategoricalCrossentropy'], sparse(true)],
  [['SparseCategoricalAccuracy', 'sparse_categorical_accuracy'], sparse(false)],
  [
    ['MeanSquaredError', 'mse', 'mean_squared_error', 'MeanAbsoluteError', 'mae', 'mean_absolute_error', 'RootMeanSquaredError'],
    elementwise,
  ],
];
const byMetric = new Map(families.flatMap(([names, family]) => names.map(name => [name, family] as const)));

/** Arguments that make a metric look at its data in another way. */
const changing = ['multi_label', 'class_id', 'top_k', 'sparse_y_true', 'sparse_y_pred', 'axis', 'num_labels'];

function metricOf(value: Value): { name: string; family: Family } | undefined {
  const written =
    asString(value) ?? (value.kind === 'api' || value.kind === 'object' ? (value.kind === 'api' ? value.name : value.type) : '');
  if (value.kind !== 'str' && !written.startsWith('keras.metrics.')) return undefined;
  const name = written.slice(written.lastIndexOf('.') + 1);
  const family = byMetric.get(name);
  if (family === undefined) return undefined;
  if (value.kind === 'object' && changing.some(argument => Object.hasOwn(value.origin.args, argument))) return undefined;
  return { name, family };
}

/** The metrics of each output: all of a list are for a single one; of several each has its own. */
function metricsOf(given: Value, count: number, pair: Pair): readonly Value[] {
  const flat = (value: Value): readonly Value[] => asItems(value)?.flatMap(flat) ?? [value];
  if (count === 1) return given.kind === 'dict' ? [] : flat(given);
  const own =
    asItems(given)?.length === count ? asItems(given)?.[pair.index] : byName(given, pair.name === undefined ? undefined : [pair.name])?.[0];
  return own ? flat(own) : [];
}

/** Metrics of `compile` against labels and outputs; false where one refuses them. */
export function checkMetrics(call: Call, compiled: Bound, outputs: Value, data: FitData): boolean {
  const pairs = paired(outputs, data.y);
  const count = outputs.kind === 'tensor' ? 1 : (asItems(outputs)?.length ?? pairs.length);
  let fits = true;
  for (const argument of ['metrics', 'weighted_metrics'])
    for (const pair of pairs)
      for (const value of metricsOf(compiled.get(argument), count, pair)) {
        if (!checkOne(call, value, pair, compiled, argument, data)) fits = false;
      }
  return fits;
}

function checkOne(call: Call, value: Value, pair: Pair, compiled: Bound, argument: string, data: FitData): boolean {
  const [target, output] = [pair.labels.type.shape, pair.output.type.shape];
  const metric = metricOf(value);
  if (metric === undefined) return callsFunction(call, value, pair, 'metric', data);
  if (!target || !output || target.length === 0 || output.length === 0 || pair.labels.type.raggedRank !== undefined) return true;
  const refusal = metric.family(target, output, data.batch);
  if (refusal === undefined) return true;
  const numbered = target.length === output.length - 1 || target.at(-1) === 1;
  const remedy = numbered
    ? 'The labels are class numbers: use a metric that takes them (SparseCategoricalAccuracy, SparseTopKCategoricalAccuracy), or make the labels one-hot.'
    : 'Use a metric for such labels, or give labels and output the same shape.';
  const report = refusal.keras === 'both' ? fail : failInKeras3;
  report(
    call,
    'model-output-labels',
    `The metric ${metric.name} ${refusal.says}; the labels of ${data.what} are ${printShape(target)} and the model gives ${printShape(output)} (None is the batch). ${remedy}${kerasOf(call) === '2' ? '' : ` Keras: "${refusal.words}".`}`,
    {
      span: value.kind === 'object' ? value.origin.span : compiled.spanOf(argument),
      related: [{ span: call.context.span, message: 'It raises here, in the first step.' }],
    },
  );
  return false;
}
