import { inert, none, off, type Supported, type SupportedArguments } from './accepted';
import { nameOnly } from './values';

const runs = inert('how a step is run');

/** Arguments of Model.compile (https://keras.io/api/models/model_training_apis/). */
export const compileArguments = {
  optimizer: 'part',
  loss: 'part',
  metrics: 'part',
  loss_weights: none,
  weighted_metrics: 'part',
  run_eagerly: runs,
  steps_per_execution: runs,
  jit_compile: runs,
  auto_scale_loss: inert('used with mixed precision only'),
} as const satisfies SupportedArguments;

const optimizer = {
  learning_rate: 'number',
  weight_decay: { only: [null, 0] },
  clipnorm: 'number?',
  clipvalue: 'number?',
  global_clipnorm: 'number?',
  use_ema: off,
  ema_momentum: inert('used with use_ema only'),
  ema_overwrite_frequency: inert('used with use_ema only'),
  loss_scale_factor: none,
  gradient_accumulation_steps: none,
  jit_compile: runs,
  name: nameOnly,
} as const satisfies SupportedArguments;
const moments = { ...optimizer, beta_1: 'number', beta_2: 'number', epsilon: 'number' } as const;

/** Optimizers with Keras's defaults (https://keras.io/api/optimizers/). */
export const optimizers = {
  SGD: { arguments: { ...optimizer, momentum: 'number', nesterov: 'flag' } },
  Adam: { arguments: { ...moments, amsgrad: 'flag' } },
  Adamax: { arguments: moments },
  RMSprop: { arguments: { ...optimizer, rho: 'number', momentum: 'number', epsilon: 'number', centered: 'flag' } },
  Adagrad: { arguments: { ...optimizer, initial_accumulator_value: 'number', epsilon: 'number' } },
  Adadelta: { arguments: { ...optimizer, rho: 'number', epsilon: 'number' } },
} as const satisfies { [name: string]: Supported };

const loss = {
  reduction: { only: ['sum_over_batch_size', 'mean'] },
  name: nameOnly,
  dtype: { only: [null, 'float32'] },
} as const satisfies SupportedArguments;
const smoothed = { from_logits: 'flag', label_smoothing: 'number', axis: { only: [-1] } } as const;
const sparse = { from_logits: 'flag', ignore_class: none, axis: { only: [-1] } } as const;

/** Losses (https://keras.io/api/losses/). */
export const losses = {
  MeanSquaredError: { arguments: loss, aliases: ['mse'] },
  MeanAbsoluteError: { arguments: loss, aliases: ['mae'] },
  MeanAbsolutePercentageError: { arguments: loss, aliases: ['mape'] },
  MeanSquaredLogarithmicError: { arguments: loss, aliases: ['msle'] },
  BinaryCrossentropy: { arguments: { ...loss, ...smoothed }, aliases: ['bce'] },
  CategoricalCrossentropy: { arguments: { ...loss, ...smoothed } },
  SparseCategoricalCrossentropy: { arguments: { ...loss, ...sparse } },
  KLDivergence: { arguments: loss, aliases: ['kld', 'kullback_leibler_divergence'] },
  Hinge: { arguments: loss },
  SquaredHinge: { arguments: loss },
  Poisson: { arguments: loss },
  LogCosh: { arguments: loss },
  Huber: { arguments: { ...loss, delta: 'number' } },
} as const satisfies { [name: string]: Supported };

const metric = { name: 'text?', dtype: { only: [null, 'float32'] } } as const satisfies SupportedArguments;
const thresholds = { ...metric, thresholds: 'number?', top_k: none, class_id: none } as const;

/** Metrics (https://keras.io/api/metrics/). */
export const metrics = {
  BinaryAccuracy: { arguments: { ...metric, threshold: 'number' } },
  CategoricalAccuracy: { arguments: metric },
  SparseCategoricalAccuracy: { arguments: metric },
  TopKCategoricalAccuracy: { arguments: { ...metric, k: 'count' } },
  SparseTopKCategoricalAccuracy: { arguments: { ...metric, k: 'count', from_sorted_ids: off } },
  Precision: { arguments: thresholds },
  Recall: { arguments: thresholds },
  RootMeanSquaredError: { arguments: metric },
  MeanSquaredError: { arguments: metric, aliases: ['mse'] },
  MeanAbsoluteError: { arguments: metric, aliases: ['mae'] },
  MeanAbsolutePercentageError: { arguments: metric, aliases: ['mape'] },
  MeanSquaredLogarithmicError: { arguments: metric, aliases: ['msle'] },
  BinaryCrossentropy: { arguments: { ...metric, from_logits: 'flag', label_smoothing: 'number' }, aliases: ['bce'] },
  CategoricalCrossentropy: { arguments: { ...metric, ...smoothed } },
  SparseCategoricalCrossentropy: { arguments: { ...metric, ...sparse } },
  KLDivergence: { arguments: metric, aliases: ['kld', 'kullback_leibler_divergence'] },
  Poisson: { arguments: metric },
  Hinge: { arguments: metric },
} as const satisfies { [name: string]: Supported };

/** Metrics that Keras chooses by the shapes of labels and output. */
export const shortMetrics = { accuracy: 'accuracy', acc: 'accuracy', crossentropy: 'crossentropy', ce: 'crossentropy' } as const;

export type OptimizerName = keyof typeof optimizers;
export type LossName = keyof typeof losses;
export type MetricName = keyof typeof metrics;
