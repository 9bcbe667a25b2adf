import { asItems } from '../values/read';
import type { Origin, TensorValue, Value } from '../values/value';
import { givenTo, readArguments } from './arguments';
import { writtenValue } from './literal';
import type { Arg, Json } from './plan';
import { type Refusals, Refused } from './refused';
import { isTensor, supportOf } from './support/accepted';
import { type ModelOpSupport, modelOps } from './support/model-ops';

/** Numbers that are written out need no node. */
const isWrittenOut = (value: TensorValue): boolean =>
  value.constant !== undefined && !value.constant.includes(null) && (value.family === 'eager' || value.family === 'numpy');

/** The arguments of an operation inside a model, by the operation's own names; `tensor` gives the node of a tensor. What cannot be trained is refused. */
export function modelOpArguments(
  origin: Origin,
  refusals: Refusals,
  tensor: (value: TensorValue) => Arg,
  whole: string,
): { [parameter: string]: Arg } {
  const { op, args, span } = origin;
  const row = supportOf<ModelOpSupport>(modelOps, op);
  if (row === undefined) throw new Refused(span, `${op} inside ${whole} cannot be trained from the editor yet.`);
  const follow = (value: Value, parameter: string): Arg => {
    if (value.kind === 'tensor' && !isWrittenOut(value)) return tensor(value);
    const items = asItems(value);
    if (items?.some(item => item.kind === 'tensor')) return { items: items.map(item => follow(item, parameter)) };
    return { value: writtenValue(value, `The argument ${parameter} of ${op}`, span) };
  };
  const given = readArguments(row.arguments, givenTo({ origin }, op), refusals);
  const defaults: { [parameter: string]: Json } = row.defaults;
  const read = Object.entries(defaults).map(([name, value]): [string, Arg] => [name, { value }]);
  for (const [parameter, value] of Object.entries(args)) {
    const name = row.names[parameter];
    if (name === undefined) continue;
    const arg = isTensor(row.arguments[parameter])
      ? refusals.attempt(() => follow(value, parameter))
      : Object.hasOwn(given, parameter)
        ? { value: given[parameter] }
        : undefined;
    if (arg !== undefined) read.push([name, arg]);
  }
  return Object.fromEntries(read);
}
