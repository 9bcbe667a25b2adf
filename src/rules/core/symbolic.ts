import { asItems } from '../../values/read';
import type { Value } from '../../values/value';
import { fail } from './findings';
import type { Call } from './rule';

/**
 * Keras 3 refuses KerasTensors in TensorFlow functions: "A KerasTensor cannot be used as input to a TensorFlow function". Reports and answers true.
 * Keras's own functions and layers take them.
 */
export function symbolicInTensorFlow(call: Call): boolean {
  if (!call.api.startsWith('tf.') || call.session.legacy) return false;
  const takesOne = (value: Value): boolean =>
    value.kind === 'tensor' ? value.family === 'keras' : (asItems(value)?.some(takesOne) ?? false);
  const argument = Object.keys(call.args.all).find(name => takesOne(call.args.all[name]));
  if (argument === undefined) return false;
  fail(
    call,
    'symbolic-value',
    `${call.api} gets a symbolic Keras tensor, which TensorFlow functions refuse in Keras 3. Use the function of keras.ops instead, or put the call into a layer (a Lambda layer or a layer of your own).`,
  );
  return true;
}
