import type { TensorType } from '../../tensor/type';
import { asEntries, asItems } from '../../values/read';
import { type TensorValue, UNKNOWN, type Value } from '../../values/value';
import { asShape, tensor, tensorsIn } from '../core/tensors';
import type { LayerCall, LayerRule } from './layer';
import { mapLayerTensors, shapesOf } from './nest';

/** What the function sees: tensors of a graph while nothing is computed. */
const enter = (value: TensorValue, { symbolic, compute, layer }: LayerCall): Value => {
  // Keras 3 lets the function infer its shape from tensors of the layer's own dtype; where texts make that fail, it waits for the data itself.
  if (symbolic && !layer.legacy && value.type.dtype !== 'string')
    return { ...value, type: { ...value.type, dtype: compute }, family: 'graph' };
  return { ...value, family: symbolic ? 'graph' : value.family === 'numpy' ? 'eager' : value.family };
};

/** What a result of the function is outside: symbolic again, and without the origin that it has inside. */
function leave(value: TensorValue, { symbolic, call }: LayerCall): Value {
  const inside = { training: value, inference: value };
  if (symbolic) return { ...tensor('keras', value.type.shape, value.type.dtype, value.facts && { facts: value.facts }), inside };
  const { origin: _, ...rest } = value;
  return call.session.traceDepth > 0 && value.family === 'graph' ? { ...rest, inside } : value;
}

function run(layer: LayerCall, inputs: Value): Value {
  const { call, config, symbolic } = layer;
  const fn = config.get('function');
  const extra = config.get('arguments');
  const named = extra.kind === 'none' ? [] : asEntries(extra);
  if (named === undefined || fn.kind === 'unknown') return UNKNOWN;
  const entered = mapLayerTensors(inputs, one => enter(one, layer));
  if (symbolic) call.session.graphDepth++;
  try {
    const result = call.context.call(fn, [entered], Object.fromEntries(named));
    return mapLayerTensors(result, one => leave(one, layer));
  } finally {
    if (symbolic) call.session.graphDepth--;
  }
}

/** An `output_shape` without the batch, as a type; nests of shapes are not followed. */
function declared(call: LayerCall): TensorType | Value {
  const given = call.config.get('output_shape');
  const batch = tensorsIn(call.inputs)[0]?.type.shape?.[0] ?? null;
  if (['function', 'method', 'builtin', 'api'].includes(given.kind)) {
    const shape = asShape(call.call.context.quietly(() => call.call.context.call(given, [shapesOf(call.inputs)])));
    return shape === undefined ? UNKNOWN : { shape, dtype: call.compute };
  }
  if (asItems(given)?.some(item => item.kind === 'tuple' || item.kind === 'list')) return UNKNOWN;
  const shape = asShape(given);
  return shape ? { shape: [batch, ...shape], dtype: call.compute } : UNKNOWN;
}

/** Calls a function of the program (https://keras.io/api/layers/core_layers/lambda/); without numbers a declared shape is believed. */
export const lambda: LayerRule = {
  inexact: true,
  call: call => {
    const given = call.config.get('output_shape');
    if (tensorsIn(call.inputs).length === 0) return UNKNOWN;
    if (!call.symbolic || given.kind === 'none') {
      const output = run(call, call.inputs);
      return call.symbolic && output.kind === 'tensor' ? { ...output, type: { ...output.type, dtype: call.compute } } : output;
    }
    call.call.context.quietly(() => run(call, call.inputs));
    return declared(call);
  },
};
