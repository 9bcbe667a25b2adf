import type { Span } from '../../diagnostics/span';
import { asItems, asString } from '../../values/read';
import { NONE, type ObjectValue, tuple, UNKNOWN, type Value } from '../../values/value';
import { exactShape, writesExactShape } from '../core/facts';
import { isA, object } from '../core/objects';
import type { Call, Rule } from '../core/rule';
import { asShape, tensor } from '../core/tensors';
import { refusesHubLayer } from '../hub/keras3';
import { automaticName, layerState } from '../layers/layer';
import { inputTensor } from './input';
import { emptyModel, type ModelState, modelState, type Placed } from './model';

/** `keras.Sequential(layers)` (https://keras.io/guides/sequential_model/). */
export const sequential: Rule = call => {
  const given = call.args.get('layers');
  const items = given.kind === 'none' ? [] : asItems(given);
  const spans = given.kind === 'list' ? given.cell.content?.spans : given.kind === 'tuple' ? given.spans : undefined;
  const name = asString(call.args.get('name')) ?? automaticName(call.session, 'keras.Sequential');
  const empty: ModelState = { ...emptyModel('sequential', name, call.context.span), legacy: call.legacy };
  if (items === undefined) return object(call, 'keras.Sequential', { ...empty, layers: null });
  const here = { span: call.context.span, message: 'The model is built here.' };
  const state = call.context.onBehalf(here, () =>
    items.reduce<ModelState>((before, layer, index) => added(call, before, { layer, span: spans?.[index] ?? call.context.span }), empty),
  );
  return object(call, 'keras.Sequential', state);
};

/** `model.add(layer)`. */
export const add: Rule = call => {
  const self = call.self as ObjectValue;
  const state = modelState(self);
  if (state !== undefined)
    call.context.write<unknown>(self.state, added(call, state, { layer: call.args.get('layer'), span: call.args.spanOf('layer') }));
  return NONE;
};

/** `model.pop()`: the last layer goes, and what the model gives is what the one before gave. */
export const pop: Rule = call => {
  const self = call.self as ObjectValue;
  const state = modelState(self);
  if (state?.layers === undefined || state.layers === null || state.layers.length === 0) return UNKNOWN;
  const layers = state.layers.slice(0, -1);
  const outputs = state.inputs.kind === 'unknown' ? UNKNOWN : call.context.quietly(() => chained(call, layers, state.inputs));
  call.context.write<unknown>(self.state, { ...state, layers, outputs });
  return state.layers[state.layers.length - 1].layer;
};

/** The symbolic input that a first layer's own arguments describe, and where they do. */
function describedInput(layer: Value): { inputs: Value; span: Span } | undefined {
  const described = describedBy(layer);
  return described && { ...described, inputs: asInput(described.inputs, described.span) };
}

/** A symbolic input that no Input made: it has a place of its own, by which what is made of it can be followed back. */
const asInput = (inputs: Value, span: Span): Value =>
  inputs.kind === 'tensor' && inputs.origin === undefined ? { ...inputs, origin: { op: 'keras.Input', args: {}, span } } : inputs;

function describedBy(layer: Value): { inputs: Value; span: Span } | undefined {
  if (isA(layer, 'keras.Model')) {
    const inner = modelState(layer)?.inputs;
    if (inner?.kind !== 'tensor') return undefined;
    return { inputs: tensor('keras', inner.type.shape, 'float32', { facts: inner.facts }), span: layer.origin.span };
  }
  const config = layerState(layer)?.config;
  if (config === undefined) return undefined;
  const dims = (name: string): Value | undefined => (Object.hasOwn(config.extra, name) ? config.extra[name] : undefined);
  const batched = dims('batch_input_shape');
  const written = batched ?? dims('input_shape') ?? (dims('input_dim') && tuple([dims('input_dim') ?? UNKNOWN]));
  if (written === undefined) return undefined;
  const shape = asShape(written);
  const span = config.spanOf(batched ? 'batch_input_shape' : dims('input_shape') ? 'input_shape' : 'input_dim');
  if (!shape || written.kind === 'int') return { inputs: tensor('keras', null, 'float32'), span };
  const facts = writesExactShape(asItems(written) ?? []) ? exactShape : undefined;
  return { inputs: tensor('keras', batched ? shape : [null, ...shape], 'float32', { facts }), span };
}

/** A model with one more layer, called on what the model gives so far where that is known. */
function added(call: Call, state: ModelState, placed: Placed): ModelState {
  if (state.layers === null) return state;
  const { layer, span } = placed;
  if (layer.kind === 'tensor') return { ...state, inputs: layer, outputs: layer, inputSpan: layer.origin?.span ?? span };
  if (isA(layer, 'keras.layers.InputLayer')) {
    const config = layerState(layer)?.config;
    const inputs = config ? inputTensor(config) : UNKNOWN;
    return { ...state, inputs, outputs: inputs, inputSpan: layer.origin.span };
  }
  if (refusesHubLayer(call, layer, span)) return { ...state, layers: null, outputs: UNKNOWN };
  if (layer.kind === 'unknown') return { ...state, layers: null, outputs: UNKNOWN };
  const layers = [...state.layers, placed];
  const described = state.layers.length === 0 && state.inputs.kind === 'unknown' ? describedInput(layer) : undefined;
  const before = described?.inputs ?? state.outputs;
  const after = { ...state, layers, ...(described && { inputs: described.inputs, inputSpan: described.span }) };
  return before.kind === 'unknown' ? after : { ...after, outputs: chained(call, [placed], before) };
}

/** What layers give one after the other, each called in the name of the place that put it into the model. */
export const chained = (call: Call, layers: readonly Placed[], inputs: Value): Value =>
  layers.reduce((value, { layer, span }) => (value.kind === 'unknown' ? value : call.context.at(span).call(layer, [value])), inputs);

/** What a sequential model gives for an input, layer by layer. */
export const outputsFor = (call: Call, state: ModelState, inputs: Value): Value =>
  state.layers === null ? UNKNOWN : chained(call, state.layers, inputs);

/** `model.build(input_shape)`: from now on the model has symbolic inputs and outputs. */
export const build: Rule = call => {
  const self = call.self as ObjectValue;
  const state = modelState(self);
  const shape = asShape(call.args.get('input_shape'));
  if (state === undefined || state.kind !== 'sequential' || !shape || state.inputs.kind !== 'unknown') return NONE;
  built(call, self, state, tensor('keras', shape, 'float32', { facts: exactShape }));
  return NONE;
};

/** Builds a model that had no input so far, for a symbolic one. Diagnostics inside are at the layers, on behalf of this call. */
export function built(call: Call, self: ObjectValue, state: ModelState, inputs: Value): Value {
  const here = { span: call.context.span, message: 'The model meets its first data here.' };
  const known = asInput(inputs, call.context.span);
  const outputs = call.context.onBehalf(here, () => outputsFor(call, state, known));
  call.context.write<unknown>(self.state, { ...state, inputs: known, outputs });
  return outputs;
}
