import { asItems } from '../../values/read';
import type { Value } from '../../values/value';
import { failInKeras3, kerasOf } from './keras';
import { fail } from './report';
import type { Call } from './rule';

/** NumPy asks these of a tensor itself. */
const asksShapeOnly = new Set(['numpy.shape', 'numpy.ndim', 'numpy.size']);

/**
 * Keras 3 refuses KerasTensors in TensorFlow functions: "A KerasTensor cannot be used as input to a TensorFlow function"; NumPy's no Keras takes.
 * Reports, and answers true where the call raises for certain. Keras's own functions and layers take them.
 */
export function symbolicInTensorFlow(call: Call): boolean {
  const arrays = call.api.startsWith('numpy.') && !asksShapeOnly.has(call.api);
  if ((!call.api.startsWith('tf.') && !arrays) || kerasOf(call) === '2') return false;
  const takesOne = (value: Value): boolean =>
    value.kind === 'tensor' ? value.family === 'keras' : (asItems(value)?.some(takesOne) ?? false);
  const argument = Object.keys(call.args.all).find(name => takesOne(call.args.all[name]));
  if (argument === undefined) return false;
  if (!arrays) {
    failInKeras3(
      call,
      'symbolic-value',
      `${call.api} gets a symbolic Keras tensor, which TensorFlow functions refuse in Keras 3. Use the function of keras.ops instead, or put the call into a layer (a Lambda layer or a custom layer).`,
    );
    return kerasOf(call) === '3';
  }
  fail(
    call,
    'symbolic-value',
    `${call.api.replace('numpy.', 'np.')} gets a symbolic Keras tensor, which has a shape and no numbers yet. Use the function of keras.ops instead. Keras: "You cannot convert it to a NumPy array."`,
  );
  return true;
}
