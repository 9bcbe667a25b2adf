import type { Json } from '../plan';
import { type Accepted, inert, none, off, type Supported, type SupportedArguments } from './accepted';
import { nameOnly } from './values';

/** A layer class that can be trained. */
export interface LayerSupport extends Supported {
  /** Keras's defaults that the worker has to say, since the engines have others. */
  readonly defaults?: { readonly [parameter: string]: Json };
  /** Classes that the layer inside a wrapper may have. */
  readonly inner?: readonly string[];
  /** Axes that its input has to have, the batch included, where Keras leaves that to the first batch. */
  readonly rank?: number;
  /** It draws random numbers, which the worker seeds. */
  readonly draws?: true;
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

const drawn = inert('random numbers are drawn with the seed of the run');
const kernel = { kernel_initializer: 'initializer', kernel_regularizer: 'regularizer?', kernel_constraint: none } as const;
const bias = { use_bias: 'flag', bias_initializer: 'initializer', bias_regularizer: 'regularizer?', bias_constraint: none } as const;
const output = { activation: 'activation?', activity_regularizer: none } as const;
const quantized = { lora_rank: none, lora_alpha: none, quantization_config: none } as const;
const glorot = { kernel_initializer: 'glorot_uniform' } as const;
const channelsLast = { only: [null, 'channels_last'] } as const;
const window = { only: ['valid', 'same'] } as const;
const undilated = { only: [1, [1], [1, 1], [1, 1, 1]] } as const;

type Columns = Omit<LayerSupport, 'arguments'>;
const row = <const P extends SupportedArguments, const C extends Columns>(
  parameters: P,
  columns?: C,
): { arguments: typeof everyLayer & P } & C => ({
  ...(columns as C),
  arguments: { ...everyLayer, ...parameters },
});

const convolution = <const P extends Accepted>(padding: P) =>
  row(
    {
      filters: 'count',
      kernel_size: 'integers',
      strides: 'integers',
      padding,
      data_format: channelsLast,
      dilation_rate: undilated,
      groups: { only: [1] },
      ...kernel,
      ...bias,
      ...output,
    },
    { defaults: glorot },
  );
const transposed = row(
  {
    filters: 'count',
    kernel_size: 'integers',
    strides: 'integers',
    padding: window,
    output_padding: none,
    data_format: channelsLast,
    dilation_rate: undilated,
    ...kernel,
    ...bias,
    ...output,
  },
  { defaults: glorot },
);
const depthwise = {
  depth_multiplier: 'count',
  depthwise_initializer: 'initializer',
  depthwise_regularizer: 'regularizer?',
  depthwise_constraint: none,
} as const;
const pooling = row({ pool_size: 'integers', strides: 'integers?', padding: window, data_format: channelsLast });
const globalPooling = row({ data_format: channelsLast, keepdims: off });

const recurrent = {
  units: 'count',
  activation: 'activation?',
  ...kernel,
  recurrent_initializer: 'initializer',
  recurrent_regularizer: 'regularizer?',
  recurrent_constraint: none,
  ...bias,
  activity_regularizer: none,
  dropout: 'number',
  recurrent_dropout: 'number',
  return_sequences: 'flag',
  return_state: off,
  go_backwards: 'flag',
  stateful: off,
  unroll: inert('a way to compute the same'),
  seed: drawn,
} as const satisfies SupportedArguments;
const cudnn = { use_cudnn: inert('a way to compute the same') } as const;
const recurrentDefaults = { ...glorot, recurrent_initializer: 'orthogonal' } as const;
const gated = { defaults: { ...recurrentDefaults, recurrent_activation: 'sigmoid' }, mask: 'uses' } as const;

const noCropping: Json = [
  [0, 0],
  [0, 0],
];
const merging = row({}, { mask: 'merges' });
const noise = { seed: drawn } as const;

/** Keras lets masks through layers that prepare images. */
const image = { mask: 'passes', rank: 4 } as const;
const drawing = { ...image, draws: true } as const;
const movement = {
  fill_mode: { only: ['reflect', 'constant', 'wrap', 'nearest'] },
  interpolation: { only: ['bilinear', 'nearest'] },
  fill_value: 'number',
  data_format: channelsLast,
  ...noise,
} as const satisfies SupportedArguments;

/** Keras's layer classes that can be trained (https://keras.io/api/layers/). */
export const supportedLayers = {
  Dense: row({ units: 'count', ...kernel, ...bias, ...output, ...quantized }, { defaults: glorot, mask: 'passes' }),
  Activation: row({ activation: 'activation' }, { mask: 'passes' }),
  Dropout: row({ rate: 'number', noise_shape: none, ...noise }, { mask: 'passes' }),
  SpatialDropout1D: row({ rate: 'number', ...noise }, { mask: 'passes' }),
  SpatialDropout2D: row({ rate: 'number', data_format: channelsLast, ...noise }, { mask: 'passes' }),
  GaussianNoise: row({ stddev: 'number', ...noise }, { mask: 'passes' }),
  GaussianDropout: row({ rate: 'number', ...noise }, { mask: 'passes' }),
  AlphaDropout: row({ rate: 'number', noise_shape: none, ...noise }, { mask: 'passes' }),
  Identity: row({}, { mask: 'passes' }),
  Flatten: row({ data_format: channelsLast }),
  Reshape: row({ target_shape: 'shape' }),
  Permute: row({ dims: 'shape' }),
  RepeatVector: row({ n: 'count' }),
  Masking: row({ mask_value: 'number' }, { mask: 'makes' }),
  Embedding: row(
    {
      input_dim: 'count',
      output_dim: 'count',
      embeddings_initializer: 'initializer',
      embeddings_regularizer: 'regularizer?',
      embeddings_constraint: none,
      mask_zero: 'flag',
      weights: none,
      ...quantized,
    },
    { defaults: { embeddings_initializer: 'uniform' }, mask: 'makes' },
  ),
  Resizing: row(
    {
      height: 'count',
      width: 'count',
      interpolation: { only: ['bilinear', 'nearest'] },
      crop_to_aspect_ratio: off,
      pad_to_aspect_ratio: off,
      fill_mode: inert('used with pad_to_aspect_ratio only'),
      fill_value: inert('used with pad_to_aspect_ratio only'),
      antialias: off,
      data_format: channelsLast,
    },
    image,
  ),
  RandomFlip: row({ mode: { only: ['horizontal', 'vertical', 'horizontal_and_vertical'] }, ...noise, data_format: channelsLast }, drawing),
  RandomRotation: row({ factor: 'factor', ...movement }, drawing),
  RandomZoom: row({ height_factor: 'factor', width_factor: 'factor?', ...movement }, drawing),
  RandomTranslation: row({ height_factor: 'factor', width_factor: 'factor', ...movement }, drawing),
  RandomContrast: row({ factor: 'factor', value_range: 'range', ...noise }, drawing),
  RandomBrightness: row({ factor: 'factor', value_range: 'range', ...noise }, drawing),
  Rescaling: row({ scale: 'number', offset: 'number' }, { mask: 'passes' }),

  Conv1D: convolution({ only: ['valid', 'same', 'causal'] }),
  Conv2D: convolution(window),
  Conv3D: convolution(window),
  Conv2DTranspose: transposed,
  SeparableConv2D: row(
    {
      filters: 'count',
      kernel_size: 'integers',
      strides: 'integers',
      padding: window,
      data_format: channelsLast,
      dilation_rate: undilated,
      ...depthwise,
      pointwise_initializer: 'initializer',
      pointwise_regularizer: 'regularizer?',
      pointwise_constraint: none,
      ...bias,
      ...output,
    },
    { defaults: { depthwise_initializer: 'glorot_uniform', pointwise_initializer: 'glorot_uniform' } },
  ),
  DepthwiseConv2D: row(
    {
      kernel_size: 'integers',
      strides: 'integers',
      padding: window,
      data_format: channelsLast,
      dilation_rate: undilated,
      ...depthwise,
      ...bias,
      ...output,
    },
    { defaults: { depthwise_initializer: 'glorot_uniform' } },
  ),
  UpSampling1D: row({ size: 'count' }),
  UpSampling2D: row({ size: 'pair', data_format: channelsLast, interpolation: { only: ['nearest'] } }),
  ZeroPadding1D: row({ padding: 'integers', data_format: channelsLast }),
  ZeroPadding2D: row({ padding: 'sides', data_format: channelsLast }),
  Cropping1D: row({ cropping: 'integers' }),
  Cropping2D: row({ cropping: 'sides', data_format: channelsLast }, { defaults: { cropping: noCropping } }),

  MaxPooling1D: pooling,
  MaxPooling2D: pooling,
  MaxPooling3D: pooling,
  AveragePooling1D: pooling,
  AveragePooling2D: pooling,
  AveragePooling3D: pooling,
  GlobalMaxPooling1D: globalPooling,
  GlobalMaxPooling2D: globalPooling,
  GlobalAveragePooling1D: { ...globalPooling, mask: 'uses' },
  GlobalAveragePooling2D: globalPooling,

  BatchNormalization: row(
    {
      axis: 'integer',
      momentum: 'number',
      epsilon: 'number',
      center: 'flag',
      scale: 'flag',
      beta_initializer: 'initializer',
      gamma_initializer: 'initializer',
      moving_mean_initializer: 'initializer',
      moving_variance_initializer: 'initializer',
      beta_regularizer: 'regularizer?',
      gamma_regularizer: 'regularizer?',
      beta_constraint: none,
      gamma_constraint: none,
      synchronized: inert('there is one replica'),
      renorm: off,
      renorm_clipping: none,
      renorm_momentum: inert('used with renorm only'),
    },
    { mask: 'passes' },
  ),
  LayerNormalization: row(
    {
      axis: 'axes',
      epsilon: 'number',
      center: 'flag',
      scale: 'flag',
      rms_scaling: off,
      beta_initializer: 'initializer',
      gamma_initializer: 'initializer',
      beta_regularizer: 'regularizer?',
      gamma_regularizer: 'regularizer?',
      beta_constraint: none,
      gamma_constraint: none,
    },
    { mask: 'passes' },
  ),
  UnitNormalization: row({ axis: 'axes' }, { mask: 'passes' }),

  ReLU: row({ max_value: 'number?', negative_slope: { only: [0] }, threshold: { only: [0] } }, { mask: 'passes' }),
  LeakyReLU: row({ negative_slope: 'number', alpha: 'number' }, { mask: 'passes' }),
  ELU: row({ alpha: 'number' }, { mask: 'passes' }),
  PReLU: row(
    { alpha_initializer: 'initializer', alpha_regularizer: 'regularizer?', alpha_constraint: none, shared_axes: 'axes?' },
    { mask: 'passes' },
  ),
  Softmax: row({ axis: { only: [-1] } }, { mask: 'softens' }),

  SimpleRNN: row(recurrent, { defaults: recurrentDefaults, mask: 'uses' }),
  LSTM: row(
    { ...recurrent, ...cudnn, recurrent_activation: 'activation?', unit_forget_bias: 'flag' },
    { ...gated, defaults: { ...gated.defaults, unit_forget_bias: true } },
  ),
  GRU: row(
    {
      ...recurrent,
      ...cudnn,
      recurrent_activation: 'activation?',
      reset_after: 'flag',
      dropout: { only: [0] },
      recurrent_dropout: { only: [0] },
      recurrent_regularizer: none,
    },
    gated,
  ),
  Bidirectional: row(
    { layer: 'layer', merge_mode: { only: ['concat', 'sum', 'mul', 'ave'] }, weights: none, backward_layer: none },
    { inner: ['SimpleRNN', 'LSTM', 'GRU'], mask: 'uses' },
  ),
  TimeDistributed: row(
    { layer: 'layer' },
    { inner: ['Dense', 'Conv1D', 'Conv2D', 'MaxPooling1D', 'MaxPooling2D', 'Flatten', 'Activation'], mask: 'passes' },
  ),

  Add: merging,
  Subtract: merging,
  Multiply: merging,
  Average: merging,
  Maximum: merging,
  Minimum: merging,
  Concatenate: row({ axis: 'integer' }, { mask: 'joins' }),
  Dot: row({ axes: 'integers', normalize: 'flag' }),
} as const satisfies { [className: string]: LayerSupport };

export type LayerClass = keyof typeof supportedLayers;

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
