import * as tf from '@tensorflow/tfjs-core';
import type { JudgePlan } from '../../../plan/plan';
import { type LossName, losses } from '../../../plan/support/losses';
import { type MetricName, type MetricSupport, metrics, shortMetrics } from '../../../plan/support/metrics';
import { type KerasObject, nameIn } from '../../../plan/support/names';
import { resolve } from '../config';
import { type Config, number } from '../losses/element-loss';
import { isSparse, makeLoss, matchRanks } from '../losses/losses';
import { ownMetric } from '../own-judge';
import * as accuracy from './accuracy';
import { auc } from './auc';
import { concordance, pearson } from './correlation';
import { fBetaScore } from './f-score';
import { binaryOverlap, classOverlap } from './iou';
import { type ExampleValues, type Measure, type Metric, mean } from './metric';
import { r2Score } from './r2-score';
import * as thresholds from './thresholds';

/** `width` is the size of the last axis of what the model gives. */
type MetricMaker = (config: Config, width: number) => Measure;

/** Labels as floats in the shape of the predictions. */
const aligned =
  (values: ExampleValues): ExampleValues =>
  (labels, predictions, logits) =>
    values(tf.cast(matchRanks(labels, predictions), 'float32'), predictions, logits);

/** The mean of a loss. */
const ofLoss =
  (name: LossName): MetricMaker =>
  config => {
    const loss = { name, config };
    const values = makeLoss(loss);
    return mean(isSparse(loss) ? values : aligned(values));
  };
const axisOf = (config: Config): number => number(config, 'axis', -1);

/** How a metric is made, and the name that Keras logs it under. */
const makers: { readonly [name in MetricName]: readonly [logName: string, make: MetricMaker] } = {
  Accuracy: ['accuracy', accuracy.accuracy],
  BinaryAccuracy: ['binary_accuracy', accuracy.binaryAccuracy],
  CategoricalAccuracy: ['categorical_accuracy', accuracy.categoricalAccuracy],
  SparseCategoricalAccuracy: ['sparse_categorical_accuracy', accuracy.sparseCategoricalAccuracy],
  TopKCategoricalAccuracy: ['top_k_categorical_accuracy', accuracy.topKCategoricalAccuracy],
  SparseTopKCategoricalAccuracy: ['sparse_top_k_categorical_accuracy', accuracy.sparseTopKCategoricalAccuracy],
  AUC: ['auc', auc],
  Precision: ['precision', thresholds.precision],
  Recall: ['recall', thresholds.recall],
  TruePositives: ['true_positives', thresholds.count('truePositives')],
  TrueNegatives: ['true_negatives', thresholds.count('trueNegatives')],
  FalsePositives: ['false_positives', thresholds.count('falsePositives')],
  FalseNegatives: ['false_negatives', thresholds.count('falseNegatives')],
  SensitivityAtSpecificity: ['sensitivity_at_specificity', thresholds.sensitivityAtSpecificity],
  SpecificityAtSensitivity: ['specificity_at_sensitivity', thresholds.specificityAtSensitivity],
  PrecisionAtRecall: ['precision_at_recall', thresholds.precisionAtRecall],
  RecallAtPrecision: ['recall_at_precision', thresholds.recallAtPrecision],
  F1Score: ['f1_score', (config, width) => fBetaScore({ ...config, beta: 1 }, width)],
  FBetaScore: ['fbeta_score', fBetaScore],
  IoU: ['io_u', config => classOverlap(config, { mean: false, oneHot: false })],
  MeanIoU: ['mean_io_u', config => classOverlap(config, { mean: true, oneHot: false })],
  OneHotIoU: ['one_hot_io_u', config => classOverlap(config, { mean: false, oneHot: true })],
  OneHotMeanIoU: ['one_hot_mean_io_u', config => classOverlap(config, { mean: true, oneHot: true })],
  BinaryIoU: ['binary_io_u', binaryOverlap],
  R2Score: ['r2_score', r2Score],
  CosineSimilarity: [
    'cosine_similarity',
    config => mean(aligned((...tensors) => tf.neg(makeLoss({ name: 'CosineSimilarity', config })(...tensors)))),
  ],
  PearsonCorrelation: ['pearson_correlation', config => mean(aligned(pearson(axisOf(config))))],
  ConcordanceCorrelation: ['concordance_correlation', config => mean(aligned(concordance(axisOf(config))))],
  RootMeanSquaredError: ['root_mean_squared_error', () => ({ ...mean(aligned(tf.squaredDifference), Math.sqrt), masked: false })],
  MeanSquaredError: ['mean_squared_error', ofLoss('MeanSquaredError')],
  MeanAbsoluteError: ['mean_absolute_error', ofLoss('MeanAbsoluteError')],
  MeanAbsolutePercentageError: ['mean_absolute_percentage_error', ofLoss('MeanAbsolutePercentageError')],
  MeanSquaredLogarithmicError: ['mean_squared_logarithmic_error', ofLoss('MeanSquaredLogarithmicError')],
  LogCoshError: ['logcosh', ofLoss('LogCosh')],
  BinaryCrossentropy: ['binary_crossentropy', ofLoss('BinaryCrossentropy')],
  CategoricalCrossentropy: ['categorical_crossentropy', ofLoss('CategoricalCrossentropy')],
  SparseCategoricalCrossentropy: ['sparse_categorical_crossentropy', ofLoss('SparseCategoricalCrossentropy')],
  KLDivergence: ['kl_divergence', ofLoss('KLDivergence')],
  Poisson: ['poisson', ofLoss('Poisson')],
  Hinge: ['hinge', ofLoss('Hinge')],
  SquaredHinge: ['squared_hinge', ofLoss('SquaredHinge')],
  CategoricalHinge: ['categorical_hinge', ofLoss('CategoricalHinge')],
};

/** Shapes that decide what "accuracy" means. */
export interface MetricContext {
  loss: KerasObject;
  /** Shape of the model's output and of the labels, the batch axis included. */
  output: readonly (number | null)[];
  labels: readonly (number | null)[];
}

/** Which accuracy or crossentropy is meant by the short name, as Keras decides it from the shapes. */
function resolveShort(kind: 'accuracy' | 'crossentropy', { output, labels, loss }: MetricContext): string {
  if (output.at(-1) === 1) return `binary${kind}`;
  const isOfLoss = nameIn(losses, loss.name) !== undefined && isSparse(loss);
  const sparse = isOfLoss || labels.length < output.length || (labels.at(-1) === 1 && output.at(-1) !== 1);
  return `${sparse ? 'sparse' : ''}categorical${kind}`;
}

const isShort = (name: string): name is keyof typeof shortMetrics => Object.hasOwn(shortMetrics, name);

/** The metric of a plan. A name that was written as a text is the one in the logs. */
export function makeMetric(metric: JudgePlan, context: MetricContext): Metric {
  if (metric.fn) return { name: metric.name, ...ownMetric(metric.fn, metric.sums) };
  const lower = metric.name.toLowerCase();
  const short = isShort(lower) ? shortMetrics[lower] : undefined;
  const { name, config } = resolve(metrics, { config: metric.config, name: short ? resolveShort(short, context) : metric.name });
  const isText = !metric.name.includes('.');
  const [logName, make] = makers[name];
  const { direction }: MetricSupport = metrics[name];
  return {
    name: typeof config.name === 'string' ? config.name : isText ? metric.name : logName,
    ...(direction && { direction }),
    ...make(config, context.output.at(-1) ?? 1),
  };
}

/** Metrics named apart, as Keras does where several have one name. */
export function namedApart(plain: readonly Metric[], weighted: readonly Metric[]): Metric[] {
  const counts = new Map<string, number>();
  const unique = (name: string): string => {
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return count === 0 ? name : `${name}_${count}`;
  };
  return [
    ...plain.map(metric => ({ ...metric, name: unique(metric.name) })),
    ...weighted.map(metric => ({ ...metric, name: unique(counts.has(metric.name) ? `weighted_${metric.name}` : metric.name) })),
  ];
}
