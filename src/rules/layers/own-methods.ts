import { elementCount } from '../../tensor/shape';
import { asBool, asInt, asString } from '../../values/read';
import { bool, FALSE, type InstanceValue, int, list, NONE, str, TRUE, tuple, UNKNOWN, type Value } from '../../values/value';
import { bind } from '../core/bind';
import type { ObjectKind } from '../core/kind';
import { shortName } from '../core/names';
import { isA } from '../core/objects';
import { type Call, parameters, type Row, type Rule, type Table } from '../core/rule';
import { signatureOf } from '../core/signatures';
import { asDType, asShape, tensor } from '../core/tensors';
import type { LayerTable } from './layer';
import { newLayerState } from './layer-state';
import { newState, type OwnState, ownState } from './own-state';
import { policyFrom } from './policy';

const instanceOf = (call: Call): InstanceValue | undefined => (call.self.kind === 'instance' ? call.self : undefined);

/** `super().__init__(name=…, dtype=…)`. */
const init =
  (layers: LayerTable): Rule =>
  call => {
    const instance = instanceOf(call);
    if (instance === undefined) return NONE;
    const state = ownState(instance) ?? newState(call.session, 'keras.Layer');
    const trainable = call.args.get('trainable');
    call.context.write<unknown>(instance.state, {
      ...state,
      name: asString(call.args.get('name')) ?? state.name,
      policy: policyFrom(call.session, call.args.get('dtype')),
      trainable: trainable.kind === 'none' ? true : asBool(trainable),
      ...baseState(layers, call, state.baseClass),
    });
    return NONE;
  };

/** The arguments of `super().__init__` as the constructor of a layer of Keras's own binds them. */
function baseState(layers: LayerTable, call: Call, api: string): Pick<OwnState, 'base'> {
  if (!api.startsWith('keras.layers.') || !Object.hasOwn(layers, shortName(api))) return {};
  const { args, context } = call;
  const { span } = context;
  const given = {
    positional: args.rest.map(value => ({ value, span })),
    keywords: Object.entries(args.all).map(([name, value]) => ({ name, value, span: args.spanOf(name) })),
    open: args.open,
  };
  return { base: newLayerState({ ...call, api, args: bind(signatureOf(api) ?? [], given, span) }, layers[shortName(api)]) };
}

/** `self.add_weight(shape=…)`: a variable, with numbers already. */
const addWeight: Rule = call => {
  const [first] = call.args.rest;
  // Keras 2 has the name first.
  const positional = first?.kind === 'str' ? call.args.rest[1] : first;
  const given = call.args.given('shape') ? call.args.get('shape') : (positional ?? tuple([]));
  const shape = given.kind === 'none' ? [] : (asShape(given) ?? null);
  const instance = instanceOf(call);
  const state = instance && ownState(instance);
  const asked = call.args.get('dtype');
  const dtype = asked.kind === 'none' ? (state?.policy.variable ?? null) : (asDType(asked) ?? null);
  if (instance !== undefined && state !== undefined) {
    const weight = {
      count: elementCount(shape),
      trainable: call.args.given('trainable') === false ? true : asBool(call.args.get('trainable')),
    };
    call.context.write<unknown>(instance.state, { ...state, weights: [...state.weights, weight] });
  }
  return tensor('eager', shape, dtype, { facts: { variable: true } });
};

/** Numbers in the weights of an instance: its own and those of the layers in its attributes. */
function countOwn(call: Call, instance: InstanceValue): number | undefined {
  const state = ownState(instance);
  if (state?.built !== true || state.weights.some(({ count }) => count === null)) return undefined;
  let total = state.weights.reduce((sum, { count }) => sum + (count ?? 0), 0);
  for (const value of instance.attributes.content.values()) {
    if (!isLayerLike(value)) {
      if (['list', 'dict', 'tuple', 'unknown', 'object'].includes(value.kind)) return undefined;
      continue;
    }
    const count = asInt(call.context.call(call.context.attribute(value, 'count_params'), []));
    if (count === undefined) return undefined;
    total += count;
  }
  return total;
}

const isLayerLike = (value: Value): boolean => isA(value, 'keras.Layer') || (value.kind === 'instance' && ownState(value) !== undefined);

/** A method that changes what is trained: a plan has to know of it. */
const noted = (method: string): Row => ({
  rule: ({ context, self }) => {
    context.emit({ name: 'method', span: context.span, args: { self, path: tuple([str(method)]) } });
    return NONE;
  },
  parameters: parameters('*args, **kwargs'),
});

/** Methods of instances that derive from `keras.Layer`; those of Keras's own layers are in methods.ts. */
export const ownLayerFunctions = (layers: LayerTable): Table => ({
  'keras.Layer.__init__': { rule: init(layers), parameters: parameters('*args, **kwargs') },
  'keras.Layer.add_weight': { rule: addWeight, parameters: parameters('*args, **kwargs') },
  'keras.Layer.add_variable': { rule: addWeight, parameters: parameters('*args, **kwargs') },
  'keras.Layer.add_loss': noted('add_loss'),
  'keras.Layer.add_metric': noted('add_metric'),
});

/** `instance.count_params()`; unknown before it is built. */
export const countOwnParameters = (call: Call, instance: InstanceValue): Value => {
  const count = countOwn(call, instance);
  return count === undefined ? UNKNOWN : int(count);
};

/** Attributes that every layer of the program has besides its own. */
export const ownLayerKind: ObjectKind = {
  attribute({ self }, name) {
    const state = self.kind === 'instance' ? ownState(self) : undefined;
    if (state === undefined) return undefined;
    const answers: { [attribute: string]: () => Value } = {
      name: () => (state.name === undefined ? UNKNOWN : str(state.name)),
      input: () => state.input,
      output: () => state.output,
      built: () => (state.built ? TRUE : FALSE),
      trainable: () => (state.trainable === undefined ? UNKNOWN : bool(state.trainable)),
      dtype: () => (state.policy.variable === null ? UNKNOWN : str(state.policy.variable)),
      compute_dtype: () => (state.policy.compute === null ? UNKNOWN : str(state.policy.compute)),
      variable_dtype: () => (state.policy.variable === null ? UNKNOWN : str(state.policy.variable)),
      weights: () => list(null),
      trainable_weights: () => list(null),
      non_trainable_weights: () => list(null),
      trainable_variables: () => list(null),
      variables: () => list(null),
      losses: () => list(null),
    };
    return Object.hasOwn(answers, name) ? answers[name]() : undefined;
  },
  setAttribute({ context, session, self }, name, base) {
    if (self.kind !== 'instance' || name !== '__class__' || self.state.content !== undefined) return;
    context.write<unknown>(self.state, newState(session, base.kind === 'api' ? base.name : 'keras.Layer'));
  },
};
