import { UNKNOWN, type Value } from '../../values/value';
import type { Use } from '../core/kind';

/** `tensor[key]`. */
export function tensorIndex(_use: Use, _key: Value): Value {
  return UNKNOWN;
}
