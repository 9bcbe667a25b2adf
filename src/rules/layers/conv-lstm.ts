import { type Dim, printBatch, type Shape } from '../../tensor/shape';
import { asBool, asInt, asString } from '../../values/read';
import { UNKNOWN } from '../../values/value';
import { numbers, refusesActivation, refusesDataFormat, refusesNotPositive, refusesTuple, refusesWord } from './arguments';
import { convolved } from './convolution';
import { forEachRank, type LayerCall, type LayerRule, type LayerTable, single } from './layer';
import { withStates } from './recurrent';
import { refused, refuseInput, refusesNone } from './refuse';
import { channelAxis, type DataFormat, dataFormat, spatialOf, spatialShape } from './spatial';
import { product, sum, trainable } from './weights';

/** The weights are made for sizes that are all known, but for the number of steps. */
function refusesOpen(call: LayerCall, shape: readonly Dim[], step: readonly Dim[], format: DataFormat): boolean {
  const axis = format === 'channels_last' ? -1 : 2;
  if (refusesNone(call, shape, axis, 'The channel dimension of the inputs (last axis) should be defined. Found None.')) return true;
  if (!call.exact || !spatialOf(step, format).sizes.includes(null)) return false;
  const says = `needs images of a fixed size, but gets ${printBatch(shape)}.`;
  return refuseInput(call, 'layer-input-shape', says, 'ConvLSTM layers only support static input shapes for the spatial dimension.', {
    onlyKeras3: true,
  });
}

const row = (rank: number): LayerRule => ({
  takes: { rank: rank + 3 },
  construct: call =>
    ['kernel_size', 'strides', 'dilation_rate'].some(name => refusesTuple(call, name, rank)) ||
    refusesWord(call, 'padding', ['valid', 'same']) ||
    refusesDataFormat(call) ||
    refusesNotPositive(call, 'filters') ||
    refusesActivation(call) ||
    refusesActivation(call, 'recurrent_activation'),
  call: call => {
    const input = single(call);
    if (input === undefined) return UNKNOWN;
    const { shape } = input;
    const format = dataFormat(call.config, call.call.session);
    const all = asBool(call.config.get('return_sequences'));
    if (shape === null || format === undefined || all === undefined) return withStates(call, null, [null, null]);
    const [batch, steps, ...rest] = shape;
    const step = [batch, ...rest];
    if (refusesOpen(call, shape, step, format)) return refused;
    const spatial = spatialOf(step, format);
    const sizes = convolved(call, spatial.sizes, rank);
    if (sizes === undefined) return refused;
    const channels = asInt(call.config.get('filters')) ?? null;
    const state: Shape = spatialShape({ batch, sizes, channels }, format);
    const output = all && state !== null ? [batch, steps, ...state.slice(1)] : state;
    return withStates(call, output, [state, state]);
  },
  weights: ({ config, shapes: [shape] }) => {
    const filters = asInt(config.get('filters')) ?? null;
    const kernel = product(...numbers(config.get('kernel_size'), rank));
    const channels = shape?.at(asString(config.get('data_format')) === 'channels_first' ? 2 : channelAxis('channels_last')) ?? null;
    const bias = asBool(config.get('use_bias'));
    if (bias === undefined) return null;
    const gates = product(4, filters);
    return sum(trainable(product(kernel, channels, gates)), trainable(product(kernel, filters, gates)), trainable(bias ? gates : 0));
  },
});

/** https://keras.io/api/layers/recurrent_layers/conv_lstm2d/ and its kin. */
export const convLstmLayers: LayerTable = forEachRank('ConvLSTM', row);
