import { type Dim, printBatch, printShape } from '../../tensor/shape';
import type { TensorType } from '../../tensor/type';
import { asBool, asString } from '../../values/read';
import { type InstanceValue, type TensorValue, tuple, UNKNOWN, type Value } from '../../values/value';
import { exactShape } from '../core/facts';
import { shortName } from '../core/names';
import type { Call } from '../core/rule';
import { tensor } from '../core/tensors';
import { refuseArgument } from './arguments';
import { cellOf } from './cells';
import { returnSequences } from './fixes';
import { inputRank, type LayerCall, type LayerRule, type LayerState, type LayerTable, layerState, single } from './layer';
import { ownMethod, ownState } from './own-state';
import { sequenceAxes } from './recurrent';
import { refused, refuseInput } from './refuse';
import { sum } from './weights';

const notLayers = new Set(['int', 'float', 'str', 'none', 'tuple', 'list', 'dict', 'bool', 'tensor']);

const refusesNoLayer = (call: Call): boolean =>
  notLayers.has(call.args.get('layer').kind) &&
  refuseArgument(
    call,
    'layer',
    'a layer to wrap',
    `Please initialize \`${shortName(call.api)}\` layer with a \`keras.layers.Layer\` instance.`,
  );

/** The tensor that the inner layer gives for one, or its results; the inner layer reports what it refuses. */
const inside = ({ call, config }: LayerCall, input: Value): Value => call.context.call(config.get('layer'), [input]);

/** Whether a layer asks for exactly so many axes as a shape has not. `TimeDistributed` does not ask it, so that the shape passes until numbers go through. */
function asksForOthers(layer: LayerState, shape: readonly Dim[]): boolean {
  const wanted = inputRank(layer);
  return wanted !== undefined && 'rank' in wanted && wanted.rank !== shape.length;
}

/** A layer of the program itself that does not say the shape of its output: Keras 3 does not try it out. */
const saysNoShape = ({ call }: LayerCall, wrapped: InstanceValue): boolean =>
  ownState(wrapped)?.baseClass === 'keras.Layer' &&
  ownMethod(call, wrapped, 'call') !== undefined &&
  ownMethod(call, wrapped, 'compute_output_shape') === undefined;

function timeDistributed(call: LayerCall): TensorType | Value {
  const input = single(call);
  if (input === undefined) return UNKNOWN;
  const { shape } = input;
  if (shape === null) return UNKNOWN;
  if (shape.length < 3) {
    refuseInput(
      call,
      'layer-input-rank',
      `takes inputs with at least 3 axes, (batch, steps, …), but gets ${printBatch(shape)}, which has ${shape.length}.`,
      `\`TimeDistributed\` Layer should be passed an \`input_shape\` with at least 3 dimensions, received: ${printShape(shape)}`,
      returnSequences(call),
    );
    return refused;
  }
  const [batch, steps, ...rest] = shape;
  const slice: readonly Dim[] = [batch, ...rest];
  const wrapped = call.config.get('layer');
  if (call.symbolic && wrapped.kind === 'instance' && saysNoShape(call, wrapped)) {
    const says = `needs to know what the ${wrapped.cls.name} in it gives at each step. Write compute_output_shape(self, input_shape) in that class.`;
    refuseInput(call, 'layer-argument', says, `Layer ${wrapped.cls.name} does not have a \`compute_output_shape\` method implemented.`);
    return refused;
  }
  const inner = layerState(wrapped);
  if (inner !== undefined && asksForOthers(inner, slice)) {
    const { pools } = inner.row;
    if (pools === 'everything' && call.symbolic && slice.length > 1) return overSteps(call, inner, shape);
    if (pools === 'windows' && slice.length === 2 && !takesSequences(inner)) {
      refuseInput(
        call,
        'layer-input-rank',
        `gives the ${shortName(inner.class)} layer in it ${printBatch(slice)} at each step, which has no sizes to pool over.`,
        'operands could not be broadcast together',
      );
      return refused;
    }
    if (cellOf(inner) === undefined || !call.symbolic) return UNKNOWN;
    if (slice.length > 3) return afterSteps(call, inner, shape, slice);
  }
  const given = call.inputs as TensorValue;
  const result = inside(call, tensor(given.family, slice, input.dtype, call.exact ? { facts: exactShape } : {}));
  if (result.kind !== 'tensor') return UNKNOWN;
  const { shape: inShape, dtype } = result.type;
  return { shape: inShape && [inShape[0], steps, ...inShape.slice(1)], dtype: call.symbolic ? call.compute : dtype };
}

/** Whether it pools over steps: then a step without any passes. */
const takesSequences = (layer: LayerState): boolean => {
  const wanted = inputRank(layer);
  return wanted !== undefined && 'rank' in wanted && wanted.rank === 3;
};

/** Global pooling that is not asked for its rank keeps the batch and the last axis. */
function overSteps(call: LayerCall, inner: LayerState, shape: readonly Dim[]): TensorType | Value {
  const isPlain = asBool(inner.config.get('keepdims')) === false && inner.config.get('data_format').kind === 'none';
  return isPlain ? { shape: [shape[0], shape[1], shape[shape.length - 1]], dtype: call.compute } : UNKNOWN;
}

/** A recurrent layer that is not asked for its rank takes more axes than it works on, as long as nothing is computed. */
function afterSteps(call: LayerCall, inner: LayerState, shape: readonly Dim[], slice: readonly Dim[]): TensorType | Value {
  const all = asBool(inner.config.get('return_sequences'));
  if (all === undefined || asBool(inner.config.get('return_state')) !== false) return UNKNOWN;
  const units = cellOf(inner)?.output ?? null;
  return { shape: [shape[0], shape[1], ...(all ? [slice[1], units] : [units])], dtype: call.compute };
}

function refusesMode(call: Call): boolean {
  const mode = call.args.get('merge_mode');
  const text = asString(mode);
  if (text === undefined || ['sum', 'mul', 'ave', 'concat'].includes(text)) return false;
  return refuseArgument(call, 'merge_mode', 'for merge_mode "sum", "mul", "ave", "concat" or None', 'Invalid merge mode.');
}

/** The two directions put together (keras.src.layers.rnn.bidirectional). */
function bidirectional(call: LayerCall): TensorType | Value {
  const input = single(call);
  const inner = layerState(call.config.get('layer'));
  if (input === undefined || inner === undefined) return UNKNOWN;
  const result = inside(call, call.inputs);
  const mode = call.config.get('merge_mode');
  const [forward, ...states] = result.kind === 'tuple' ? result.items : [result];
  if (forward.kind !== 'tensor') return UNKNOWN;
  const fresh = (value: Value): Value =>
    value.kind === 'tensor' ? tensor(value.family, value.type.shape, value.type.dtype, value.facts ? { facts: value.facts } : {}) : UNKNOWN;
  const both = [...states, ...states].map(fresh);
  if (mode.kind === 'none') return tuple([fresh(forward), fresh(forward), ...both]);
  const text = asString(mode);
  if (text === undefined) return UNKNOWN;
  const { shape } = forward.type;
  const merged = text === 'concat' ? shape && [...shape.slice(0, -1), twice(shape[shape.length - 1])] : shape;
  if (states.length === 0) return { shape: merged, dtype: call.compute };
  return tuple([tensor(forward.family, merged, call.compute, forward.facts ? { facts: forward.facts } : {}), ...both]);
}

const twice = (dim: Dim): Dim => (dim === null ? null : dim * 2);

/** The layer that runs backwards is made of the one given, which must run forwards then. */
function refusesBackwards(call: Call): boolean {
  const inner = layerState(call.args.get('layer'));
  if (inner === undefined || call.args.given('backward_layer') !== false) return false;
  if (cellOf(inner) === undefined || asBool(inner.config.get('go_backwards')) !== true) return false;
  return refuseArgument(
    call,
    'layer',
    'a layer that does not go backwards already',
    'Forward layer and backward layer should have different `go_backwards` value.',
    true,
  );
}

/** Weights of the layer inside. */
const innerWeights: LayerRule['weights'] = ({ config, inner }) => inner(config.get('layer'));

/** https://keras.io/api/layers/recurrent_layers/time_distributed/ and its kin: layers around a layer. */
export const wrapperLayers: LayerTable = {
  TimeDistributed: { construct: refusesNoLayer, call: timeDistributed, weights: innerWeights },
  Bidirectional: {
    oneInput: true,
    takes: config => {
      const inner = layerState(config.get('layer'));
      return inner && inputRank(inner);
    },
    axes: sequenceAxes,
    construct: call => refusesNoLayer(call) || refusesMode(call) || refusesBackwards(call),
    call: bidirectional,
    weights: ({ config, inner }) => {
      if (config.given('backward_layer') !== false) return null;
      const one = inner(config.get('layer'));
      return sum(one, one);
    },
  },
  SpectralNormalization: {
    construct: refusesNoLayer,
    call: call => {
      const result = inside(call, call.inputs);
      return result.kind === 'tensor' ? result.type : UNKNOWN;
    },
    weights: () => null,
  },
};
