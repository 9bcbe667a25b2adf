import type { OptimizerName } from '../../../plan/support/optimizers';
import { adafactor, ftrl, lamb, lion, nadam } from './more-update-rules';
import { adadelta, adagrad, adam, adamax, type OptimizerSettings, type RuleMaker, rmsprop, sgd } from './update-rules';

const moments = { learning_rate: 0.001, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 };

/** Keras's optimizers with Keras's defaults (https://keras.io/api/optimizers/). */
export const updateRules: { readonly [name in OptimizerName]: { defaults: OptimizerSettings; rule: RuleMaker } } = {
  SGD: { defaults: { learning_rate: 0.01, momentum: 0 }, rule: sgd },
  Adam: { defaults: moments, rule: adam },
  AdamW: { defaults: { ...moments, weight_decay: 0.004 }, rule: adam },
  Adamax: { defaults: moments, rule: adamax },
  Nadam: { defaults: moments, rule: nadam },
  Lamb: { defaults: moments, rule: lamb },
  Lion: { defaults: { learning_rate: 0.001, beta_1: 0.9, beta_2: 0.99 }, rule: lion },
  RMSprop: { defaults: { learning_rate: 0.001, rho: 0.9, momentum: 0, epsilon: 1e-7 }, rule: rmsprop },
  Adagrad: { defaults: { learning_rate: 0.001, initial_accumulator_value: 0.1, epsilon: 1e-7 }, rule: adagrad },
  Adadelta: { defaults: { learning_rate: 0.001, rho: 0.95, epsilon: 1e-7 }, rule: adadelta },
  Adafactor: {
    defaults: { learning_rate: 0.001, beta_2_decay: -0.8, epsilon_1: 1e-30, epsilon_2: 0.001, clip_threshold: 1 },
    rule: adafactor,
  },
  Ftrl: {
    defaults: {
      learning_rate: 0.001,
      learning_rate_power: -0.5,
      initial_accumulator_value: 0.1,
      l1_regularization_strength: 0,
      l2_regularization_strength: 0,
      l2_shrinkage_regularization_strength: 0,
      beta: 0,
    },
    rule: ftrl,
  },
};
