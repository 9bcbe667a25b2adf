import type { Value } from '../../../values/value';
import { channelsOf, type Network, type NetworkWriter } from './writer';

const NORM = { epsilon: 1.001e-5 } as const;
const RELU = { activation: 'relu' } as const;
const ONE_AROUND = [
  [1, 1],
  [1, 1],
] as const;
const THREE_AROUND = [
  [3, 3],
  [3, 3],
] as const;
const NAMES = { avg: 'avg_pool', max: 'max_pool' } as const;

function stem(write: NetworkWriter, input: Value, isPreactivated: boolean): Value {
  const start = write.chain(
    input,
    ['ZeroPadding2D', { padding: THREE_AROUND, name: 'conv1_pad' }],
    ['Conv2D', { filters: 64, kernel_size: 7, strides: 2, use_bias: true, name: 'conv1_conv' }],
  );
  const active = isPreactivated
    ? start
    : write.chain(start, ['BatchNormalization', { ...NORM, name: 'conv1_bn' }], ['Activation', { ...RELU, name: 'conv1_relu' }]);
  return write.chain(
    active,
    ['ZeroPadding2D', { padding: ONE_AROUND, name: 'pool1_pad' }],
    ['MaxPooling2D', { pool_size: 3, strides: 2, name: 'pool1_pool' }],
  );
}

function blockV1(write: NetworkWriter, x: Value, filters: number, stride: number, widens: boolean, name: string): Value {
  const shortcut = widens
    ? write.chain(
        x,
        ['Conv2D', { filters: 4 * filters, kernel_size: 1, strides: stride, name: `${name}_0_conv` }],
        ['BatchNormalization', { ...NORM, name: `${name}_0_bn` }],
      )
    : x;
  const result = write.chain(
    x,
    ['Conv2D', { filters, kernel_size: 1, strides: stride, name: `${name}_1_conv` }],
    ['BatchNormalization', { ...NORM, name: `${name}_1_bn` }],
    ['Activation', { ...RELU, name: `${name}_1_relu` }],
    ['Conv2D', { filters, kernel_size: 3, padding: 'same', name: `${name}_2_conv` }],
    ['BatchNormalization', { ...NORM, name: `${name}_2_bn` }],
    ['Activation', { ...RELU, name: `${name}_2_relu` }],
    ['Conv2D', { filters: 4 * filters, kernel_size: 1, name: `${name}_3_conv` }],
    ['BatchNormalization', { ...NORM, name: `${name}_3_bn` }],
  );
  const sum = write.layer('Add', { name: `${name}_add` }, shortcut, result);
  return write.layer('Activation', { ...RELU, name: `${name}_out` }, sum);
}

function blockV2(write: NetworkWriter, x: Value, filters: number, stride: number, widens: boolean, name: string): Value {
  const active = write.chain(
    x,
    ['BatchNormalization', { ...NORM, name: `${name}_preact_bn` }],
    ['Activation', { ...RELU, name: `${name}_preact_relu` }],
  );
  const small = stride > 1 ? write.layer('MaxPooling2D', { pool_size: 1, strides: stride }, x) : x;
  const shortcut = widens
    ? write.layer('Conv2D', { filters: 4 * filters, kernel_size: 1, strides: stride, name: `${name}_0_conv` }, active)
    : small;
  const result = write.chain(
    active,
    ['Conv2D', { filters, kernel_size: 1, strides: 1, use_bias: false, name: `${name}_1_conv` }],
    ['BatchNormalization', { ...NORM, name: `${name}_1_bn` }],
    ['Activation', { ...RELU, name: `${name}_1_relu` }],
    ['ZeroPadding2D', { padding: ONE_AROUND, name: `${name}_2_pad` }],
    ['Conv2D', { filters, kernel_size: 3, strides: stride, use_bias: false, name: `${name}_2_conv` }],
    ['BatchNormalization', { ...NORM, name: `${name}_2_bn` }],
    ['Activation', { ...RELU, name: `${name}_2_relu` }],
    ['Conv2D', { filters: 4 * filters, kernel_size: 1, name: `${name}_3_conv` }],
  );
  return write.layer('Add', { name: `${name}_out` }, shortcut, result);
}

const FILTERS = [64, 128, 256, 512];

/** https://keras.io/api/applications/resnet/ with so many blocks in each stack. */
export const resNet =
  (...counts: readonly number[]): Network =>
  (write, input, options) => {
    const map = counts.reduce<Value>(
      (stack, blocks, i) => {
        const name = `conv${i + 2}`;
        return Array.from({ length: blocks }).reduce<Value>(
          (x, _, block) => blockV1(write, x, FILTERS[i], block === 0 && i > 0 ? 2 : 1, block === 0, `${name}_block${block + 1}`),
          stack,
        );
      },
      stem(write, input, false),
    );
    return write.end(map, options, NAMES);
  };

/** The second version: activated before each convolution, and made smaller by the last block of a stack. */
export const resNetV2 =
  (...counts: readonly number[]): Network =>
  (write, input, options) => {
    const map = counts.reduce<Value>(
      (stack, blocks, i) => {
        const last = i < counts.length - 1 ? 2 : 1;
        return Array.from({ length: blocks }).reduce<Value>(
          (x, _, block) => blockV2(write, x, FILTERS[i], block === blocks - 1 ? last : 1, block === 0, `conv${i + 2}_block${block + 1}`),
          stack,
        );
      },
      stem(write, input, true),
    );
    const active = write.chain(map, ['BatchNormalization', { ...NORM, name: 'post_bn' }], ['Activation', { ...RELU, name: 'post_relu' }]);
    return write.end(active, options, NAMES);
  };

/** https://keras.io/api/applications/densenet/ */
export const denseNet =
  (...counts: readonly number[]): Network =>
  (write, input, options) => {
    const start = write.chain(
      input,
      ['ZeroPadding2D', { padding: THREE_AROUND }],
      ['Conv2D', { filters: 64, kernel_size: 7, strides: 2, use_bias: false, name: 'conv1_conv' }],
      ['BatchNormalization', { ...NORM, name: 'conv1_bn' }],
      ['Activation', { ...RELU, name: 'conv1_relu' }],
      ['ZeroPadding2D', { padding: ONE_AROUND }],
      ['MaxPooling2D', { pool_size: 3, strides: 2, name: 'pool1' }],
    );
    const map = counts.reduce<Value>((stack, blocks, i) => {
      const grown = Array.from({ length: blocks }).reduce<Value>((x, _, block) => grow(write, x, `conv${i + 2}_block${block + 1}`), stack);
      return i < counts.length - 1 ? halved(write, grown, `pool${i + 2}`) : grown;
    }, start);
    const active = write.chain(map, ['BatchNormalization', { ...NORM, name: 'bn' }], ['Activation', { ...RELU, name: 'relu' }]);
    return write.end(active, options, NAMES);
  };

function grow(write: NetworkWriter, x: Value, name: string): Value {
  const more = write.chain(
    x,
    ['BatchNormalization', { ...NORM, name: `${name}_0_bn` }],
    ['Activation', { ...RELU, name: `${name}_0_relu` }],
    ['Conv2D', { filters: 128, kernel_size: 1, use_bias: false, name: `${name}_1_conv` }],
    ['BatchNormalization', { ...NORM, name: `${name}_1_bn` }],
    ['Activation', { ...RELU, name: `${name}_1_relu` }],
    ['Conv2D', { filters: 32, kernel_size: 3, padding: 'same', use_bias: false, name: `${name}_2_conv` }],
  );
  return write.layer('Concatenate', { name: `${name}_concat` }, x, more);
}

function halved(write: NetworkWriter, x: Value, name: string): Value {
  return write.chain(
    x,
    ['BatchNormalization', { ...NORM, name: `${name}_bn` }],
    ['Activation', { ...RELU, name: `${name}_relu` }],
    ['Conv2D', { filters: Math.trunc(channelsOf(x) * 0.5), kernel_size: 1, use_bias: false, name: `${name}_conv` }],
    ['AveragePooling2D', { pool_size: 2, strides: 2, name: `${name}_pool` }],
  );
}
