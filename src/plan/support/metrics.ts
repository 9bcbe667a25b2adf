import { off, type Supported, type SupportedArguments } from './accepted';

const metric = { name: 'text?', dtype: { only: [null, 'float32'] } } as const satisfies SupportedArguments;
const smoothed = { from_logits: 'flag', label_smoothing: 'number', axis: { only: [-1] } } as const;
const counted = { ...metric, thresholds: 'numbers?' } as const;
const retrieved = { ...counted, top_k: 'count?', class_id: 'integer?' } as const;
const searched = { ...metric, num_thresholds: 'count', class_id: 'integer?' } as const;
const overlap = {
  name: 'text?',
  dtype: { only: [null, 'int'] },
  num_classes: 'count',
  ignore_class: 'integer?',
  sparse_y_pred: 'flag',
  axis: { only: [-1] },
} as const;
const chosen = { target_class_ids: 'integers' } as const;
const scored = { ...metric, average: { only: [null, 'micro', 'macro', 'weighted'] }, threshold: 'number?' } as const;

/** A metric. */
export interface MetricSupport extends Supported {
  /** Whether more is better; absent where Keras does not say, so that a callback that watches it has to. */
  readonly direction?: 'up' | 'down';
}

/** Metrics (https://keras.io/api/metrics/). One that is a list of values is shown as their mean, as in Keras's progress bar. */
export const metrics = {
  Accuracy: { arguments: metric, direction: 'up' },
  BinaryAccuracy: { arguments: { ...metric, threshold: 'number' }, direction: 'up' },
  CategoricalAccuracy: { arguments: metric, direction: 'up' },
  SparseCategoricalAccuracy: { arguments: metric, direction: 'up' },
  TopKCategoricalAccuracy: { arguments: { ...metric, k: 'count' }, direction: 'up' },
  SparseTopKCategoricalAccuracy: { arguments: { ...metric, k: 'count', from_sorted_ids: off }, direction: 'up' },
  AUC: {
    arguments: {
      ...metric,
      num_thresholds: 'count',
      curve: { only: ['ROC', 'PR', 'PRGAIN', 'roc', 'pr', 'prgain'] },
      summation_method: { only: ['interpolation', 'majoring', 'minoring', 'Interpolation', 'Majoring', 'Minoring'] },
      thresholds: 'numbers?',
      multi_label: 'flag',
      num_labels: 'count?',
      label_weights: 'numbers?',
      from_logits: 'flag',
    },
    direction: 'up',
  },
  Precision: { arguments: retrieved, direction: 'up' },
  Recall: { arguments: retrieved, direction: 'up' },
  TruePositives: { arguments: counted },
  TrueNegatives: { arguments: counted },
  FalsePositives: { arguments: counted },
  FalseNegatives: { arguments: counted },
  SensitivityAtSpecificity: { arguments: { ...searched, specificity: 'number' }, direction: 'up' },
  SpecificityAtSensitivity: { arguments: { ...searched, sensitivity: 'number' }, direction: 'up' },
  PrecisionAtRecall: { arguments: { ...searched, recall: 'number' }, direction: 'up' },
  RecallAtPrecision: { arguments: { ...searched, precision: 'number' }, direction: 'up' },
  F1Score: { arguments: scored, direction: 'up' },
  FBetaScore: { arguments: { ...scored, beta: 'number' }, direction: 'up' },
  IoU: { arguments: { ...overlap, ...chosen, sparse_y_true: 'flag' }, direction: 'up' },
  MeanIoU: { arguments: { ...overlap, sparse_y_true: 'flag' }, direction: 'up' },
  OneHotIoU: { arguments: { ...overlap, ...chosen }, direction: 'up' },
  OneHotMeanIoU: { arguments: overlap, direction: 'up' },
  BinaryIoU: { arguments: { name: 'text?', dtype: { only: [null, 'int'] }, ...chosen, threshold: 'number' }, direction: 'up' },
  R2Score: {
    // Keras itself cannot compute it with num_regressors in a graph.
    arguments: {
      ...metric,
      class_aggregation: { only: ['uniform_average', 'variance_weighted_average', null] },
      num_regressors: { only: [0] },
    },
    direction: 'up',
  },
  CosineSimilarity: { arguments: { ...metric, axis: 'integer' }, direction: 'up' },
  PearsonCorrelation: { arguments: { ...metric, axis: 'integer' }, direction: 'up' },
  ConcordanceCorrelation: { arguments: { ...metric, axis: 'integer' }, direction: 'up' },
  RootMeanSquaredError: { arguments: metric, direction: 'down' },
  MeanSquaredError: { arguments: metric, aliases: ['mse'], direction: 'down' },
  MeanAbsoluteError: { arguments: metric, aliases: ['mae'], direction: 'down' },
  MeanAbsolutePercentageError: { arguments: metric, aliases: ['mape'], direction: 'down' },
  MeanSquaredLogarithmicError: { arguments: metric, aliases: ['msle'], direction: 'down' },
  LogCoshError: { arguments: metric, direction: 'down' },
  BinaryCrossentropy: { arguments: { ...metric, from_logits: 'flag', label_smoothing: 'number' }, aliases: ['bce'], direction: 'down' },
  CategoricalCrossentropy: { arguments: { ...metric, ...smoothed }, direction: 'down' },
  SparseCategoricalCrossentropy: {
    arguments: { ...metric, from_logits: 'flag', ignore_class: 'integer?', axis: { only: [-1] } },
    direction: 'down',
  },
  KLDivergence: { arguments: metric, aliases: ['kld', 'kullback_leibler_divergence'] },
  Poisson: { arguments: metric },
  Hinge: { arguments: metric, direction: 'down' },
  SquaredHinge: { arguments: metric, direction: 'down' },
  CategoricalHinge: { arguments: metric, direction: 'down' },
} as const satisfies { [name: string]: MetricSupport };

/** Metrics that Keras chooses by the shapes of labels and output. */
export const shortMetrics = { accuracy: 'accuracy', acc: 'accuracy', crossentropy: 'crossentropy', ce: 'crossentropy' } as const;

export type MetricName = keyof typeof metrics;
