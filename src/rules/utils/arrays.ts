import type { Dim } from '../../tensor/shape';
import { asInt, asItems, asNumber } from '../../values/read';
import { list, type ObjectValue, type TensorValue, UNKNOWN, type Value } from '../../values/value';
import { valueRange } from '../core/facts';
import { fail } from '../core/report';
import type { Rule } from '../core/rule';
import { asDType, tensor, typeOf } from '../core/tensors';
import { objectArray, objectArrayOf } from '../ops/object-arrays';
import { frameOf, seriesOf, withRows } from '../pandas/frame';

/** `keras.utils.to_categorical(x, num_classes)`: one-hot rows; an axis of size 1 at the end goes. */
export const toCategorical: Rule = call => {
  const x = call.args.get('x');
  const type = typeOf(x);
  if (type === undefined || type.shape === null) return UNKNOWN;
  const eager = x.kind === 'tensor' && x.family !== 'numpy';
  const range = valueRange(x.kind === 'tensor' ? x : tensor('numpy', type.shape, type.dtype, { constant: numbersIn(x) }));
  const given = asInt(call.args.get('num_classes'));
  if (given !== undefined && range !== undefined && range.max >= given && !eager)
    return fail(
      call,
      'label-range',
      `The class numbers go up to ${range.max} (${range.where}), and to_categorical makes ${given} columns, 0 to ${given - 1}. Give it ${range.max + 1} classes, or number the classes from 0. NumPy: "index ${range.max} is out of bounds for axis 1 with size ${given}".`,
    );
  const classes: Dim = given ?? (call.args.get('num_classes').kind === 'none' && range ? range.max + 1 : null);
  const rows = type.shape.length > 1 && type.shape.at(-1) === 1 ? type.shape.slice(0, -1) : type.shape;
  if (type.shape.length > 1 && type.shape.at(-1) === null) return tensor(eager ? 'eager' : 'numpy', null, eager ? 'float32' : 'float64');
  return tensor(eager ? x.family : 'numpy', [...rows, classes], call.legacy ? null : eager ? 'float32' : 'float64');
};

/** Numbers in a list of numbers; undefined where it is none. */
function numbersIn(value: Value): number[] | undefined {
  const numbers = asItems(value)?.map(asNumber);
  return numbers && !numbers.includes(undefined) ? (numbers as number[]) : undefined;
}

/** `keras.utils.pad_sequences(sequences, maxlen, dtype)`: one row each, as long as the longest or as `maxlen`. */
export const padSequences: Rule = call => {
  const sequences = call.args.get('sequences');
  const rows = asItems(sequences);
  const objects = objectArrayOf(sequences);
  const count: Dim = rows?.length ?? objects?.rows ?? (sequences.kind === 'tensor' ? (sequences.type.shape?.[0] ?? null) : null);
  const known = rows?.map(row => asItems(row)?.length ?? (row.kind === 'tensor' ? row.type.shape?.[0] : undefined));
  const longest: Dim =
    known && known.length > 0 && known.every(length => typeof length === 'number') ? Math.max(...(known as number[])) : null;
  const maxlen = call.args.get('maxlen');
  const length = maxlen.kind === 'none' ? longest : (asInt(maxlen) ?? null);
  const dtype = asDType(call.args.get('dtype'));
  const flat = rows === undefined || rows.every(row => (asItems(row) ?? []).every(item => asNumber(item) !== undefined));
  if (!flat) return tensor('numpy', null, dtype ?? null);
  const ids = rows?.flatMap(row => asItems(row) ?? []).map(asNumber);
  const own = objects?.range && asNumber(call.args.get('value')) === 0 ? objects.range : undefined;
  const range =
    own ??
    (ids && ids.length > 0 && !ids.includes(undefined) && call.args.get('value').kind !== 'unknown' ? padded(ids as number[]) : undefined);
  return tensor('numpy', [count, length], dtype ?? null, range && { facts: { range } });
};
const padded = (ids: readonly number[]) => ({ min: Math.min(0, ...ids), max: Math.max(0, ...ids), where: 'the sequences in the program' });

/** Functions that give arrays of the shape that they get. */
export const sameShape: Rule = call => {
  const [x] = Object.values(call.args.all);
  if (x?.kind !== 'tensor') return UNKNOWN;
  const floats = x.type.dtype?.startsWith('float') ?? false;
  const dtype = floats ? x.type.dtype : x.family === 'numpy' && x.type.dtype !== null ? 'float32' : null;
  return tensor(x.family, x.type.shape, dtype);
};

/** `sklearn.model_selection.train_test_split(*arrays, test_size, train_size)`: two parts of each array. */
export const trainTestSplit: Rule = call => {
  const arrays = call.args.rest;
  const part = part2(asNumber(call.args.get('test_size')), call.args.get('test_size').kind === 'none');
  const [size] = arrays.map(array => typeOf(array)?.shape?.[0]).filter((count): count is number => typeof count === 'number' && count > 0);
  const open = call.args.get('train_size').kind !== 'none' || call.args.open || size === undefined || part === undefined;
  const test: Dim = open ? null : part <= 1 ? Math.ceil(part * size - 1e-9) : part;
  const train: Dim = test === null || size === undefined ? null : size - test;
  const rows = (array: Value, count: Dim): Value => {
    if (frameOf(array) ?? seriesOf(array)) return withRows(array as ObjectValue, count);
    const objects = objectArrayOf(array);
    if (objects) return objectArray(call, count, objects.range);
    return array.kind === 'tensor' && array.type.shape ? cut(array, count) : UNKNOWN;
  };
  return list(arrays.flatMap(array => [rows(array, train), rows(array, test)]));
};
const part2 = (size: number | undefined, absent: boolean): number | undefined => size ?? (absent ? 0.25 : undefined);
const cut = (array: TensorValue, count: Dim): Value => ({
  kind: 'tensor',
  family: array.family,
  type: { ...array.type, shape: array.type.shape && [count, ...array.type.shape.slice(1)] },
});
