import * as tfjs from '@tensorflow/tfjs-layers';
import type { LayerClass } from '../../plan/support/layers';
import { randomBrightness, randomContrast, randomFlip, randomRotation, randomTranslation, randomZoom } from './augmentation';
import { makeGru } from './gru';
import { additiveAttention, attention, multiHeadAttention } from './layers/attention';
import { conv1d, conv1dTranspose, conv2d, conv3d, depthwiseConv1d, separableConv1d } from './layers/convolution';
import { centerCrop, randomCrop } from './layers/cropping';
import { globalAveragePooling, globalAveragePooling1d, globalMaxPooling } from './layers/global-pooling';
import { groupNormalization } from './layers/group-normalization';
import { batchNormalization, layerNormalization } from './normalization';
import {
  cropping1d,
  elu,
  flatten,
  identity,
  multiply,
  resizing,
  spatialDropout2d,
  subtract,
  unitNormalization,
  upSampling1d,
  zeroPadding1d,
} from './stateless-layers';

type Layer = tfjs.layers.Layer;

// Every factory has a config type of its own; what goes in is made of the plan, by the table that types this one.
type Factory = (config: never) => Layer;
const { layers } = tfjs;

/** How tfjs makes each Keras layer class that can be trained; what the classes take is in plan/support/layers.ts. */
const factories: { readonly [className in LayerClass]: Factory } = {
  Dense: layers.dense,
  Activation: layers.activation,
  Dropout: layers.dropout,
  SpatialDropout1D: layers.spatialDropout1d,
  SpatialDropout2D: spatialDropout2d,
  GaussianNoise: layers.gaussianNoise,
  GaussianDropout: layers.gaussianDropout,
  AlphaDropout: layers.alphaDropout,
  Identity: identity,
  Flatten: flatten,
  Reshape: layers.reshape,
  Permute: layers.permute,
  RepeatVector: layers.repeatVector,
  Masking: layers.masking,
  Embedding: layers.embedding,
  Rescaling: layers.rescaling,
  Resizing: resizing,
  CenterCrop: centerCrop,
  RandomCrop: randomCrop,
  RandomFlip: randomFlip,
  RandomRotation: randomRotation,
  RandomZoom: randomZoom,
  RandomTranslation: randomTranslation,
  RandomContrast: randomContrast,
  RandomBrightness: randomBrightness,

  Conv1D: conv1d,
  Conv2D: conv2d,
  Conv3D: conv3d,
  Conv1DTranspose: conv1dTranspose,
  Conv2DTranspose: layers.conv2dTranspose,
  SeparableConv1D: separableConv1d,
  SeparableConv2D: layers.separableConv2d,
  DepthwiseConv1D: depthwiseConv1d,
  DepthwiseConv2D: layers.depthwiseConv2d,
  UpSampling1D: upSampling1d,
  UpSampling2D: layers.upSampling2d,
  ZeroPadding1D: zeroPadding1d,
  ZeroPadding2D: layers.zeroPadding2d,
  Cropping1D: cropping1d,
  Cropping2D: layers.cropping2D,

  MaxPooling1D: layers.maxPooling1d,
  MaxPooling2D: layers.maxPooling2d,
  MaxPooling3D: layers.maxPooling3d,
  AveragePooling1D: layers.averagePooling1d,
  AveragePooling2D: layers.averagePooling2d,
  AveragePooling3D: layers.averagePooling3d,
  GlobalMaxPooling1D: globalMaxPooling,
  GlobalMaxPooling2D: globalMaxPooling,
  GlobalMaxPooling3D: globalMaxPooling,
  GlobalAveragePooling1D: globalAveragePooling1d,
  GlobalAveragePooling2D: globalAveragePooling,
  GlobalAveragePooling3D: globalAveragePooling,

  BatchNormalization: batchNormalization,
  LayerNormalization: layerNormalization,
  GroupNormalization: groupNormalization,
  UnitNormalization: unitNormalization,

  ReLU: layers.reLU,
  LeakyReLU: ({ negativeSlope, alpha = negativeSlope ?? 0.3, ...config }: { [name: string]: unknown }) =>
    layers.leakyReLU({ ...config, alpha: Number(alpha) }),
  ELU: elu,
  PReLU: layers.prelu,
  Softmax: layers.softmax,

  MultiHeadAttention: multiHeadAttention,
  Attention: attention,
  AdditiveAttention: additiveAttention,

  SimpleRNN: layers.simpleRNN,
  LSTM: layers.lstm,
  GRU: makeGru,
  Bidirectional: ({ mergeMode = 'concat', ...config }: { [name: string]: unknown }) =>
    layers.bidirectional({ ...config, mergeMode } as never),
  TimeDistributed: layers.timeDistributed,

  Add: layers.add as Factory,
  Subtract: subtract,
  Multiply: multiply,
  Average: layers.average as Factory,
  Maximum: layers.maximum as Factory,
  Minimum: layers.minimum as Factory,
  Concatenate: layers.concatenate,
  Dot: layers.dot,
};

export const layerTable = factories as { readonly [className in LayerClass]: (config: object) => Layer };
