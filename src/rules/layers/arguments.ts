import { asItems, asNumber, asString } from '../../values/read';
import type { Value } from '../../values/value';
import { failInKeras3 } from '../core/keras';
import { shortName } from '../core/names';
import { fail } from '../core/report';
import type { Call } from '../core/rule';
import { printValue } from './words';

/** Reads and checks of constructor arguments. A check reports what provably raises, and answers true then. */

/** Reports that an argument is not one that the layer takes; answers true. `onlyKeras3`: Keras 2 takes it. */
export function refuseArgument(call: Call, name: string, wants: string, keras: string, onlyKeras3 = false): true {
  const got = printValue(call.args.get(name));
  const message = `${shortName(call.api)} takes ${wants}, but gets ${name}=${got}. Keras: ${keras}`;
  const report = onlyKeras3 ? failInKeras3 : fail;
  report(call, 'layer-argument', message, { span: call.args.spanOf(name) });
  return true;
}

/** One number for each of `n` axes, from one number or a tuple; null for those not known. */
export function numbers(value: Value, n: number): readonly (number | null)[] {
  if (value.kind === 'int') return Array.from({ length: n }, () => value.value);
  const items = asItems(value);
  if (items?.length !== n) return Array.from({ length: n }, () => null);
  return items.map(item => (item.kind === 'int' ? item.value : null));
}

/** `argument_validation.standardize_tuple`: one integer or exactly `n`, all above zero (or not below, with `zero`). */
export function refusesTuple(call: Call, name: string, n: number, { zero = false, none = false } = {}): boolean {
  const value = call.args.get(name);
  if (value.kind === 'unknown' || (none && value.kind === 'none')) return false;
  const items = value.kind === 'int' ? [value] : asItems(value);
  const isPlain = items !== undefined || ['none', 'float', 'bool'].includes(value.kind);
  if (!isPlain) return false;
  const few = items === undefined ? value.kind !== 'bool' : value.kind !== 'int' && items.length !== n;
  const outside = (items ?? []).some(item => item.kind === 'int' && (zero ? item.value < 0 : item.value <= 0));
  if (!few && !outside) return false;
  const count = n === 1 ? 'one integer' : `one integer or ${n} of them`;
  return refuseArgument(
    call,
    name,
    `for ${name} ${count}, ${zero ? 'none below zero' : 'all above zero'}`,
    `The \`${name}\` argument must be a tuple of ${n} integers. Received ${name}=${printValue(value)}`,
  );
}

/** A number that must be above zero. */
export function refusesNotPositive(call: Call, name: string, keras?: string): boolean {
  const value = call.args.get(name);
  if (value.kind !== 'int' && value.kind !== 'float') return false;
  if (value.value > 0) return false;
  const words =
    keras ?? `Invalid value for argument \`${name}\`. Expected a strictly positive value. Received ${name}=${printValue(value)}.`;
  return refuseArgument(call, name, `for ${name} a number above zero`, words);
}

/** A text that must be one of these, in any case of letters. */
export function refusesWord(
  call: Call,
  name: string,
  words: readonly string[],
  more: { exactCase?: boolean; onlyKeras3?: boolean } = {},
): boolean {
  const text = asString(call.args.get(name));
  if (text === undefined || words.includes(more.exactCase ? text : text.toLowerCase())) return false;
  const list = words.map(word => `"${word}"`).join(' or ');
  return refuseArgument(
    call,
    name,
    `for ${name} ${list}`,
    `The \`${name}\` argument must be one of ${list}. Received: ${text}`,
    more.onlyKeras3,
  );
}

/** "channels_last" or "channels_first" (keras.backend.standardize_data_format). */
export const refusesDataFormat = (call: Call): boolean => refusesWord(call, 'data_format', ['channels_last', 'channels_first']);

/** A share of what is dropped: from 0 to 1. */
export function refusesRate(call: Call, name = 'rate'): boolean {
  const rate = asNumber(call.args.get(name));
  if (rate === undefined || (rate >= 0 && rate <= 1)) return false;
  return refuseArgument(
    call,
    name,
    `for ${name} a number from 0 to 1`,
    `Invalid value received for argument \`${name}\`. Expected a float value between 0 and 1.`,
  );
}

/** Names of the built-in activations (https://keras.io/api/layers/activations/). */
const activations = new Set([
  'relu',
  'leaky_relu',
  'relu6',
  'softmax',
  'celu',
  'elu',
  'selu',
  'softplus',
  'softsign',
  'squareplus',
  'soft_shrink',
  'sparse_plus',
  'silu',
  'swish',
  'gelu',
  'glu',
  'tanh',
  'tanh_shrink',
  'threshold',
  'sigmoid',
  'sparse_sigmoid',
  'exponential',
  'hard_sigmoid',
  'hard_silu',
  'hard_swish',
  'hard_tanh',
  'hard_shrink',
  'linear',
  'mish',
  'log_softmax',
  'log_sigmoid',
  'sparsemax',
]);

/** A text that must name an activation, in Keras 3 one of its own. Silent where the program registers names. */
export function refusesActivation(call: Call, name = 'activation'): boolean {
  const text = asString(call.args.get(name));
  if (text === undefined || activations.has(text) || call.session.customNames.content) return false;
  return refuseArgument(call, name, `for ${name} the name of an activation`, `Could not interpret activation function identifier: ${text}`);
}

/** A number of units and the like: an integer above zero. */
export function refusesNotPositiveInteger(call: Call, name: string, keras?: string, onlyKeras3 = false): boolean {
  const value = call.args.get(name);
  if (value.kind === 'int' ? value.value > 0 : !['float', 'str', 'none', 'tuple', 'list'].includes(value.kind)) return false;
  const words = keras ?? `Received an invalid value for \`${name}\`, expected a positive integer. Received: ${name}=${printValue(value)}`;
  return refuseArgument(call, name, `for ${name} an integer above zero`, words, onlyKeras3);
}
