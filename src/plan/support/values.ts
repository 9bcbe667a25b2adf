import type { Supported } from './accepted';
import { inert, none } from './accepted';

const takesNothing = { arguments: {} } as const;

/** Activations, by Keras's names (https://keras.io/api/layers/activations/). Those that are not here are refused. */
export const activations = {
  linear: takesNothing,
  relu: takesNothing,
  relu6: takesNothing,
  elu: takesNothing,
  selu: takesNothing,
  sigmoid: takesNothing,
  softmax: takesNothing,
  softplus: takesNothing,
  softsign: takesNothing,
  tanh: takesNothing,
  gelu: takesNothing,
  silu: { arguments: {}, aliases: ['swish'] },
  mish: takesNothing,
  log_softmax: takesNothing,
} as const satisfies { [name: string]: Supported };

const seed = { seed: 'integer?' } as const;
const fans = { ...seed, input_axes: none, output_axes: none } as const;

/** Initializers of weights (https://keras.io/api/layers/initializers/). Random numbers are of the same distribution, not the same. */
export const initializers = {
  Zeros: takesNothing,
  Ones: takesNothing,
  Constant: { arguments: { value: 'number' } },
  Identity: { arguments: { gain: 'number' }, aliases: ['IdentityInitializer'] },
  GlorotUniform: { arguments: fans },
  GlorotNormal: { arguments: fans },
  HeUniform: { arguments: fans },
  HeNormal: { arguments: fans },
  LecunUniform: { arguments: fans },
  LecunNormal: { arguments: fans },
  RandomNormal: { arguments: { mean: 'number', stddev: 'number', ...seed }, aliases: ['normal'] },
  RandomUniform: { arguments: { minval: 'number', maxval: 'number', ...seed }, aliases: ['uniform'] },
  TruncatedNormal: { arguments: { mean: 'number', stddev: 'number', ...seed } },
  VarianceScaling: {
    arguments: {
      scale: 'number',
      mode: { only: ['fan_in', 'fan_out', 'fan_avg'] },
      distribution: { only: ['truncated_normal', 'uniform'] },
      ...fans,
    },
  },
  Orthogonal: { arguments: { gain: 'number', ...seed }, aliases: ['OrthogonalInitializer'] },
} as const satisfies { [name: string]: Supported };

/** Regularizers of weights (https://keras.io/api/layers/regularizers/). */
export const regularizers = {
  L1: { arguments: { l1: 'number' } },
  L2: { arguments: { l2: 'number' } },
  L1L2: { arguments: { l1: 'number', l2: 'number' } },
} as const satisfies { [name: string]: Supported };

export type ActivationName = keyof typeof activations;
export type InitializerName = keyof typeof initializers;
export type RegularizerName = keyof typeof regularizers;

/** Names of layers, losses and optimizers are for people. */
export const nameOnly = inert('a name');
