import { inert, type Supported, type SupportedArguments } from './accepted';
import { nameOnly } from './values';

const optimizer = {
  learning_rate: 'learning rate',
  weight_decay: 'number?',
  clipnorm: 'number?',
  clipvalue: 'number?',
  global_clipnorm: 'number?',
  use_ema: 'flag',
  ema_momentum: 'number',
  ema_overwrite_frequency: 'count?',
  loss_scale_factor: inert('a scale that is taken back has no effect in float32'),
  gradient_accumulation_steps: 'count?',
  jit_compile: inert('how a step is run'),
  name: nameOnly,
} as const satisfies SupportedArguments;
const moments = { ...optimizer, beta_1: 'number', beta_2: 'number', epsilon: 'number' } as const;

/** Optimizers with Keras's defaults (https://keras.io/api/optimizers/). */
export const optimizers = {
  SGD: { arguments: { ...optimizer, momentum: 'number', nesterov: 'flag' } },
  Adam: { arguments: { ...moments, amsgrad: 'flag' } },
  AdamW: { arguments: { ...moments, weight_decay: 'number', amsgrad: 'flag' } },
  Adamax: { arguments: moments },
  Nadam: { arguments: moments },
  Lamb: { arguments: moments },
  Lion: { arguments: { ...optimizer, beta_1: 'number', beta_2: 'number' } },
  RMSprop: { arguments: { ...optimizer, rho: 'number', momentum: 'number', epsilon: 'number', centered: 'flag' } },
  Adagrad: { arguments: { ...optimizer, initial_accumulator_value: 'number', epsilon: 'number' } },
  Adadelta: { arguments: { ...optimizer, rho: 'number', epsilon: 'number' } },
  Adafactor: {
    arguments: {
      ...optimizer,
      beta_2_decay: 'number',
      epsilon_1: 'number',
      epsilon_2: 'number',
      clip_threshold: 'number',
      relative_step: 'flag',
    },
  },
  Ftrl: {
    arguments: {
      ...optimizer,
      learning_rate_power: 'number',
      initial_accumulator_value: 'number',
      l1_regularization_strength: 'number',
      l2_regularization_strength: 'number',
      l2_shrinkage_regularization_strength: 'number',
      beta: 'number',
    },
  },
} as const satisfies { [name: string]: Supported };

/** Arguments that every optimizer has. */
export const everyOptimizer: SupportedArguments = optimizer;

export type OptimizerName = keyof typeof optimizers;
