import type { CallContext } from '../../values/library';
import { type ObjectValue, type Origin, tuple, type Value } from '../../values/value';
import type { Bound } from './bind';
import type { Call } from './rule';

/** A new object of a library class, made by this call. */
export const object = (call: Call, type: string, state: unknown): ObjectValue => ({
  kind: 'object',
  type,
  state: { content: state },
  origin: originOf(call.api, call.self, call.args, call.context),
});

/** The call as the origin of what it makes: the object of a method is its argument `self`, what went to `*args` its argument `args`. */
export const originOf = (api: string, self: Value, bound: Bound, context: CallContext): Origin => ({
  op: api,
  args: { ...(self.kind !== 'none' && { self }), ...bound.all, ...(bound.rest.length > 0 && { args: tuple(bound.rest) }) },
  span: context.span,
  spanOf: bound.spanOf,
  ...(bound.open && { open: true }),
});

/** Classes by what they derive from, where it matters which methods they have. */
const parents: { [type: string]: string } = {
  'keras.Sequential': 'keras.Model',
  'keras.Functional': 'keras.Model',
  'keras.Model': 'keras.Layer',
  'tf.data.TFRecordDataset': 'tf.data.Dataset',
  'tf.data.TextLineDataset': 'tf.data.Dataset',
  'tf.data.FixedLengthRecordDataset': 'tf.data.Dataset',
};

/** A class and all that it derives from, nearest first. */
export function ancestry(type: string): string[] {
  const chain = [type];
  for (let next = parentOf(type); next !== undefined; next = parentOf(next)) chain.push(next);
  return chain;
}

const parentOf = (type: string): string | undefined =>
  Object.hasOwn(parents, type) ? parents[type] : type.startsWith('keras.layers.') || type === 'hub.KerasLayer' ? 'keras.Layer' : undefined;

/** Whether a value is an object of a class or of one that derives from it. */
export const isA = (value: Value, type: string): value is ObjectValue => value.kind === 'object' && ancestry(value.type).includes(type);
