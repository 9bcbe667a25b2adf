import { asBool } from '../../values/read';
import { bool, dict, int, list, NONE, type ObjectValue, repeated, str, TRUE, UNKNOWN, type Value } from '../../values/value';
import { exactShape } from '../core/facts';
import type { ObjectKind } from '../core/kind';
import { type Call, parameters, type Row, type Table } from '../core/rule';
import { asShape, tensor } from '../core/tensors';
import { layerState } from './layer';
import { shapesOf, shapeValue } from './nest';
import { countOwnParameters } from './own-methods';
import { ownMethod } from './own-state';
import { vocabularySizeOf } from './vocabulary';
import { weightsOf } from './weights';

const returns = (value: () => Value): Row => ({ rule: value, parameters: parameters('*args, **kwargs') });

/** Methods of every layer (https://keras.io/api/layers/base_layer/). */
export const layerMethods: Table = {
  'keras.Layer.get_config': returns(() => dict(null)),
  'keras.Layer.adapt': { parameters: parameters('data, batch_size=None, steps=None'), rule: adapt },
  'keras.Layer.get_vocabulary': { parameters: parameters('include_special_tokens=True'), rule: getVocabulary },
  'keras.Layer.vocabulary_size': { parameters: [], rule: sizeOf },
  'keras.Layer.reset_states': returns(() => NONE),
  'keras.Layer.reset_state': returns(() => NONE),
  'keras.Layer.compute_mask': returns(() => UNKNOWN),
  'keras.Layer.count_params': {
    parameters: [],
    rule: call => {
      if (call.self.kind === 'instance') return countOwnParameters(call, call.self);
      const state = layerState(call.self);
      const count = state && weightsOf(state);
      return count ? int(count.trainable + count.frozen) : UNKNOWN;
    },
  },
  'keras.Layer.build': { parameters: parameters('input_shape=None'), rule: build },
  'keras.Layer.compute_output_shape': { parameters: parameters('input_shape'), rule: computeOutputShape },
};

/** `layer.adapt(data)`: what it learns is for the plan. */
function adapt({ context, session, self, args }: Call): Value {
  context.emit({
    name: 'adapt',
    span: context.span,
    args: { self, ...args.all },
    spanOf: args.spanOf,
    open: args.open || args.rest.length > 0,
  });
  session.adaptations.set(self, (session.adaptations.get(self) ?? 0) + 1);
  return NONE;
}

/** `layer.vocabulary_size()`. */
function sizeOf({ self, session }: Call): Value {
  const state = layerState(self);
  return state !== undefined && self.kind === 'object' ? vocabularySizeOf(self, state, session.adaptations.get(self) ?? 0) : UNKNOWN;
}

/** `layer.get_vocabulary()`: words that are not known, of which the number may be. */
function getVocabulary(call: Call): Value {
  const size = asBool(call.args.get('include_special_tokens')) === true ? sizeOf(call) : UNKNOWN;
  if (size.kind === 'int') return repeated(UNKNOWN, size.value);
  return {
    kind: 'list',
    cell: { content: { each: UNKNOWN, count: null, ...(size.kind === 'unknown' && size.integer && { size: size.integer }) } },
  };
}

/** `layer.build(input_shape)`. */
function build(call: Call): Value {
  const state = layerState(call.self);
  const shape = asShape(call.args.get('input_shape'));
  if (state !== undefined && state.builtFor === null && shape)
    call.context.write<unknown>((call.self as ObjectValue).state, { ...state, builtFor: [shape] });
  return NONE;
}

/** `layer.compute_output_shape(shape)`: what a call on a symbolic tensor of that shape gives. */
function computeOutputShape(call: Call): Value {
  const { self } = call;
  if (self.kind === 'instance' && ownMethod(call, self, 'call') === undefined) return UNKNOWN;
  const shape = asShape(call.args.get('input_shape'));
  if (!shape) return UNKNOWN;
  return call.context.quietly(() => shapesOf(call.context.call(self, [tensor('keras', shape, 'float32', { facts: exactShape })])));
}

/** Parameters of constructors that the layer keeps in another form than they were given, or not at all. */
const reshaped = new Set([
  'kernel_size',
  'strides',
  'dilation_rate',
  'pool_size',
  'size',
  'padding',
  'cropping',
  'dtype',
  'weights',
  'axis',
  'axes',
  'seed',
  'output_shape',
  'layer',
]);

/** Attributes that every layer has, and those parameters of its own that it keeps as they are. */
export const layerKind: ObjectKind = {
  attribute({ self }, name) {
    const state = layerState(self);
    if (state === undefined) return undefined;
    const dtype = (value: string | null): Value => (value === null ? UNKNOWN : str(value));
    const shape = (value: Value): Value => (value.kind === 'tensor' ? shapeValue(value.type.shape, false) : UNKNOWN);
    const answers: { [attribute: string]: () => Value } = {
      name: () => str(state.name),
      input: () => state.input,
      output: () => state.output,
      input_shape: () => shape(state.input),
      output_shape: () => shape(state.output),
      built: () => (state.builtFor === null ? UNKNOWN : TRUE),
      trainable: () => (state.trainable === undefined ? UNKNOWN : bool(state.trainable)),
      dtype: () => dtype(state.policy.variable),
      variable_dtype: () => dtype(state.policy.variable),
      compute_dtype: () => dtype(state.policy.compute),
      layer: () => state.config.all.layer ?? UNKNOWN,
      forward_layer: () => state.config.all.layer ?? UNKNOWN,
    };
    if (Object.hasOwn(answers, name)) return answers[name]();
    if (['weights', 'trainable_weights', 'non_trainable_weights', 'trainable_variables', 'variables', 'losses'].includes(name))
      return list(null);
    const kept = reshaped.has(name) ? UNKNOWN : state.config.get(name);
    return ['int', 'bool', 'float'].includes(kept.kind) ? kept : undefined;
  },
  setAttribute({ context, self }, name, value) {
    const state = layerState(self);
    if (state !== undefined && name === 'trainable')
      context.write<unknown>((self as ObjectValue).state, { ...state, trainable: asBool(value) });
  },
};
