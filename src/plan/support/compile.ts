import { inert, type SupportedArguments } from './accepted';

const runs = inert('how a step is run');

/** Arguments of Model.compile (https://keras.io/api/models/model_training_apis/). */
export const compileArguments = {
  optimizer: 'part',
  loss: 'part',
  metrics: 'part',
  loss_weights: 'part',
  weighted_metrics: 'part',
  run_eagerly: runs,
  steps_per_execution: runs,
  jit_compile: runs,
  auto_scale_loss: inert('used with mixed precision only'),
} as const satisfies SupportedArguments;
