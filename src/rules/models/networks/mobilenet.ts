import type { Value } from '../../../values/value';
import { channelsOf, divisible, type Network, type NetworkWriter, padBefore } from './writer';

const RELU6 = { max_value: 6.0 } as const;

/** Filters and stride of each block. */
const first: readonly (readonly [filters: number, stride: number])[] = [
  [64, 1],
  [128, 2],
  [128, 1],
  [256, 2],
  [256, 1],
  [512, 2],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [1024, 2],
  [1024, 1],
];

/** https://keras.io/api/applications/mobilenet/ */
export const mobileNet: Network = (write, input, options) => {
  const [alpha = 1, multiplier = 1, dropout = 1e-3] = ['alpha', 'depth_multiplier', 'dropout'].map(name => options.number(name));
  const start = write.chain(
    input,
    ['Conv2D', { filters: Math.trunc(32 * alpha), kernel_size: 3, padding: 'same', use_bias: false, strides: 2, name: 'conv1' }],
    ['BatchNormalization', { name: 'conv1_bn' }],
    ['ReLU', { ...RELU6, name: 'conv1_relu' }],
  );
  const map = first.reduce<Value>((x, [filters, stride], i) => {
    const id = i + 1;
    const padded =
      stride === 1
        ? x
        : write.layer(
            'ZeroPadding2D',
            {
              padding: [
                [0, 1],
                [0, 1],
              ],
              name: `conv_pad_${id}`,
            },
            x,
          );
    const padding = stride === 1 ? 'same' : 'valid';
    return write.chain(
      padded,
      [
        'DepthwiseConv2D',
        { kernel_size: 3, padding, depth_multiplier: multiplier, strides: stride, use_bias: false, name: `conv_dw_${id}` },
      ],
      ['BatchNormalization', { name: `conv_dw_${id}_bn` }],
      ['ReLU', { ...RELU6, name: `conv_dw_${id}_relu` }],
      ['Conv2D', { filters: Math.trunc(filters * alpha), kernel_size: 1, padding: 'same', use_bias: false, name: `conv_pw_${id}` }],
      ['BatchNormalization', { name: `conv_pw_${id}_bn` }],
      ['ReLU', { ...RELU6, name: `conv_pw_${id}_relu` }],
    );
  }, start);
  if (!options.top) return write.end(map, options);
  return write.chain(
    map,
    ['GlobalAveragePooling2D', { keepdims: true }],
    ['Dropout', { rate: dropout, name: 'dropout' }],
    ['Conv2D', { filters: options.classes, kernel_size: 1, padding: 'same', name: 'conv_preds' }],
    ['Reshape', { target_shape: [options.classes], name: 'reshape_2' }],
    ['Activation', { activation: options.activation, name: 'predictions' }],
  );
};

/** Filters, stride and expansion of each inverted residual block. */
const inverted: readonly (readonly [filters: number, stride: number, expansion: number])[] = [
  [16, 1, 1],
  [24, 2, 6],
  [24, 1, 6],
  [32, 2, 6],
  [32, 1, 6],
  [32, 1, 6],
  [64, 2, 6],
  [64, 1, 6],
  [64, 1, 6],
  [64, 1, 6],
  [96, 1, 6],
  [96, 1, 6],
  [96, 1, 6],
  [160, 2, 6],
  [160, 1, 6],
  [160, 1, 6],
  [320, 1, 6],
];

const NORM = { epsilon: 1e-3, momentum: 0.999 } as const;

function invertedBlock(write: NetworkWriter, input: Value, id: number, alpha: number): Value {
  const [wanted, stride, expansion] = inverted[id];
  const prefix = id === 0 ? 'expanded_conv_' : `block_${id}_`;
  const filters = divisible(Math.trunc(wanted * alpha));
  const channels = channelsOf(input);
  const wide =
    id === 0
      ? input
      : write.chain(
          input,
          ['Conv2D', { filters: expansion * channels, kernel_size: 1, padding: 'same', use_bias: false, name: `${prefix}expand` }],
          ['BatchNormalization', { ...NORM, name: `${prefix}expand_BN` }],
          ['ReLU', { ...RELU6, name: `${prefix}expand_relu` }],
        );
  const padded = stride === 1 ? wide : write.layer('ZeroPadding2D', { padding: padBefore(wide, 3), name: `${prefix}pad` }, wide);
  const result = write.chain(
    padded,
    [
      'DepthwiseConv2D',
      { kernel_size: 3, strides: stride, use_bias: false, padding: stride === 1 ? 'same' : 'valid', name: `${prefix}depthwise` },
    ],
    ['BatchNormalization', { ...NORM, name: `${prefix}depthwise_BN` }],
    ['ReLU', { ...RELU6, name: `${prefix}depthwise_relu` }],
    ['Conv2D', { filters, kernel_size: 1, padding: 'same', use_bias: false, name: `${prefix}project` }],
    ['BatchNormalization', { ...NORM, name: `${prefix}project_BN` }],
  );
  return channels === filters && stride === 1 ? write.layer('Add', { name: `${prefix}add` }, input, result) : result;
}

/** https://keras.io/api/applications/mobilenet/#mobilenetv2-function */
export const mobileNetV2: Network = (write, input, options) => {
  const alpha = options.number('alpha') ?? 1;
  const start = write.chain(
    input,
    ['Conv2D', { filters: divisible(32 * alpha), kernel_size: 3, strides: [2, 2], padding: 'same', use_bias: false, name: 'Conv1' }],
    ['BatchNormalization', { ...NORM, name: 'bn_Conv1' }],
    ['ReLU', { ...RELU6, name: 'Conv1_relu' }],
  );
  const blocks = inverted.reduce<Value>((x, _, id) => invertedBlock(write, x, id, alpha), start);
  const map = write.chain(
    blocks,
    ['Conv2D', { filters: alpha > 1 ? divisible(1280 * alpha) : 1280, kernel_size: 1, use_bias: false, name: 'Conv_1' }],
    ['BatchNormalization', { ...NORM, name: 'Conv_1_bn' }],
    ['ReLU', { ...RELU6, name: 'out_relu' }],
  );
  return write.end(map, options);
};
