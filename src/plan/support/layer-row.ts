import type { Json } from '../plan';
import { inert, none, type Supported, type SupportedArguments } from './accepted';
import { nameOnly } from './values';

/** A layer class that can be trained. */
export interface LayerSupport extends Supported {
  /** Keras's defaults that the worker has to say, since the engines have others. */
  readonly defaults?: { readonly [parameter: string]: Json };
  /** Classes that the layer inside a wrapper may have. */
  readonly inner?: readonly string[];
  /** Axes that its input has to have, the batch included, where Keras leaves that to the first batch. */
  readonly rank?: number;
  /** It does the same to an image alone as to each of a batch. */
  readonly perPixel?: true;
  /** It draws random numbers, which the worker seeds. */
  readonly draws?: true;
  /** Parameters of its `call` in their order, where it takes more than what goes in. */
  readonly call?: SupportedArguments;
  /** It takes the masks off what goes in, for whoever uses that afterwards. */
  readonly clearsMasks?: true;
  /** What it does with a mask. Keras drops that of a layer without it, and warns. */
  readonly mask?: MaskUse;
}

/** What a layer gives for a mask: the same one; what it makes of it, or of its inputs; one for several; or one where a softmax leaves out steps. */
export type MaskUse = 'passes' | 'uses' | 'makes' | 'merges' | 'joins' | 'softens';

const input = inert('what goes in is known from the data');
/** Arguments of every layer. */
export const everyLayer = {
  name: nameOnly,
  trainable: 'flag',
  dtype: { only: [null, 'float32'] },
  input_shape: input,
  batch_input_shape: input,
  input_dim: input,
  input_length: input,
  batch_size: input,
} as const satisfies SupportedArguments;

export const drawn = inert('random numbers are drawn with the seed of the run');
export const noise = { seed: drawn } as const;
export const kernel = { kernel_initializer: 'initializer', kernel_regularizer: 'regularizer?', kernel_constraint: none } as const;
export const bias = {
  use_bias: 'flag',
  bias_initializer: 'initializer',
  bias_regularizer: 'regularizer?',
  bias_constraint: none,
} as const;
export const output = { activation: 'activation?', activity_regularizer: none } as const;
export const glorot = { kernel_initializer: 'glorot_uniform' } as const;
export const channelsLast = { only: [null, 'channels_last'] } as const;
export const windowPadding = { only: ['valid', 'same'] } as const;

type Columns = Omit<LayerSupport, 'arguments'>;
export const row = <const P extends SupportedArguments, const C extends Columns>(
  parameters: P,
  columns?: C,
): { arguments: typeof everyLayer & P } & C => ({
  ...(columns as C),
  arguments: { ...everyLayer, ...parameters },
});
