import type { Json } from '../plan';
import { type Accepted, none } from './accepted';
import { bias, channelsLast, glorot, kernel, output, row, windowPadding } from './layer-row';

const undilated = { only: [1, [1], [1, 1], [1, 1, 1]] } as const;

const convolution = <const P extends Accepted>(padding: P) =>
  row(
    {
      filters: 'count',
      kernel_size: 'integers',
      strides: 'integers',
      padding,
      data_format: channelsLast,
      dilation_rate: 'integers',
      groups: 'count',
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
    padding: windowPadding,
    output_padding: none,
    data_format: channelsLast,
    dilation_rate: undilated,
    ...kernel,
    ...bias,
    ...output,
  },
  { defaults: glorot },
);
const perChannel = {
  kernel_size: 'integers',
  strides: 'integers',
  padding: windowPadding,
  depth_multiplier: 'count',
  data_format: channelsLast,
  dilation_rate: undilated,
  depthwise_initializer: 'initializer',
  depthwise_regularizer: 'regularizer?',
  depthwise_constraint: none,
  ...bias,
  ...output,
} as const;
const depthwiseOnly = row(perChannel, { defaults: { depthwise_initializer: 'glorot_uniform' } });
const separable = row(
  {
    filters: 'count',
    ...perChannel,
    pointwise_initializer: 'initializer',
    pointwise_regularizer: 'regularizer?',
    pointwise_constraint: none,
  },
  { defaults: { depthwise_initializer: 'glorot_uniform', pointwise_initializer: 'glorot_uniform' } },
);
const pooling = row({ pool_size: 'integers', strides: 'integers?', padding: windowPadding, data_format: channelsLast });
const globalPooling = row({ data_format: channelsLast, keepdims: 'flag' });

const noCropping: Json = [
  [0, 0],
  [0, 0],
];
/** Layers that move a window over steps, images or volumes, and those that make these larger or smaller. */
export const convolutionSupport = {
  Conv1D: convolution({ only: ['valid', 'same', 'causal'] }),
  Conv2D: convolution(windowPadding),
  Conv3D: convolution(windowPadding),
  Conv1DTranspose: transposed,
  Conv2DTranspose: transposed,
  SeparableConv1D: separable,
  SeparableConv2D: separable,
  DepthwiseConv1D: depthwiseOnly,
  DepthwiseConv2D: depthwiseOnly,
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
  GlobalMaxPooling3D: globalPooling,
  GlobalAveragePooling1D: { ...globalPooling, mask: 'uses' },
  GlobalAveragePooling2D: globalPooling,
  GlobalAveragePooling3D: globalPooling,
} as const;
