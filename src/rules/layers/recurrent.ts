import { type Dim, printBatch, type Shape } from '../../tensor/shape';
import type { TensorType } from '../../tensor/type';
import { asBool, asInt, asItems } from '../../values/read';
import { tuple, UNKNOWN, type Value } from '../../values/value';
import { exactShape } from '../core/facts';
import { kerasOf } from '../core/keras';
import type { Call } from '../core/rule';
import { tensor } from '../core/tensors';
import { refuseArgument, refusesActivation, refusesNotPositive } from './arguments';
import { cellIn, cellOf, cellWeights, type RecurrentCell, weightsIn } from './cells';
import { type CellKind, type LayerCall, type LayerFacts, type LayerRule, type LayerTable, layerFamily, single } from './layer';
import { refused, refuseInput, refusesAxis, refusesNone, refusesRank } from './refuse';

/** What the axes after the batch are, of the last step or of all. */
export const sequenceAxes: LayerFacts['axes'] = { 2: ['units'], 3: ['step', 'units'] };

/** A recurrent layer's result: the output, with its states behind where they are asked for. */
export function withStates(call: LayerCall, output: Shape, states: readonly Shape[] | undefined): TensorType | Value {
  const wanted = asBool(call.config.get('return_state'));
  if (wanted === false) return { shape: output, dtype: call.compute };
  if (wanted === undefined || states === undefined) return UNKNOWN;
  const family = layerFamily(call.call.session, call.tensors);
  const more = call.settled ? { facts: exactShape } : {};
  return tuple([output, ...states].map(shape => tensor(family, shape, call.compute, more)));
}

/** What a sequence becomes step by step: all steps, or the last. */
export function run(call: LayerCall, shape: readonly Dim[], cell: RecurrentCell | undefined): TensorType | Value {
  const [batch, steps] = shape;
  const all = asBool(call.config.get('return_sequences'));
  const output = cell?.output ?? null;
  const sizes = cell?.states?.filter(state => typeof state === 'number' || state === null);
  const states = sizes?.length === cell?.states?.length ? sizes?.map(size => [batch, size]) : undefined;
  if (all === undefined) return withStates(call, null, states);
  return withStates(call, all ? [batch, steps, output] : [batch, output], states);
}

/** A stateful layer keeps a state for each sample, so that the batch must be fixed. */
export function refusesStateful(call: LayerCall, shape: readonly Dim[]): boolean {
  if (!call.exact || shape[0] !== null || asBool(call.config.get('stateful')) !== true) return false;
  return refuseInput(
    call,
    'layer-input-shape',
    `is stateful and needs a fixed batch size, but gets ${printBatch(shape)}. Give the input a batch_size, or leave stateful out.`,
    'When using `stateful=True` in a RNN, the batch size must be static. Found dynamic batch size.',
  );
}

/** The states that a stateful layer keeps are those of a batch of one size. */
function refusesOtherBatch(call: LayerCall, shape: readonly Dim[]): boolean {
  const built = call.layer.builtFor?.[0]?.[0] ?? null;
  if (call.symbolic || asBool(call.config.get('stateful')) !== true || built === null || shape[0] === null || shape[0] === built)
    return false;
  return refuseInput(
    call,
    'layer-input-shape',
    `is stateful and keeps states for batches of ${built}, but gets a batch of ${shape[0]}. Give it a number of samples that ${built} divides, in batches of ${built}.`,
    '',
    // Keras 2 broadcasts a single sample.
    { inModel: true, onlyKeras3: shape[0] === 1 },
  );
}

/** `initial_state` against the units: nothing is multiplied with it while the model is put together in Keras 3, so it shows once numbers come. */
function refusesStates(call: LayerCall, cell: RecurrentCell | undefined): boolean {
  const given = call.call.args.all.initial_state;
  const states = given?.kind === 'tensor' ? [given] : asItems(given);
  if (states === undefined || cell?.states === undefined || (call.symbolic && kerasOf(call.call) !== '2')) return false;
  const { span } = call.call.context;
  if (cell.states.length > 1 && states.length === 1)
    return refuseInput(call, 'layer-input-shape', 'has two states, and initial_state gives one.', 'list index out of range', {
      span,
      inModel: true,
    });
  for (const [index, state] of states.entries()) {
    const [width, units] = [state.kind === 'tensor' ? (state.type.shape?.at(-1) ?? null) : null, cell.states[index] ?? null];
    if (state.kind !== 'tensor' || state.type.shape?.length !== 2 || width === null || typeof units !== 'number' || width === units)
      continue;
    return refuseInput(
      call,
      'layer-input-shape',
      `has ${units} units, and initial_state has ${width} numbers for each sample. Give the layer ${width} units, or a state of ${units}.`,
      `Dimensions must be equal, but are ${width} and ${units}`,
      { span, inModel: true },
    );
  }
  return false;
}

const recurrent = (cell: CellKind): LayerRule => ({
  recurrent: true,
  cell,
  takes: { rank: 3 },
  axes: sequenceAxes,
  construct: call =>
    refusesNotPositive(call, 'units') || refusesActivation(call) || refusesActivation(call, 'recurrent_activation') || noUnits(call),
  call: call => {
    const input = single(call);
    if (input === undefined) return UNKNOWN;
    const { shape } = input;
    if (shape === null) return run(call, [null, null, null], cellOf(call.layer));
    if (refusesNone(call, shape, -1) || refusesAxis(call, shape, -1) || refusesStateful(call, shape)) return refused;
    if (refusesOtherBatch(call, shape) || refusesStates(call, cellOf(call.layer))) return refused;
    return run(call, shape, cellOf(call.layer));
  },
  weights: ({ config, shapes: [shape] }) => cellWeights(cell, config, shape?.at(-1) ?? null),
});

/** `units` is compared with zero. */
function noUnits(call: Call): boolean {
  const kind = call.args.get('units').kind;
  return (
    (kind === 'none' || kind === 'str') &&
    refuseArgument(call, 'units', 'for units an integer above zero', "'<=' not supported between instances")
  );
}

/** A layer around a cell, or a list of cells, of any kind. */
const rnn: LayerRule = {
  recurrent: true,
  axes: sequenceAxes,
  call: call => {
    const input = single(call);
    if (input === undefined) return UNKNOWN;
    const { shape } = input;
    const given = call.config.get('cell');
    const own = given.kind === 'instance' ? ownCell(call.call, given) : undefined;
    const cell = own ?? cellIn(given);
    if (shape === null) return UNKNOWN;
    if (shape.length < 3) {
      // A fixed batch passes for the features until numbers go through.
      const raises = cellIn(given) !== undefined && (!call.symbolic || (call.exact && shape[0] === null));
      return raises && refusesRank(call, shape, { rank: 3 }) ? refused : UNKNOWN;
    }
    if (shape.length > 3 && !call.symbolic) return UNKNOWN;
    if (cellIn(given) !== undefined && refusesNone(call, shape, -1)) return refused;
    return run(call, shape, cell);
  },
  weights: ({ config, shapes: [shape] }) => weightsIn(config.get('cell'), shape?.at(-1) ?? null),
};

/** A cell of the program says its sizes itself: `state_size` and perhaps `output_size`. */
function ownCell(call: Call, cell: Value): RecurrentCell | undefined {
  const size = call.context.attribute(cell, 'state_size');
  const sizes = size.kind === 'int' ? [asInt(size) ?? null] : asItems(size)?.map(item => asInt(item) ?? null);
  if (sizes === undefined) return undefined;
  const output = asInt(call.context.attribute(cell, 'output_size'));
  return { output: output ?? sizes[0] ?? null, states: sizes };
}

/** A cell called on its own: `output, states = cell(inputs, states)`. */
const step = (cell: CellKind): LayerRule => ({
  cell,
  construct: call => refusesNotPositive(call, 'units') || refusesActivation(call),
  call: call => {
    const shape = call.types[0]?.shape;
    const known = cellOf(call.layer);
    if (!shape || known?.states === undefined) return UNKNOWN;
    const family = layerFamily(call.call.session, call.tensors);
    const state = (size: Dim | readonly Dim[]): Value =>
      typeof size === 'number' || size === null ? tensor(family, [shape[0], size], call.compute) : tuple(size.map(state));
    return tuple([tensor(family, [shape[0], known.output], call.compute), tuple(known.states.map(state))]);
  },
  weights: ({ config, shapes: [shape] }) => cellWeights(cell, config, shape?.at(-1) ?? null),
});

const lstm: CellKind = { gates: 4, states: 2 };
const gru: CellKind = { gates: 3, states: 1, resetAfter: true };
const simple: CellKind = { gates: 1, states: 1 };

/** https://keras.io/api/layers/recurrent_layers/ */
export const recurrentLayers: LayerTable = {
  LSTM: recurrent(lstm),
  GRU: recurrent(gru),
  SimpleRNN: recurrent(simple),
  RNN: rnn,
  LSTMCell: step(lstm),
  GRUCell: step(gru),
  SimpleRNNCell: step(simple),
  StackedRNNCells: { cell: 'stack', call: () => UNKNOWN },
};
