import { inert, none, off, type SupportedArguments } from './accepted';

/** Arguments of a layer's call besides what goes in. */
export const layerCall = { inputs: 'part', training: 'flag?', mask: none } as const satisfies SupportedArguments;

/** Arguments of `self.add_weight` in a layer of the program. */
export const addWeight = {
  shape: 'shape',
  initializer: 'initializer',
  regularizer: 'regularizer?',
  trainable: 'flag',
  dtype: { only: [null, 'float32'] },
  name: 'text?',
  constraint: none,
  autocast: inert('there is one dtype'),
  aggregation: inert('there is one replica'),
  synchronization: inert('there is one replica'),
} as const satisfies SupportedArguments;

/** Arguments of keras.Input. */
export const modelInput = {
  shape: 'part',
  batch_size: inert('batches are as large as the data gives them'),
  batch_shape: 'part',
  dtype: 'part',
  name: 'part',
  sparse: { only: [null, false] },
  ragged: { only: [null, false] },
  tensor: none,
  optional: off,
} as const satisfies SupportedArguments;
