import { asItems } from '../../values/read';
import { list, NONE, type ObjectValue, UNKNOWN, type Value } from '../../values/value';
import { isA, object } from '../core/objects';
import type { Call, Rule } from '../core/rule';
import { ofType } from '../core/tensors';
import { automaticName } from '../layers/layer';
import type { ModelState, Placed } from './model';

/** `keras.Sequential(layers)` (https://keras.io/guides/sequential_model/). */
export const sequential: Rule = call => {
  const given = call.args.get('layers');
  const items = given.kind === 'none' ? [] : asItems(given);
  const spans = given.kind === 'list' ? given.cell.content?.spans : given.kind === 'tuple' ? given.spans : undefined;
  const name = call.args.get('name');
  const empty: ModelState = {
    kind: 'sequential',
    name: name.kind === 'str' ? name.value : automaticName(call.session, 'keras.Sequential'),
    layers: items === undefined ? null : [],
    inputs: UNKNOWN,
    outputs: UNKNOWN,
    compiled: null,
    span: call.context.span,
  };
  return object(
    call,
    'keras.Sequential',
    (items ?? []).reduce<ModelState>(
      (state, layer, index) => added(call, state, { layer, span: spans?.[index] ?? call.context.span }),
      empty,
    ),
  );
};

/** `model.add(layer)`. */
export const add: Rule = call => {
  const self = call.self as ObjectValue;
  const state = self.state.content as ModelState | undefined;
  if (state !== undefined)
    call.context.write(self.state, added(call, state, { layer: call.args.get('layer'), span: call.args.spanOf('layer') }));
  return NONE;
};

/** A model with one more layer, called on what the model gives so far where that is known. */
function added(call: Call, state: ModelState, placed: Placed): ModelState {
  if (state.layers === null) return state;
  const { layer, span } = placed;
  if (layer.kind === 'tensor') return { ...state, inputs: layer, outputs: layer };
  if (layer.kind === 'unknown') return { ...state, layers: null, outputs: UNKNOWN };
  const layers = [...state.layers, placed];
  if (state.outputs.kind === 'unknown') return { ...state, layers };
  return { ...state, layers, outputs: callAt(call, layer, state.outputs, span) };
}

/** Calls a layer in the name of the place that put it into the model. */
function callAt(call: Call, layer: Value, inputs: Value, span: Placed['span']): Value {
  return call.context.at(span).call(layer, [inputs]);
}

/** What a sequential model gives for an input, layer by layer. */
export function outputsFor(call: Call, state: ModelState, inputs: Value): Value {
  if (state.layers === null) return UNKNOWN;
  return state.layers.reduce((value, { layer, span }) => (value.kind === 'unknown' ? value : callAt(call, layer, value, span)), inputs);
}

export const isLayer = (value: Value): boolean => isA(value, 'keras.Layer') || value.kind === 'instance';
export const symbolic = (value: Value): Value => (value.kind === 'tensor' ? ofType('keras', value.type) : value);
export const listOf = (value: Value): Value => (value.kind === 'tensor' ? list([value]) : value);
