import { FALSE, type Inside, type TensorValue, TRUE, type Value } from '../../values/value';
import type { Call } from '../core/rule';
import { tensorsIn } from '../core/tensors';
import { mapLayerTensors } from './nest';

/** Whether a `call` has a `training` argument that this call leaves to Keras. */
export function asksMode(run: Value, positional: readonly Value[], keywords: { readonly [name: string]: Value }): boolean {
  const parameters = run.kind === 'method' ? (run.code?.parameters ?? []) : [];
  // The first parameter is the layer itself.
  return parameters.indexOf('training') > positional.length && !Object.hasOwn(keywords, 'training');
}

/** What `call` computes in training and outside: it may decide by the argument, so each way is run by itself. */
export const inBothModes = (call: Call, evaluate: (mode: { training: Value }) => Value): readonly Inside[] =>
  call.context.quietly(() => insidesOf(evaluate({ training: TRUE }), evaluate({ training: FALSE })));

/** The tensors of two results of the same form, one by one; none where the forms differ. */
export function insidesOf(training: Value, inference: Value): readonly Inside[] {
  const [one, other] = [tensorsIn(training), tensorsIn(inference)];
  return one.length === other.length ? one.map((tensor, i) => ({ training: tensor, inference: other[i] })) : [];
}

/** A result of a layer with what its tensors are inside. */
export function withInsides(output: Value, insides: readonly Inside[]): Value {
  if (insides.length !== tensorsIn(output).length) return output;
  let place = 0;
  return mapLayerTensors(output, (tensor: TensorValue) => ({ ...tensor, inside: insides[place++] }));
}
