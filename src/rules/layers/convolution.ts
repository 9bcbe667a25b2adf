import { type Dim, printBatch, printShape, type Shape } from '../../tensor/shape';
import type { TensorType } from '../../tensor/type';
import { asBool, asInt, asString } from '../../values/read';
import { UNKNOWN, type Value } from '../../values/value';
import type { Call } from '../core/rule';
import { numbers, refuseArgument, refusesActivation, refusesDataFormat, refusesNotPositive, refusesTuple, refusesWord } from './arguments';
import type { Built, LayerCall, LayerRule, LayerTable, WeightCount } from './layer';
import { refused, refuseInput, refusesAxis, refusesNone } from './refuse';
import { channelAxis, dataFormat, places, spatialAxes, spatialOf, spatialShape } from './spatial';
import { product, sum, trainable } from './weights';
import { printValue } from './words';

type Kind = 'plain' | 'separable' | 'depthwise' | 'transpose';

/** Largest of the numbers that are known; undefined where the argument is not read. */
const largest = (call: Call, name: string, rank: number): number => Math.max(0, ...numbers(call.args.get(name), rank).map(n => n ?? 0));

/** Checks of the constructor (keras.src.layers.convolutional.base_conv and its kin). */
const construct =
  (kind: Kind, rank: number) =>
  (call: Call): boolean => {
    for (const name of ['kernel_size', 'strides', 'dilation_rate']) if (refusesTuple(call, name, rank)) return true;
    const words = kind === 'plain' && rank === 1 ? ['valid', 'same', 'causal'] : ['valid', 'same'];
    // Keras 2 takes the name of any convolution's padding.
    const onlyKeras3 = rank === 1 && asString(call.args.get('padding'))?.toLowerCase() === 'causal';
    if (refusesWord(call, 'padding', words, { onlyKeras3 }) || refusesDataFormat(call) || refusesActivation(call)) return true;
    if (kind !== 'depthwise' && refusesNotPositive(call, 'filters')) return true;
    if ((kind === 'depthwise' || kind === 'separable') && refusesNotPositive(call, 'depth_multiplier')) return true;
    if (kind === 'plain' && refusesGroups(call)) return true;
    if (kind === 'transpose' && refusesOutputPadding(call, rank)) return true;
    return (kind === 'plain' || kind === 'transpose') && refusesStridesWithDilation(call, rank);
  };

function refusesGroups(call: Call): boolean {
  const given = call.args.get('filters');
  const [filters, groups] = [asInt(given), asInt(call.args.get('groups'))];
  if (groups === undefined) return false;
  if (groups <= 0)
    return refuseArgument(call, 'groups', 'for groups an integer above zero', 'The number of groups must be a positive integer.');
  const odd = given.kind === 'float' && !Number.isInteger(given.value);
  if (!odd && (filters === undefined || filters % groups === 0)) return false;
  const keras = `The number of filters must be evenly divisible by the number of groups. Received: groups=${groups}, filters=${printValue(given)}.`;
  return refuseArgument(call, odd ? 'filters' : 'groups', 'a number of filters that the groups divide', keras, odd);
}

function refusesOutputPadding(call: Call, rank: number): boolean {
  if (refusesTuple(call, 'output_padding', rank, { zero: true, none: true })) return true;
  const strides = numbers(call.args.get('strides'), rank);
  const added = numbers(call.args.get('output_padding'), rank);
  const clashes = added.some((size, axis) => size !== null && strides[axis] !== null && size >= strides[axis]);
  const keras = '`output_padding` must be strictly less than `strides` for all dimensions.';
  return clashes && refuseArgument(call, 'output_padding', 'an output_padding below the strides', keras);
}

function refusesStridesWithDilation(call: Call, rank: number): boolean {
  if (largest(call, 'strides', rank) <= 1 || largest(call, 'dilation_rate', rank) <= 1) return false;
  const keras = '`strides > 1` not supported in conjunction with `dilation_rate > 1`.';
  return refuseArgument(call, 'dilation_rate', 'either strides above 1 or a dilation_rate above 1, not both', keras);
}

/** Channels that come out: the filters; of a depthwise convolution as many for each channel as `depth_multiplier` says. */
function channelsOut({ config }: LayerCall, kind: Kind, channels: Dim): Dim {
  if (kind !== 'depthwise') return asInt(config.get('filters')) ?? null;
  return product(channels, asInt(config.get('depth_multiplier')));
}

const convolve =
  (kind: Kind, rank: number) =>
  (call: LayerCall): TensorType | Value => {
    const { config, inputs } = call;
    if (inputs.kind !== 'tensor') return UNKNOWN;
    const { shape } = call.types[0];
    const format = dataFormat(config, call.call.session);
    if (shape === null || format === undefined) return { shape: null, dtype: call.compute };
    const axis = channelAxis(format);
    const spatial = spatialOf(shape, format);
    if (refusesAxis(call, shape, axis) || refusesChannels(call, shape, axis, kind, spatial.channels)) return refused;
    if (shape.length > rank + 2) return refusesMoreAxes(call, shape, kind, rank);
    const sizes = kind === 'transpose' ? upsampled(call, spatial.sizes, rank) : convolved(call, spatial.sizes, rank);
    if (sizes === undefined) return refused;
    return { shape: spatialShape({ ...spatial, sizes, channels: channelsOut(call, kind, spatial.channels) }, format), dtype: call.compute };
  };

const noneMessages: { readonly [kind in Kind]: string } = {
  plain: "unsupported operand type(s) for %: 'NoneType' and 'int'",
  separable: "unsupported operand type(s) for *: 'int' and 'NoneType'",
  depthwise: "unsupported operand type(s) for *: 'int' and 'NoneType'",
  transpose: 'Shapes used to initialize variables must be fully-defined (no `None` dimensions).',
};

function refusesChannels(call: LayerCall, shape: readonly Dim[], axis: number, kind: Kind, channels: Dim): boolean {
  if (refusesNone(call, shape, axis, noneMessages[kind])) return true;
  const groups = kind === 'plain' ? asInt(call.config.get('groups')) : undefined;
  if (groups === undefined || channels === null || groups <= 0 || channels % groups === 0) return false;
  return refuseInput(
    call,
    'layer-input-shape',
    `splits its input channels into ${groups} groups, but gets ${printBatch(shape)}, whose ${channels} channels cannot be split so.`,
    'The number of input channels must be evenly divisible by the number of groups.',
  );
}

/** More axes than the kernel has: Keras finds out when it makes the kernel. */
function refusesMoreAxes(call: LayerCall, shape: readonly Dim[], kind: Kind, rank: number): Value {
  // A transposed convolution of Keras 3 says nothing of use there, only that an index is out of range.
  const keras =
    kind === 'transpose'
      ? 'tuple index out of range'
      : `Kernel shape must have the same length as input, but received input of shape ${printShape(shape)}.`;
  refuseInput(
    call,
    'layer-input-rank',
    `takes inputs with ${rank + 2} axes, but gets ${printBatch(shape)}, which has ${shape.length}.`,
    keras,
    // Keras 2 takes them for further axes of the batch.
    { onlyKeras3: kind !== 'transpose' },
  );
  return refused;
}

/** Sizes after a convolution; undefined, with a report, where nothing is left. */
export function convolved(call: LayerCall, sizes: readonly Dim[], rank: number): readonly Dim[] | undefined {
  const { config } = call;
  const [kernel, strides, dilation] = ['kernel_size', 'strides', 'dilation_rate'].map(name => numbers(config.get(name), rank));
  const padding = asString(config.get('padding'))?.toLowerCase();
  const result = sizes.map((size, axis) => places(size, { size: kernel[axis], stride: strides[axis], dilation: dilation[axis] }, padding));
  const empty = result.findIndex(size => size !== null && size <= 0);
  if (empty < 0) return result;
  refuseInput(
    call,
    'layer-output-size',
    `has a kernel of ${kernel[empty]}${(dilation[empty] ?? 1) > 1 ? ` with a dilation of ${dilation[empty]}` : ''}, which is larger than the ${sizes[empty]} of ${printBatch(call.types[0].shape)} that it slides over: nothing is left. Use a smaller kernel, padding="same", or fewer pooling layers before it.`,
    `Computed output size would be zero or negative. Received \`inputs shape=${printShape(call.types[0].shape)}\`, \`strides=${printValue(config.get('strides'))}\`, \`padding=${padding}\`.`,
  );
  return undefined;
}

/** Sizes after a transposed convolution (keras.src.backend.common.backend_utils.compute_conv_transpose_output_shape). */
function upsampled({ config }: LayerCall, sizes: readonly Dim[], rank: number): readonly Dim[] {
  const [kernel, strides, dilation] = ['kernel_size', 'strides', 'dilation_rate'].map(name => numbers(config.get(name), rank));
  const given = config.get('output_padding');
  const extra = numbers(given, rank);
  const padding = asString(config.get('padding'))?.toLowerCase();
  return sizes.map((size, axis) => {
    const [window, stride, spread] = [kernel[axis], strides[axis], dilation[axis]];
    if (size === null || stride === null || padding === undefined) return null;
    if (given.kind === 'none' && padding === 'same') return size * stride;
    if (window === null || spread === null) return null;
    const reach = (window - 1) * spread + 1;
    const added = given.kind === 'none' ? Math.max(reach, stride) - reach : extra[axis];
    if (added === null) return null;
    return (size - 1) * stride + (padding === 'same' ? reach % 2 : reach) + added;
  });
}

const weights =
  (kind: Kind, rank: number) =>
  ({ config, shapes: [shape] }: Built): WeightCount | null => {
    const format = asString(config.get('data_format'));
    const channels = (format === 'channels_first' ? shape?.[1] : shape?.at(-1)) ?? null;
    const kernel = product(...numbers(config.get('kernel_size'), rank));
    const filters = asInt(config.get('filters')) ?? null;
    const multiplier = asInt(config.get('depth_multiplier')) ?? null;
    const bias = asBool(config.get('use_bias'));
    if (bias === undefined || config.get('lora_rank').kind !== 'none') return null;
    const out = kind === 'depthwise' ? product(multiplier, channels) : filters;
    const groups = kind === 'plain' ? (asInt(config.get('groups')) ?? null) : 1;
    const kernels: { readonly [of in Kind]: () => number | null } = {
      plain: () => product(kernel, channels !== null && groups !== null ? channels / groups : null, filters),
      transpose: () => product(kernel, channels, filters),
      depthwise: () => product(kernel, channels, multiplier),
      separable: () => add(product(kernel, channels, multiplier), product(multiplier, channels, filters)),
    };
    return sum(trainable(kernels[kind]()), trainable(bias ? out : 0));
  };

/** The kernel, and a bias. */
const weightShapes =
  (kind: Exclude<Kind, 'separable'>, rank: number) =>
  ({ config, shapes: [shape] }: Built): readonly Shape[] | null => {
    const channels = (asString(config.get('data_format')) === 'channels_first' ? shape?.[1] : shape?.at(-1)) ?? null;
    const window = numbers(config.get('kernel_size'), rank);
    const filters = asInt(config.get('filters')) ?? null;
    const multiplier = asInt(config.get('depth_multiplier')) ?? null;
    const bias = asBool(config.get('use_bias'));
    const groups = kind === 'plain' ? asInt(config.get('groups')) : 1;
    if (bias === undefined || config.get('lora_rank').kind !== 'none') return null;
    const ends: { readonly [of in typeof kind]: readonly Dim[] } = {
      plain: [channels === null || groups === undefined ? null : channels / groups, filters],
      transpose: [filters, channels],
      depthwise: [channels, multiplier],
    };
    return [[...window, ...ends[kind]], ...(bias ? [[kind === 'depthwise' ? product(multiplier, channels) : filters]] : [])];
  };

const add = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

const row = (kind: Kind, rank: number, oldName?: string): LayerRule => ({
  ...(oldName && { oldNames: [oldName] }),
  oneInput: true,
  takes: { min: rank + 2 },
  axes: spatialAxes(rank),
  construct: construct(kind, rank),
  call: convolve(kind, rank),
  ...(kind === 'separable' ? {} : { weightShapes: weightShapes(kind, rank) }),
  weights: weights(kind, rank),
});

/** https://keras.io/api/layers/convolution_layers/ */
export const convolutionLayers: LayerTable = {
  Conv1D: row('plain', 1, 'Convolution1D'),
  Conv2D: row('plain', 2, 'Convolution2D'),
  Conv3D: row('plain', 3, 'Convolution3D'),
  SeparableConv1D: row('separable', 1, 'SeparableConvolution1D'),
  SeparableConv2D: row('separable', 2, 'SeparableConvolution2D'),
  DepthwiseConv1D: row('depthwise', 1),
  DepthwiseConv2D: row('depthwise', 2),
  Conv1DTranspose: row('transpose', 1, 'Convolution1DTranspose'),
  Conv2DTranspose: row('transpose', 2, 'Convolution2DTranspose'),
  Conv3DTranspose: row('transpose', 3, 'Convolution3DTranspose'),
};
