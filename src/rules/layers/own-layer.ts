import type { Span } from '../../diagnostics/span';
import { isFloat } from '../../tensor/dtype';
import { type Inside, type InstanceValue, type TensorValue, UNKNOWN, type Value } from '../../values/value';
import { exactShape, hasExactShape } from '../core/facts';
import { originOf } from '../core/objects';
import type { Call } from '../core/rule';
import { stamped } from '../core/stamped';
import { asShape, tensor, tensorsIn } from '../core/tensors';
import { asksMode, inBothModes, insidesOf, withInsides } from './inside';
import { mapLayerTensors, shapesOf } from './nest';
import { ownMethod, ownState } from './own-state';
import type { DTypePolicy } from './policy';

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
  const { span } = call.context;
  const rest = call.args.rest.map(value => mapLayerTensors(value, one => named(one, span)));
  const given = [...rest, ...Object.values(call.args.all)];
  const symbolic = given.flatMap(tensorsIn).some(({ family }) => family === 'keras');
  // A layer that is called in the `call` of another one gets tensors of its graph.
  const traced = symbolic || call.session.traceDepth > 0;
  const exact = symbolic && given.flatMap(tensorsIn).every(hasExactShape);
  const inner = (value: Value): Value => mapLayerTensors(value, one => enter(one, symbolic, state?.policy));
  const positional = rest.map(inner);
  const keywords = Object.fromEntries(Object.entries(call.args.all).map(([name, value]) => [name, inner(value)]));
  build(call, instance, positional[0] ?? Object.values(keywords)[0] ?? UNKNOWN);
  const declared = symbolic ? (declaredOutput(call, instance, positional[0] ?? UNKNOWN) ?? inherited) : undefined;
  const evaluate = (mode: { training?: Value } = {}): Value =>
    call.context.call(run, positional, { ...keywords, ...mode }, call.args.open ? undefined : FILLED_IN);
  if (symbolic) call.session.graphDepth++;
  if (traced) call.session.traceDepth++;
  let result: Value;
  let insides: readonly Inside[] = [];
  try {
    // With an output shape of its own, `call` is not run before the model is.
    result = declared === undefined ? evaluate() : call.context.quietly(evaluate);
    if (traced) insides = asksMode(run, positional, keywords) ? inBothModes(call, evaluate) : insidesOf(result, result);
  } finally {
    if (symbolic) call.session.graphDepth--;
    if (traced) call.session.traceDepth--;
  }
  const known = declared ?? mapLayerTensors(result, one => leave(one, { symbolic, traced, exact }));
  const output = stamped(withInsides(known, insides), originOf(call.api, instance, call.args, call.context));
  const after = ownState(instance);
  const input = given[0] ?? UNKNOWN;
  if (after !== undefined)
    call.context.write<unknown>(instance.state, { ...after, input, output, ...(traced && { traced: { input, output } }) });
  return output;
}

/** Arguments of `call` that Keras knows of itself. */
const FILLED_IN = ['training', 'mask'];

/** A symbolic tensor that nothing made, such as a model's data, can be told from others by its origin. */
const named = (value: TensorValue, span: Span): TensorValue =>
  value.family === 'keras' && value.origin === undefined ? { ...value, origin: { op: 'keras.Input', args: {}, span } } : value;

/** What `call` sees of a tensor that goes in: an array becomes a tensor, floats get the layer's dtype. */
function enter(value: TensorValue, symbolic: boolean, policy: DTypePolicy | undefined): Value {
  const { dtype } = value.type;
  const type = dtype !== null && isFloat(dtype) ? { ...value.type, dtype: policy?.compute ?? null } : value.type;
  const family = symbolic ? 'graph' : value.family === 'numpy' ? 'eager' : value.family;
  return { ...value, family, type };
}

/** What a result of `call` is outside: symbolic again, made by the layer. */
function leave(value: TensorValue, { symbolic, traced, exact }: { symbolic: boolean; traced: boolean; exact: boolean }): Value {
  const { origin: _, ...rest } = value;
  if (!symbolic) return traced && value.family === 'graph' ? rest : value;
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
