import * as tfjs from '@tensorflow/tfjs-layers';
import type { Json } from '../../plan/plan';
import { conv1d } from './causal-conv1d';
import { activation, type Conversion, ignored, initializer, only, pair, plain, regularizer } from './config';
import { makeGru } from './gru';
import { batchNormalization, layerNormalization } from './normalization';
import { cropping1d, elu, identity, spatialDropout2d, subtract, upSampling1d, zeroPadding1d } from './stateless-layers';

type Layer = tfjs.layers.Layer;

/** A Keras layer class as tfjs makes it. */
export interface TrainableLayer {
  make(config: { [name: string]: unknown }): Layer;
  /** Parameters of Keras's constructor that are understood. */
  parameters: { [parameter: string]: Conversion };
  /** Keras's defaults where tfjs has others. */
  defaults: { [parameter: string]: Json };
}

// Every factory has a config type of its own; what goes in is made by the row's conversions.
type Factory = (config: never) => Layer;

const common: TrainableLayer['parameters'] = {
  name: ignored,
  trainable: plain,
  dtype: only(null, 'float32'),
  input_shape: ignored,
  batch_input_shape: ignored,
  input_dim: ignored,
  input_length: ignored,
  batch_size: ignored,
};

const row = (make: Factory, parameters: TrainableLayer['parameters'] = {}, defaults: TrainableLayer['defaults'] = {}): TrainableLayer => ({
  make: make as TrainableLayer['make'],
  parameters: { ...common, ...parameters },
  defaults,
});

const kernel = { kernel_initializer: initializer, kernel_regularizer: regularizer, kernel_constraint: only(null) };
const bias = { use_bias: plain, bias_initializer: initializer, bias_regularizer: regularizer, bias_constraint: only(null) };
const output = { activation, activity_regularizer: only(null) };
const glorot = { kernel_initializer: 'glorot_uniform' };
const channelsLast = only(null, 'channels_last');

/** tfjs has no gradient of a dilated convolution. */
const undilated = only(1, [1], [1, 1], [1, 1, 1]);
const ungrouped = only(1);

const convolution = (make: Factory): TrainableLayer =>
  row(
    make,
    {
      filters: plain,
      kernel_size: plain,
      strides: plain,
      padding: plain,
      data_format: channelsLast,
      dilation_rate: undilated,
      groups: ungrouped,
      ...kernel,
      ...bias,
      ...output,
    },
    glorot,
  );

const pooling = (make: Factory): TrainableLayer =>
  row(make, { pool_size: plain, strides: plain, padding: plain, data_format: channelsLast });
const globalPooling = (make: Factory): TrainableLayer => row(make, { data_format: channelsLast, keepdims: only(false) });

const recurrent = {
  units: plain,
  activation,
  ...kernel,
  recurrent_initializer: initializer,
  recurrent_regularizer: regularizer,
  recurrent_constraint: only(null),
  ...bias,
  activity_regularizer: only(null),
  dropout: plain,
  recurrent_dropout: plain,
  return_sequences: plain,
  return_state: only(false),
  go_backwards: plain,
  stateful: only(false),
  unroll: ignored,
  use_cudnn: ignored,
  seed: ignored,
};
const recurrentDefaults = { ...glorot, recurrent_initializer: 'orthogonal' };

const merging = (make: Factory, parameters: TrainableLayer['parameters'] = {}): TrainableLayer => row(make, parameters);
const { layers } = tfjs;

/** Keras layer classes that can be trained here, with the parameters that are understood. */
export const layerTable: { [className: string]: TrainableLayer } = {
  Dense: row(layers.dense, { units: plain, ...kernel, ...bias, ...output, lora_rank: only(null) }, glorot),
  Activation: row(layers.activation, { activation }),
  Dropout: row(layers.dropout, { rate: plain, noise_shape: only(null), seed: ignored }),
  SpatialDropout1D: row(layers.spatialDropout1d, { rate: plain, seed: ignored }),
  GaussianNoise: row(layers.gaussianNoise, { stddev: plain, seed: ignored }),
  GaussianDropout: row(layers.gaussianDropout, { rate: plain, seed: ignored }),
  AlphaDropout: row(layers.alphaDropout, { rate: plain, noise_shape: only(null), seed: ignored }),
  Flatten: row(layers.flatten, { data_format: channelsLast }),
  Reshape: row(layers.reshape, { target_shape: plain }),
  Permute: row(layers.permute, { dims: plain }),
  RepeatVector: row(layers.repeatVector, { n: plain }),
  Masking: row(layers.masking, { mask_value: plain }),
  Embedding: row(
    layers.embedding,
    {
      ...common,
      input_dim: plain,
      output_dim: plain,
      embeddings_initializer: initializer,
      embeddings_regularizer: regularizer,
      embeddings_constraint: only(null),
      mask_zero: plain,
      lora_rank: only(null),
    },
    { embeddings_initializer: 'uniform' },
  ),
  Rescaling: row(layers.rescaling, { scale: plain, offset: plain }),

  Conv1D: convolution(conv1d),
  Conv2D: convolution(layers.conv2d),
  Conv3D: convolution(layers.conv3d),
  Conv2DTranspose: convolution(layers.conv2dTranspose),
  SeparableConv2D: row(
    layers.separableConv2d,
    {
      ...convolution(layers.conv2d).parameters,
      depth_multiplier: plain,
      depthwise_initializer: initializer,
      pointwise_initializer: initializer,
      depthwise_regularizer: regularizer,
      pointwise_regularizer: regularizer,
    },
    { depthwise_initializer: 'glorot_uniform', pointwise_initializer: 'glorot_uniform' },
  ),
  DepthwiseConv2D: row(
    layers.depthwiseConv2d,
    {
      kernel_size: plain,
      strides: plain,
      padding: plain,
      depth_multiplier: plain,
      data_format: channelsLast,
      dilation_rate: undilated,
      depthwise_initializer: initializer,
      depthwise_regularizer: regularizer,
      ...bias,
      ...output,
    },
    { depthwise_initializer: 'glorot_uniform' },
  ),
  UpSampling2D: row(layers.upSampling2d, { size: pair, data_format: channelsLast, interpolation: plain }),
  ZeroPadding2D: row(layers.zeroPadding2d, { padding: plain, data_format: channelsLast }),
  Cropping2D: row(layers.cropping2D, { cropping: plain, data_format: channelsLast }),

  MaxPooling1D: pooling(layers.maxPooling1d),
  MaxPooling2D: pooling(layers.maxPooling2d),
  MaxPooling3D: pooling(layers.maxPooling3d),
  AveragePooling1D: pooling(layers.averagePooling1d),
  AveragePooling2D: pooling(layers.averagePooling2d),
  AveragePooling3D: pooling(layers.averagePooling3d),
  GlobalMaxPooling1D: globalPooling(layers.globalMaxPooling1d as Factory),
  GlobalMaxPooling2D: globalPooling(layers.globalMaxPooling2d as Factory),
  GlobalAveragePooling1D: globalPooling(layers.globalAveragePooling1d as Factory),
  GlobalAveragePooling2D: globalPooling(layers.globalAveragePooling2d as Factory),

  BatchNormalization: row(batchNormalization, {
    axis: plain,
    momentum: plain,
    epsilon: plain,
    center: plain,
    scale: plain,
    beta_initializer: initializer,
    gamma_initializer: initializer,
    moving_mean_initializer: initializer,
    moving_variance_initializer: initializer,
    beta_regularizer: regularizer,
    gamma_regularizer: regularizer,
    synchronized: only(false),
    renorm: only(false),
  }),
  LayerNormalization: row(layerNormalization, {
    axis: plain,
    epsilon: plain,
    center: plain,
    scale: plain,
    rms_scaling: only(false),
    beta_initializer: initializer,
    gamma_initializer: initializer,
    beta_regularizer: regularizer,
    gamma_regularizer: regularizer,
  }),

  ReLU: row(layers.reLU, { max_value: plain, negative_slope: only(0), threshold: only(0) }),
  LeakyReLU: row(config => layers.leakyReLU({ alpha: 0.3, ...(config as object) }), { negative_slope: plain, alpha: plain }),
  ELU: row(elu, { alpha: plain }),
  PReLU: row(layers.prelu, {
    alpha_initializer: initializer,
    alpha_regularizer: regularizer,
    alpha_constraint: only(null),
    shared_axes: plain,
  }),
  Softmax: row(layers.softmax, { axis: plain }),

  SimpleRNN: row(layers.simpleRNN, recurrent, recurrentDefaults),
  LSTM: row(
    layers.lstm,
    { ...recurrent, recurrent_activation: activation, unit_forget_bias: plain },
    { ...recurrentDefaults, recurrent_activation: 'sigmoid' },
  ),

  GRU: row(
    makeGru,
    {
      ...recurrent,
      recurrent_activation: activation,
      reset_after: plain,
      dropout: only(0),
      recurrent_dropout: only(0),
      recurrent_regularizer: only(null),
    },
    { ...recurrentDefaults, recurrent_activation: 'sigmoid' },
  ),

  Identity: row(identity),
  SpatialDropout2D: row(spatialDropout2d, { rate: plain, data_format: channelsLast, seed: ignored }),
  UpSampling1D: row(upSampling1d, { size: plain }),
  ZeroPadding1D: row(zeroPadding1d, { padding: plain, data_format: channelsLast }),
  Cropping1D: row(cropping1d, { cropping: plain }),

  Subtract: merging(subtract),
  Add: merging(layers.add as Factory),
  Average: merging(layers.average as Factory),
  Maximum: merging(layers.maximum as Factory),
  Minimum: merging(layers.minimum as Factory),
  Multiply: merging(layers.multiply as Factory),
  Concatenate: merging(layers.concatenate, { axis: plain }),
  Dot: merging(layers.dot, { axes: plain, normalize: plain }),
};

/** Other names that Keras exports a class under. */
export const layerAliases: { [alias: string]: string } = {
  MaxPool1D: 'MaxPooling1D',
  MaxPool2D: 'MaxPooling2D',
  MaxPool3D: 'MaxPooling3D',
  AvgPool1D: 'AveragePooling1D',
  AvgPool2D: 'AveragePooling2D',
  AvgPool3D: 'AveragePooling3D',
  GlobalMaxPool1D: 'GlobalMaxPooling1D',
  GlobalMaxPool2D: 'GlobalMaxPooling2D',
  GlobalAvgPool1D: 'GlobalAveragePooling1D',
  GlobalAvgPool2D: 'GlobalAveragePooling2D',
  Convolution1D: 'Conv1D',
  Convolution2D: 'Conv2D',
  Convolution3D: 'Conv3D',
};
