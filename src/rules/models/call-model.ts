import { asItems } from '../../values/read';
import { type ObjectValue, type TensorValue, UNKNOWN, type Value } from '../../values/value';
import type { Rule } from '../core/rule';
import { tensor, tensorsIn } from '../core/tensors';
import { callOwn } from '../layers/own-layer';
import { mapNest } from '../pipeline/nest';
import { replayed } from './graph';
import { blamed, floatsOf, type Meeting, met, symbolicOf } from './meet';
import { modelState } from './model';
import { built, outputsFor } from './sequential';

/** What a model gives for data, and what it refuses of it. Undefined where nothing more can be said. */
export function outputsOf(meeting: Meeting, self: ObjectValue, data: Value): Value {
  const { call, state } = meeting;
  if (state.kind === 'sequential')
    return state.inputs.kind === 'unknown' ? deferred(meeting, self, data) : sequentialOutputs(meeting, data);
  if (state.kind !== 'functional') return UNKNOWN;
  const inputs = met(meeting, data);
  if (inputs === undefined || state.outputs.kind === 'unknown') return UNKNOWN;
  const { result, diagnostics } = call.context.attempt(() => replayed(call, state.outputs, inputs));
  return blamed(meeting, diagnostics, data, state.inputs) ? UNKNOWN : unpacked(result);
}

/** A list of one output is that output where numbers go through the model; symbolic tensors keep the list (keras.Functional.call). */
function unpacked(outputs: Value): Value {
  const items = asItems(outputs);
  return items?.length === 1 && items[0].kind === 'tensor' && items[0].family !== 'keras' ? items[0] : outputs;
}

/** A model without an Input is built for the first data that it meets. */
function deferred({ call, state }: Meeting, self: ObjectValue, data: Value): Value {
  const single = data.kind === 'tensor' ? data : tensorsIn(data).length === 1 ? tensorsIn(data)[0] : undefined;
  if (single === undefined) return UNKNOWN;
  const symbolic = symbolicOf(single);
  if (single.family === 'keras') return built(call, self, state, single);
  const outputs = built(call, self, state, symbolic);
  return outputs.kind === 'unknown' ? UNKNOWN : call.context.quietly(() => outputsFor(call, state, cast(single)));
}

/** A sequential model with an Input: its layers meet the data, and what they refuse is the data's mistake. */
function sequentialOutputs(meeting: Meeting, data: Value): Value {
  const { call, state } = meeting;
  const [given] = met(meeting, data)?.values() ?? [];
  if (given === undefined || given.kind === 'unknown') return UNKNOWN;
  if (!sameFeatures(state.inputs, given)) {
    const { result, diagnostics } = call.context.attempt(() => outputsFor(call, state, given));
    return blamed(meeting, diagnostics, data, state.inputs) ? UNKNOWN : result;
  }
  return call.context.quietly(() => outputsFor(call, state, given));
}

/** Whether data has exactly the dimensions that the model was built for, as far as the number of rows is known. */
const sameFeatures = (inputs: Value, given: Value): boolean => {
  if (inputs.kind !== 'tensor' || given.kind !== 'tensor') return false;
  const [a, b] = [inputs.type.shape, given.type.shape];
  const [rows, count] = [a?.[0] ?? null, b?.[0] ?? null];
  if (rows !== null && count !== null && rows !== count) return false;
  return a !== null && b !== null && a.length === b.length && a.every((dim, axis) => axis === 0 || (dim !== null && dim === b[axis]));
};

/** An array as a layer gets it from `fit` and `predict`. */
const cast = (value: TensorValue): TensorValue => ({
  ...value,
  family: value.family === 'numpy' ? 'eager' : value.family,
  type: { ...value.type, dtype: floatsOf(value) },
});

/** `model(inputs)`: in a graph of its own where what goes in is symbolic, on numbers where it has them. */
export const callModel: Rule = call => {
  const { self } = call;
  if (self.kind === 'instance') return callOwn(call, self);
  const state = modelState(self);
  const inputs = call.args.rest[0] ?? call.args.all.inputs ?? Object.values(call.args.all)[0];
  if (state === undefined || self.kind !== 'object' || inputs === undefined) return UNKNOWN;
  if (state.legacy) return call.context.quietly(() => outputsOf({ call, state, span: call.context.span, what: 'the input' }, self, inputs));
  const outputs = outputsOf({ call, state, span: call.context.span, what: 'the input' }, self, inputs);
  return mapNest(outputs, value => (value.family === 'keras' || value.family === 'graph' ? anew(value) : value));
};

/** The same tensor as the result of the model and not of its last layer. */
const anew = ({ family, type, facts }: TensorValue): Value => {
  const value = tensor(family, type.shape, type.dtype, facts && { facts });
  return { ...value, type };
};
