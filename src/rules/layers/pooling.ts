import { type Dim, printBatch, printShape } from '../../tensor/shape';
import type { TensorType } from '../../tensor/type';
import { asBool, asString } from '../../values/read';
import { UNKNOWN, type Value } from '../../values/value';
import type { Call } from '../core/rule';
import { numbers, refusesDataFormat, refusesTuple } from './arguments';
import { forEachRank, type LayerCall, type LayerRule, type LayerTable } from './layer';
import { refused, refuseInput } from './refuse';
import { dataFormat, places, spatialAxes, spatialOf, spatialShape } from './spatial';

const pool =
  (rank: number) =>
  (call: LayerCall): TensorType | Value => {
    const { config, inputs } = call;
    if (inputs.kind !== 'tensor') return UNKNOWN;
    const [{ shape, dtype }] = call.types;
    const format = dataFormat(config, call.call.session);
    const result = call.symbolic ? call.compute : dtype;
    if (shape === null || format === undefined) return { shape: null, dtype: result };
    const spatial = spatialOf(shape, format);
    const sizes = pooled(call, spatial.sizes, rank);
    return sizes === undefined ? refused : { shape: spatialShape({ ...spatial, sizes }, format), dtype: result };
  };

/** Sizes after pooling; undefined, with a report, where nothing is left. */
function pooled(call: LayerCall, sizes: readonly Dim[], rank: number): readonly Dim[] | undefined {
  const { config } = call;
  const window = numbers(config.get('pool_size'), rank);
  const strides = config.get('strides').kind === 'none' ? window : numbers(config.get('strides'), rank);
  const padding = asString(config.get('padding'));
  // Unlike convolutions, pooling takes the name of the padding as it is, until TensorFlow itself gets it.
  const name = call.symbolic ? padding : padding?.toLowerCase();
  const known = name === 'valid' || name === 'same' ? name : undefined;
  if (call.symbolic && padding !== undefined && known === undefined) {
    refuseInput(
      call,
      'layer-argument',
      `takes "valid" or "same" for padding, but has '${padding}'.`,
      `Argument \`padding\` must be either 'valid' or 'same'. Received: padding=${padding}`,
      { onlyKeras3: ['valid', 'same'].includes(padding.toLowerCase()) },
    );
    return undefined;
  }
  const result = sizes.map((size, axis) => places(size, { size: window[axis], stride: strides[axis], dilation: 1 }, known));
  const empty = result.findIndex(size => size !== null && size <= 0);
  if (empty < 0) return result;
  refuseInput(
    call,
    'layer-output-size',
    `pools over ${window[empty]}, which is more than the ${sizes[empty]} of ${printBatch(call.types[0].shape)}: nothing is left. Use a smaller pool_size, padding="same", or fewer layers that shrink the input before it.`,
    `Computed output size would be zero or negative. Received: \`inputs.shape=${printShape(call.types[0].shape)}\`, \`padding=${padding}\`.`,
  );
  return undefined;
}

const windows = (rank: number, alias: string): LayerRule => ({
  aliases: [alias],
  oneInput: true,
  takes: { rank: rank + 2 },
  axes: spatialAxes(rank),
  pools: 'windows',
  construct: (call: Call) =>
    refusesTuple(call, 'pool_size', rank) || refusesTuple(call, 'strides', rank, { zero: true, none: true }) || refusesDataFormat(call),
  call: pool(rank),
});

const everything = (rank: number, alias: string): LayerRule => ({
  aliases: [alias],
  oneInput: true,
  takes: { rank: rank + 2 },
  axes: { 2: ['channel'], ...spatialAxes(rank) },
  pools: 'everything',
  construct: refusesDataFormat,
  call: call => {
    const { config, inputs } = call;
    if (inputs.kind !== 'tensor') return UNKNOWN;
    const [{ shape, dtype }] = call.types;
    const format = dataFormat(config, call.call.session);
    const keep = asBool(config.get('keepdims'));
    const result = call.symbolic ? call.compute : dtype;
    if (shape === null || format === undefined || keep === undefined) return { shape: null, dtype: result };
    const spatial = spatialOf(shape, format);
    if (!keep) return { shape: [spatial.batch, spatial.channels], dtype: result };
    return { shape: spatialShape({ ...spatial, sizes: spatial.sizes.map(() => 1) }, format), dtype: result };
  },
});

/** Pools to an output of a given size, whatever goes in. */
const adaptive = (rank: number): LayerRule => ({
  axes: spatialAxes(rank),
  construct: call => refusesTuple(call, 'output_size', rank) || refusesDataFormat(call),
  call: call => {
    const { config, inputs } = call;
    if (inputs.kind !== 'tensor') return UNKNOWN;
    const [{ shape }] = call.types;
    const format = dataFormat(config, call.call.session);
    // Without numbers any rank passes.
    if (shape === null || format === undefined || shape.length === 0 || (!call.symbolic && shape.length !== rank + 2))
      return { shape: null, dtype: call.compute };
    const sizes = numbers(config.get('output_size'), rank);
    if (shape.length < 3)
      return { shape: format === 'channels_last' ? [shape[0], ...sizes, shape[shape.length - 1]] : null, dtype: call.compute };
    return { shape: spatialShape({ ...spatialOf(shape, format), sizes }, format), dtype: call.compute };
  },
});

/** https://keras.io/api/layers/pooling_layers/ */
export const poolingLayers: LayerTable = {
  ...forEachRank('MaxPooling', rank => windows(rank, `MaxPool${rank}D`)),
  ...forEachRank('AveragePooling', rank => windows(rank, `AvgPool${rank}D`)),
  ...forEachRank('GlobalMaxPooling', rank => everything(rank, `GlobalMaxPool${rank}D`)),
  ...forEachRank('GlobalAveragePooling', rank => ({ ...everything(rank, `GlobalAvgPool${rank}D`), vectorOf: rank + 2 })),
  ...forEachRank('AdaptiveMaxPooling', adaptive),
  ...forEachRank('AdaptiveAveragePooling', adaptive),
};
