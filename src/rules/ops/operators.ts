import type { OperatorName } from '../../values/library';
import { UNKNOWN, type Value } from '../../values/value';
import type { Use } from '../core/kind';

/** An operator with a tensor, or another object of the library, on either side. */
export function tensorOperator(_use: Omit<Use, 'self'>, _op: OperatorName, _operands: readonly Value[]): Value {
  return UNKNOWN;
}
