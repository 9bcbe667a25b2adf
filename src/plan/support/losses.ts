import type { Supported, SupportedArguments } from './accepted';
import { nameOnly } from './values';

const loss = {
  reduction: { only: ['sum_over_batch_size', 'mean', 'sum', 'mean_with_sample_weight'] },
  name: nameOnly,
  dtype: { only: [null, 'float32'] },
} as const satisfies SupportedArguments;
const lastAxis = { axis: { only: [-1] } } as const;
const smoothed = { from_logits: 'flag', label_smoothing: 'number', ...lastAxis } as const;

/** Losses (https://keras.io/api/losses/). */
export const losses = {
  MeanSquaredError: { arguments: loss, aliases: ['mse'] },
  MeanAbsoluteError: { arguments: loss, aliases: ['mae'] },
  MeanAbsolutePercentageError: { arguments: loss, aliases: ['mape'] },
  MeanSquaredLogarithmicError: { arguments: loss, aliases: ['msle'] },
  CosineSimilarity: { arguments: { ...loss, axis: 'integer' } },
  Huber: { arguments: { ...loss, delta: 'number' } },
  LogCosh: { arguments: loss },
  Hinge: { arguments: loss },
  SquaredHinge: { arguments: loss },
  CategoricalHinge: { arguments: loss },
  KLDivergence: { arguments: loss, aliases: ['kld', 'kullback_leibler_divergence'] },
  Poisson: { arguments: loss },
  BinaryCrossentropy: { arguments: { ...loss, ...smoothed }, aliases: ['bce'] },
  BinaryFocalCrossentropy: {
    arguments: { ...loss, ...smoothed, apply_class_balancing: 'flag', alpha: 'number', gamma: 'number' },
  },
  CategoricalCrossentropy: { arguments: { ...loss, ...smoothed } },
  CategoricalFocalCrossentropy: { arguments: { ...loss, ...smoothed, alpha: 'numbers', gamma: 'number' } },
  SparseCategoricalCrossentropy: { arguments: { ...loss, from_logits: 'flag', ignore_class: 'integer?', ...lastAxis } },
  CategoricalGeneralizedCrossEntropy: { arguments: { ...loss, q: 'number' } },
  Dice: { arguments: { ...loss, axis: 'axes?' } },
  Tversky: { arguments: { ...loss, alpha: 'number', beta: 'number', axis: 'axes?' } },
} as const satisfies { [name: string]: Supported };

export type LossName = keyof typeof losses;

/** Whether a loss takes class ids instead of one value for every class. */
export const takesClassIds: readonly string[] = [
  'SparseCategoricalCrossentropy',
  'CategoricalGeneralizedCrossEntropy',
] satisfies LossName[];
