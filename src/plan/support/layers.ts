import { inert, none, off, type SupportedArguments, tensor } from './accepted';
import { attentionSupport } from './attention-layers';
import { convolutionSupport } from './convolution-layers';
import { bias, channelsLast, drawn, glorot, kernel, type LayerSupport, noise, output, row } from './layer-row';

const quantized = { lora_rank: none, lora_alpha: none, quantization_config: none } as const;

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
  return_state: 'flag',
  go_backwards: 'flag',
  stateful: off,
  unroll: inert('a way to compute the same'),
  seed: drawn,
} as const satisfies SupportedArguments;
const cudnn = { use_cudnn: inert('a way to compute the same') } as const;
const recurrentDefaults = { ...glorot, recurrent_initializer: 'orthogonal' } as const;
const overSteps = {
  mask: 'uses',
  call: { inputs: tensor('tensor'), initial_state: tensor('any'), mask: none, training: 'flag?' },
} as const;
const gated = { ...overSteps, defaults: { ...recurrentDefaults, recurrent_activation: 'sigmoid' } } as const;

const merging = row({}, { mask: 'merges' });

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
  Dropout: row({ rate: 'number', noise_shape: 'sizes?', ...noise }, { mask: 'passes' }),
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
  CenterCrop: row({ height: 'count', width: 'count', data_format: channelsLast }, { rank: 4 }),
  RandomCrop: row({ height: 'count', width: 'count', ...noise, data_format: channelsLast }, { rank: 4, draws: true }),
  RandomFlip: row({ mode: { only: ['horizontal', 'vertical', 'horizontal_and_vertical'] }, ...noise, data_format: channelsLast }, drawing),
  RandomRotation: row({ factor: 'factor', ...movement }, drawing),
  RandomZoom: row({ height_factor: 'factor', width_factor: 'factor?', ...movement }, drawing),
  RandomTranslation: row({ height_factor: 'factor', width_factor: 'factor', ...movement }, drawing),
  RandomContrast: row({ factor: 'factor', value_range: 'range', ...noise }, drawing),
  RandomBrightness: row({ factor: 'factor', value_range: 'range', ...noise }, drawing),
  Rescaling: row({ scale: 'number', offset: 'number' }, { mask: 'passes', perPixel: true }),

  ...convolutionSupport,

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
  GroupNormalization: row(
    {
      groups: 'integer',
      axis: { only: [-1] },
      epsilon: 'number',
      center: 'flag',
      scale: 'flag',
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

  ...attentionSupport,

  SimpleRNN: row(recurrent, { ...overSteps, defaults: recurrentDefaults }),
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
