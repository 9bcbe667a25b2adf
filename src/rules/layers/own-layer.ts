import { isFloat } from '../../tensor/dtype';
import { elementCount } from '../../tensor/shape';
import { asBool, asInt, asString } from '../../values/read';
import {
  bool,
  FALSE,
  type InstanceValue,
  int,
  list,
  NONE,
  str,
  type TensorValue,
  TRUE,
  tuple,
  UNKNOWN,
  type Value,
} from '../../values/value';
import { bind } from '../core/bind';
import { exactShape, hasExactShape } from '../core/facts';
import type { Kind } from '../core/kind';
import { isA } from '../core/objects';
import { type Call, parameters, type Row, type Rule, type Session, type Table } from '../core/rule';
import { signatureOf } from '../core/signatures';
import { asDType, asShape, tensor, tensorsIn } from '../core/tensors';
import type { LayerState } from './layer';
import { stateOf } from './layer-state';
import { mapTensors, shapesOf } from './nest';
import { type DTypePolicy, policyFrom } from './policy';

/** What is known of an instance of a program's class that derives from `keras.Layer` (or `keras.Model`). */
export interface OwnState {
  readonly kind: 'own';
  readonly name: string | undefined;
  /** Class of Keras's own that the program's class derives from ("keras.Layer", "keras.layers.Dense"), and its state once its constructor ran. */
  readonly baseClass: string;
  readonly base?: LayerState;
  readonly policy: DTypePolicy;
  readonly trainable: boolean | undefined;
  readonly built: boolean;
  /** Weights that it made itself, with their numbers of elements (null where not known). */
  readonly weights: readonly { readonly count: number | null; readonly trainable: boolean | undefined }[];
  readonly input: Value;
  readonly output: Value;
}

/** The state of an instance whose class derives from a Keras layer; undefined where branches disagreed, or it is none. */
export const ownState = (instance: InstanceValue): OwnState | undefined => {
  const state = instance.state.content as Partial<OwnState> | undefined;
  return state?.kind === 'own' ? (state as OwnState) : undefined;
};

const newState = (session: Session, baseClass: string): OwnState => ({
  kind: 'own',
  baseClass,
  name: undefined,
  policy: policyFrom(session, NONE),
  trainable: true,
  built: false,
  weights: [],
  input: UNKNOWN,
  output: UNKNOWN,
});

/** Whether the program itself defines a method for an instance. */
export function ownMethod(call: Pick<Call, 'context'>, instance: InstanceValue, name: string): Value | undefined {
  const found = call.context.attribute(instance, name);
  return found.kind === 'method' && found.code !== undefined ? found : undefined;
}

/**
 * `instance(inputs)` as Keras does it: the arguments become tensors of the layer's dtype, `build` runs once, `call` runs on symbolic tensors where
 * symbolic ones went in, and what it gives is symbolic again. Works for layers and models of the program.
 * `inheritedOutput`: what the layer of Keras's own that the class derives from gives, which also says the shape of symbolic results.
 * (https://keras.io/guides/making_new_layers_and_models_via_subclassing/)
 */
export function callOwn(call: Call, instance: InstanceValue, inheritedOutput?: () => Value | undefined): Value {
  const run = ownMethod(call, instance, 'call');
  const inherited = inheritedOutput?.();
  if (run === undefined) return inherited ?? UNKNOWN;
  const state = ownState(instance);
  const given = [...call.args.rest, ...Object.values(call.args.all)];
  const symbolic = given.flatMap(tensorsIn).some(({ family }) => family === 'keras');
  const exact = symbolic && given.flatMap(tensorsIn).every(hasExactShape);
  const inner = (value: Value): Value => mapTensors(value, one => enter(one, symbolic, state?.policy));
  const positional = call.args.rest.map(inner);
  const keywords = Object.fromEntries(Object.entries(call.args.all).map(([name, value]) => [name, inner(value)]));
  build(call, instance, positional[0] ?? Object.values(keywords)[0] ?? UNKNOWN);
  const declared = symbolic ? (declaredOutput(call, instance, positional[0] ?? UNKNOWN) ?? inherited) : undefined;
  const evaluate = (): Value => call.context.call(run, positional, keywords);
  if (symbolic) call.session.graphDepth++;
  let result: Value;
  try {
    // With an output shape of its own, `call` is not run before the model is.
    result = declared === undefined ? evaluate() : call.context.quietly(evaluate);
  } finally {
    if (symbolic) call.session.graphDepth--;
  }
  const output = declared ?? mapTensors(result, one => leave(one, symbolic, exact));
  const after = ownState(instance);
  if (after !== undefined) call.context.write<unknown>(instance.state, { ...after, input: given[0] ?? UNKNOWN, output });
  return output;
}

/** What `call` sees of a tensor that goes in: an array becomes a tensor, floats get the layer's dtype. */
function enter(value: TensorValue, symbolic: boolean, policy: DTypePolicy | undefined): Value {
  const { dtype } = value.type;
  const type = dtype !== null && isFloat(dtype) ? { ...value.type, dtype: policy?.compute ?? null } : value.type;
  const family = symbolic ? 'graph' : value.family === 'numpy' ? 'eager' : value.family;
  const { constant, facts, origin } = value;
  return { kind: 'tensor', family, type, ...(constant && { constant }), ...(facts && { facts }), ...(origin && { origin }) };
}

/** What a result of `call` is outside: symbolic again, made by the layer. */
function leave(value: TensorValue, symbolic: boolean, exact: boolean): Value {
  if (!symbolic) return value;
  const known = exact && (value.facts?.exactShape === true || (value.type.shape?.slice(1).every(dim => dim !== null) ?? false));
  return { kind: 'tensor', family: 'keras', type: value.type, ...(known && { facts: exactShape }) };
}

/** Runs the program's `build` once, with the shapes of the first argument. */
function build(call: Call, instance: InstanceValue, inputs: Value): void {
  const state = ownState(instance);
  if (state?.built !== false) return;
  call.context.write<unknown>(instance.state, { ...state, built: true });
  const method = ownMethod(call, instance, 'build');
  if (method !== undefined) call.context.call(method, [shapesOf(inputs)]);
}

/** The output that the program's own `compute_output_shape` declares for symbolic inputs. */
function declaredOutput(call: Call, instance: InstanceValue, inputs: Value): Value | undefined {
  if (ownMethod(call, instance, 'compute_output_spec') !== undefined) return UNKNOWN;
  const method = ownMethod(call, instance, 'compute_output_shape');
  if (method === undefined) return undefined;
  const shape = call.context.call(method, [shapesOf(inputs)]);
  const dims = asShape(shape);
  return dims ? tensor('keras', dims, ownState(instance)?.policy.compute ?? null) : UNKNOWN;
}

const instanceOf = (call: Call): InstanceValue | undefined => (call.self.kind === 'instance' ? call.self : undefined);

/** `super().__init__(name=…, dtype=…)`. */
const init: Rule = call => {
  const instance = instanceOf(call);
  if (instance === undefined) return NONE;
  const state = ownState(instance) ?? newState(call.session, 'keras.Layer');
  const trainable = call.args.get('trainable');
  call.context.write<unknown>(instance.state, {
    ...state,
    name: asString(call.args.get('name')) ?? state.name,
    policy: policyFrom(call.session, call.args.get('dtype')),
    trainable: trainable.kind === 'none' ? true : asBool(trainable),
    ...(state.baseClass.startsWith('keras.layers.') && { base: baseState(call, state.baseClass) }),
  });
  return NONE;
};

/** The arguments of `super().__init__` as the constructor of a layer of Keras's own binds them. */
function baseState(call: Call, api: string): LayerState {
  const { args, context } = call;
  const { span } = context;
  const given = {
    positional: args.rest.map(value => ({ value, span })),
    keywords: Object.entries(args.all).map(([name, value]) => ({ name, value, span: args.spanOf(name) })),
    open: args.open,
  };
  return stateOf({ ...call, api, args: bind(signatureOf(api) ?? [], given, span) });
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
  return tensor('eager', shape, dtype);
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

const nothing: Row = { rule: () => NONE, parameters: parameters('*args, **kwargs') };

/** Methods of instances that derive from `keras.Layer`; those of Keras's own layers are in methods.ts. */
export const ownLayerFunctions: Table = {
  'keras.Layer.__init__': { rule: init, parameters: parameters('*args, **kwargs') },
  'keras.Layer.add_weight': { rule: addWeight, parameters: parameters('*args, **kwargs') },
  'keras.Layer.add_variable': { rule: addWeight, parameters: parameters('*args, **kwargs') },
  'keras.Layer.add_loss': nothing,
  'keras.Layer.add_metric': nothing,
};

/** `instance.count_params()`; unknown before it is built. */
export const countOwnParameters = (call: Call, instance: InstanceValue): Value => {
  const count = countOwn(call, instance);
  return count === undefined ? UNKNOWN : int(count);
};

/** Attributes that every layer of the program has besides its own. */
export const ownLayerKind: Kind = {
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
