import type { Value } from '../../values/value';
import type { Kinds } from '../core/kind';
import type { Table } from '../core/rule';
import { asDType, result, tensorsIn } from '../core/tensors';

/** Functions of tf and keras.ops. */
export const opFunctions: Table = {
  'tf.cast': call => {
    const x = call.args.get('x');
    const [tensor] = tensorsIn(x);
    return result(call, [x], tensor?.type.shape ?? null, asDType(call.args.get('dtype')) ?? null);
  },
};

/** Functions of NumPy. */
export const arrayFunctions: Table = {};
export const opKinds: Kinds = {};
export const opConstants: { readonly [name: string]: Value } = {};
