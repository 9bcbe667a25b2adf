import type { Value } from '../../../values/value';
import { divisible, type Network, type NetworkWriter, padBefore } from './writer';

/** Window, repeats, filters in and out, expansion and stride of each stage. */
const stages: readonly (readonly [kernel: number, repeats: number, from: number, to: number, expansion: number, stride: number])[] = [
  [3, 1, 32, 16, 1, 1],
  [3, 2, 16, 24, 6, 2],
  [5, 2, 24, 40, 6, 2],
  [3, 3, 40, 80, 6, 2],
  [5, 3, 80, 112, 6, 1],
  [5, 4, 112, 192, 6, 2],
  [3, 1, 192, 320, 6, 1],
];
/** Share of examples that skip the last block in training. */
const DROPPED = 0.2;
/** Share of its inputs that a block's squeezed vector has. */
const SQUEEZED = 0.25;
const DEVIATIONS = [0.229, 0.224, 0.225];

const SWISH = { activation: 'swish' } as const;

interface Block {
  readonly name: string;
  readonly kernel: number;
  readonly from: number;
  readonly to: number;
  readonly expansion: number;
  readonly stride: number;
  readonly dropped: number;
}

function block(write: NetworkWriter, input: Value, { name, kernel, from, to, expansion, stride, dropped }: Block, drawn: Value): Value {
  const filters = from * expansion;
  const plain = { padding: 'same', use_bias: false, kernel_initializer: drawn } as const;
  const wide =
    expansion === 1
      ? input
      : write.chain(
          input,
          ['Conv2D', { filters, kernel_size: 1, ...plain, name: `${name}expand_conv` }],
          ['BatchNormalization', { name: `${name}expand_bn` }],
          ['Activation', { ...SWISH, name: `${name}expand_activation` }],
        );
  const padded = stride === 1 ? wide : write.layer('ZeroPadding2D', { padding: padBefore(wide, kernel), name: `${name}dwconv_pad` }, wide);
  const x = write.chain(
    padded,
    [
      'DepthwiseConv2D',
      {
        kernel_size: kernel,
        strides: stride,
        padding: stride === 1 ? 'same' : 'valid',
        use_bias: false,
        depthwise_initializer: drawn,
        name: `${name}dwconv`,
      },
    ],
    ['BatchNormalization', { name: `${name}bn` }],
    ['Activation', { ...SWISH, name: `${name}activation` }],
  );
  const share = write.chain(
    x,
    ['GlobalAveragePooling2D', { name: `${name}se_squeeze` }],
    ['Reshape', { target_shape: [1, 1, filters], name: `${name}se_reshape` }],
    [
      'Conv2D',
      {
        filters: Math.max(1, Math.trunc(from * SQUEEZED)),
        kernel_size: 1,
        padding: 'same',
        ...SWISH,
        kernel_initializer: drawn,
        name: `${name}se_reduce`,
      },
    ],
    ['Conv2D', { filters, kernel_size: 1, padding: 'same', activation: 'sigmoid', kernel_initializer: drawn, name: `${name}se_expand` }],
  );
  const result = write.chain(
    write.layer('Multiply', { name: `${name}se_excite` }, x, share),
    ['Conv2D', { filters: to, kernel_size: 1, ...plain, name: `${name}project_conv` }],
    ['BatchNormalization', { name: `${name}project_bn` }],
  );
  if (stride !== 1 || from !== to) return result;
  const kept = dropped > 0 ? write.layer('Dropout', { rate: dropped, noise_shape: [null, 1, 1, 1], name: `${name}drop` }, result) : result;
  return write.layer('Add', { name: `${name}add` }, kept, input);
}

/** Every block of the network, in order. */
function blocksOf(width: number, depth: number): Block[] {
  const round = (filters: number): number => divisible(filters * width);
  const all = stages.flatMap(([kernel, repeats, from, to, expansion, stride], stage) =>
    Array.from({ length: Math.ceil(depth * repeats) }, (_, place) => ({
      name: `block${stage + 1}${String.fromCharCode(97 + place)}_`,
      kernel,
      from: round(place === 0 ? from : to),
      to: round(to),
      expansion,
      stride: place === 0 ? stride : 1,
    })),
  );
  return all.map((one, place) => ({ ...one, dropped: (DROPPED * place) / all.length }));
}

/** https://keras.io/api/applications/efficientnet/ of a width and depth, which drops `rate` before its top. */
export const efficientNet =
  (width: number, depth: number, rate: number): Network =>
  (write, input, options) => {
    const drawn = write.initializer('VarianceScaling', { scale: 2, mode: 'fan_out', distribution: 'truncated_normal' });
    const scaled = write.chain(input, ['Rescaling', { scale: 1 / 255 }], ['Normalization', {}]);
    const fed = options.pretrained ? write.layer('Rescaling', { scale: DEVIATIONS.map(one => 1 / Math.sqrt(one)) }, scaled) : scaled;
    const start = write.chain(
      fed,
      ['ZeroPadding2D', { padding: padBefore(fed, 3), name: 'stem_conv_pad' }],
      [
        'Conv2D',
        {
          filters: divisible(32 * width),
          kernel_size: 3,
          strides: 2,
          padding: 'valid',
          use_bias: false,
          kernel_initializer: drawn,
          name: 'stem_conv',
        },
      ],
      ['BatchNormalization', { name: 'stem_bn' }],
      ['Activation', { ...SWISH, name: 'stem_activation' }],
    );
    const blocks = blocksOf(width, depth).reduce<Value>((x, one) => block(write, x, one, drawn), start);
    const map = write.chain(
      blocks,
      [
        'Conv2D',
        { filters: divisible(1280 * width), kernel_size: 1, padding: 'same', use_bias: false, kernel_initializer: drawn, name: 'top_conv' },
      ],
      ['BatchNormalization', { name: 'top_bn' }],
      ['Activation', { ...SWISH, name: 'top_activation' }],
    );
    if (!options.top) return write.end(map, options, { avg: 'avg_pool', max: 'max_pool' });
    const spread = write.initializer('VarianceScaling', { scale: 1 / 3, mode: 'fan_out', distribution: 'uniform' });
    return write.chain(
      map,
      ['GlobalAveragePooling2D', { name: 'avg_pool' }],
      ['Dropout', { rate, name: 'top_dropout' }],
      ['Dense', { units: options.classes, activation: options.activation, kernel_initializer: spread, name: 'predictions' }],
    );
  };
