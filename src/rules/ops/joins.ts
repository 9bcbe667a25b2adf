import { axisOf, inserted } from '../../tensor/axes';
import type { DType } from '../../tensor/dtype';
import { agreed, concatenated } from '../../tensor/joining';
import { isMisfit } from '../../tensor/misfit';
import { kerasPromotion, numpyPromotion } from '../../tensor/promotion';
import { type Dim, elementCount, printShape, type Shape } from '../../tensor/shape';
import { asInt, asItems } from '../../values/read';
import { list, type TensorValue, UNKNOWN, type Value } from '../../values/value';
import { type Call, type Rule, rows, type Table } from '../core/rule';
import { tensorsIn } from '../core/tensors';
import { numpyRow } from './numpy-rows';
import { arg, dense, dialectOf, ints, made, type Operand, operand, refuseCall, settled, subject } from './operand';

/** Most tensors that are made one by one of a single one; of more, only that they are many is known. */
const MAX_PARTS = 1024;

const partsOf = (call: Call, ...names: string[]): readonly Value[] | undefined => {
  const value = arg(call, ...names);
  if (value.kind === 'tensor') {
    const { shape, dtype } = value.type;
    const rows = shape?.[0];
    if (!shape || typeof rows !== 'number' || rows > MAX_PARTS) return undefined;
    return Array.from({ length: rows }, () => ({ ...value, constant: undefined, type: { shape: shape.slice(1), dtype } }) as TensorValue);
  }
  return asItems(value);
};

/** The dtype of several tensors together; undefined where TensorFlow refuses them. */
function jointDType(call: Call, parts: readonly Operand[]): DType | null | undefined {
  const dialect = dialectOf(call);
  // Symbolic tensors become uint32 (`kerasPromotion`), others stay what they are.
  if (dialect === 'keras' && parts.every(({ dtype }) => dtype === 'uint64')) return null;
  if (dialect !== 'tf') return (dialect === 'numpy' ? numpyPromotion : kerasPromotion)(parts.map(({ dtype }) => ({ dtype })));
  const tensors = parts.filter(({ value }) => value.kind === 'tensor' && value.family !== 'numpy');
  const dtypes = [...new Set((tensors.length > 0 ? tensors : parts).map(({ dtype }) => dtype))];
  const known = dtypes.filter(dtype => dtype !== null);
  if (known.length <= 1) return known[0] ?? null;
  if (tensors.length === 0) return null;
  refuseCall(call, 'op-dtype', `the tensors have dtypes ${known.join(' and ')} and must have one; cast with tf.cast`);
  return undefined;
}

const concat: Rule = call => {
  const parts = partsOf(call, 'values', 'xs', 'arrays')?.map(part => operand(part, dialectOf(call)));
  if (parts === undefined || parts.length === 0) return made(call, [arg(call, 'values', 'xs', 'arrays')], null, null);
  const values = parts.map(({ value }) => value);
  const dtype = jointDType(call, parts);
  if (dtype === undefined) return UNKNOWN;
  const axisValue = arg(call, 'axis');
  const flat = axisValue.kind === 'none' && dialectOf(call) === 'numpy' && call.args.given('axis') === true;
  const axis = asInt(axisValue);
  if (flat || axis === undefined) return made(call, values, flat ? [null] : null, dtype);
  const constants = parts.map(({ constant, shape }) => (shape?.length === 1 ? constant : undefined));
  const constant = constants.includes(undefined) ? undefined : constants.flatMap(one => one ?? []);
  // A single tensor goes through TensorFlow's concat as it is.
  if (parts.length === 1 && dialectOf(call) === 'tf') return made(call, values, parts[0].shape, dtype, constant && { constant });
  return settled(
    call,
    values,
    concatenated(
      parts.map(({ shape }) => shape),
      axis,
    ),
    dtype,
    'op-shape',
    constant && { constant },
  );
};

const stack: Rule = call => {
  const parts = partsOf(call, 'values', 'x', 'arrays')?.map(part => operand(part, dialectOf(call)));
  if (parts === undefined || parts.length === 0) return made(call, [arg(call, 'values', 'x', 'arrays')], null, null);
  const values = parts.map(({ value }) => value);
  const dtype = jointDType(call, parts);
  if (dtype === undefined) return UNKNOWN;
  const axis = asInt(arg(call, 'axis'));
  const one = agreed(parts.map(({ shape }) => shape));
  if (isMisfit(one)) return refuseCall(call, 'op-shape', `the tensors must all have one shape, but ${one.misfit}`);
  const scalars = parts.map(({ constant, shape }) => (shape?.length === 0 ? (constant ?? [null]) : undefined));
  const constant = scalars.includes(undefined) ? undefined : scalars.flatMap(item => item ?? []);
  return axis === undefined
    ? made(call, values, null, dtype)
    : settled(call, values, inserted(one, axis, parts.length), dtype, 'op-shape', constant && { constant });
};

/** hstack, vstack, dstack, column_stack: concatenation after adding the axes that are missing. */
const stacked =
  (name: 'h' | 'v' | 'd' | 'column'): Rule =>
  call => {
    const parts = partsOf(call, 'tup', 'xs')?.map(part => operand(part, dialectOf(call)));
    if (parts === undefined || parts.length === 0) return made(call, [arg(call, 'tup', 'xs')], null, null);
    const dtype = jointDType(call, parts);
    if (dtype === undefined) return UNKNOWN;
    const grown = parts.map(({ shape }): Shape => {
      if (shape === null || shape.length >= 2) return name === 'd' && shape?.length === 2 ? [...shape, 1] : shape;
      if (name === 'h') return shape.length === 0 ? [1] : shape;
      const length: Dim = shape.length === 0 ? 1 : shape[0];
      return name === 'v' ? [1, length] : name === 'column' ? [length, 1] : [1, length, 1];
    });
    const axis = name === 'v' ? 0 : name === 'd' ? 2 : name === 'column' ? 1 : grown.find(shape => shape !== null)?.length === 1 ? 0 : 1;
    return settled(
      call,
      parts.map(({ value }) => value),
      concatenated(grown, axis),
      dtype,
    );
  };

/** One tensor for each index of an axis. */
const unstack: Rule = call => {
  const value = arg(call, 'value', 'x');
  const x = operand(value);
  const axis = asInt(call.args.get('axis'));
  if (x.shape === null || axis === undefined) return UNKNOWN;
  const at = axisOf(axis, x.shape);
  if (isMisfit(at)) return refuseCall(call, 'op-shape', at.misfit);
  const count = asInt(call.args.get('num')) ?? x.shape[at];
  if (x.shape[at] !== null && count !== x.shape[at])
    return refuseCall(call, 'op-shape', `num is ${count} and axis ${axis} of ${printShape(x.shape)} has ${x.shape[at]}`);
  if (count === null || count > MAX_PARTS) return list(null);
  const shape = x.shape.filter((_, index) => index !== at);
  const pick = (index: number) => (x.shape?.length === 1 && x.constant ? { constant: [x.constant[index] ?? null] } : undefined);
  return list(Array.from({ length: count }, (_, index) => made(call, [value], shape, x.dtype, pick(index))));
};

/** Parts of equal size (a number), or of given sizes (TensorFlow) or up to given places (NumPy, Keras). */
const split: Rule = call => {
  const value = subject(call, 'value', 'x', 'ary');
  const x = operand(value, dialectOf(call));
  const axis = asInt(arg(call, 'axis'));
  const parts = arg(call, 'num_or_size_splits', 'indices_or_sections');
  const count = parts.kind === 'tensor' ? undefined : asInt(parts);
  const sizes = count === undefined ? (ints(parts) ?? undefined) : undefined;
  if (x.shape === null || axis === undefined || (count === undefined && sizes === undefined)) {
    const known = count ?? (sizes && sizes.length + (dialectOf(call) === 'tf' ? 0 : 1));
    return list(known === undefined || known > MAX_PARTS ? null : Array.from({ length: known }, () => made(call, [value], null, x.dtype)));
  }
  const at = axisOf(axis, x.shape);
  if (isMisfit(at)) return refuseCall(call, 'op-shape', at.misfit);
  const shape = x.shape;
  const piece = (size: Dim) => made(call, [value], shape.with(at, size), x.dtype);
  if (count !== undefined) {
    const whole = shape[at];
    if (count <= 0) return UNKNOWN;
    const loose = call.api.endsWith('array_split');
    if (!loose && whole !== null && whole % count !== 0)
      return refuseCall(call, 'op-shape', `axis ${axis} of ${printShape(shape)} has ${whole} elements, which are not ${count} equal parts`);
    if (count > MAX_PARTS) return list(null);
    const sized = (index: number): Dim => (whole === null ? null : Math.floor(whole / count) + (index < whole % count ? 1 : 0));
    return list(Array.from({ length: count }, (_, index) => piece(sized(index))));
  }
  return dialectOf(call) === 'tf' ? bySizes(call, shape, at, sizes ?? [], piece) : list(byPlaces(shape[at], sizes ?? []).map(piece));
};

function bySizes(call: Call, shape: readonly Dim[], at: number, sizes: readonly number[], piece: (size: Dim) => Value): Value {
  const whole = shape[at];
  const given = sizes.filter(size => size >= 0).reduce((sum, size) => sum + size, 0);
  const open = sizes.includes(-1);
  if (whole !== null && (open ? given > whole : given !== whole))
    return refuseCall(
      call,
      'op-shape',
      `the sizes [${sizes.join(', ')}] do not add up to ${whole}, the size of axis ${at} of ${printShape(shape)}`,
    );
  return list(sizes.map(size => piece(size >= 0 ? size : whole === null ? null : whole - given)));
}

function byPlaces(whole: Dim, places: readonly number[]): Dim[] {
  const ends = [...places, whole ?? Number.NaN].map(place =>
    place < 0 && whole !== null ? place + whole : Math.min(place, whole ?? place),
  );
  return ends.map((end, index) => {
    const size = end - (index === 0 ? 0 : ends[index - 1]);
    return Number.isNaN(size) ? null : Math.max(0, size);
  });
}

const meshgrid: Rule = call => {
  const vectors = call.args.rest.map(value => operand(value, dialectOf(call)));
  if (call.args.open || vectors.length === 0) return UNKNOWN;
  const sizes = vectors.map(({ shape }) => elementCount(shape));
  const indexing = call.args.get('indexing');
  const swap = indexing.kind !== 'str' || indexing.value === 'xy';
  const grid = swap && sizes.length > 1 ? [sizes[1], sizes[0], ...sizes.slice(2)] : sizes;
  return list(vectors.map(({ value, dtype }) => made(call, [value], grid, dtype)));
};

const addN: Rule = call => {
  const parts = partsOf(call, 'inputs')?.map(part => operand(part));
  if (!parts) return made(call, [call.args.get('inputs')], null, null);
  const one = agreed(parts.map(({ shape }) => shape));
  return settled(
    call,
    parts.map(({ value }) => value),
    one,
    jointDType(call, parts) ?? null,
  );
};

/** Several tensors made one, and one made several. */
export const joinFunctions: Table = {
  ...rows(['tf.concat', 'keras.ops.concatenate'], call => {
    const ragged = tensorsIn(arg(call, 'values', 'xs')).some(({ type }) => type.raggedRank !== undefined || type.sparse);
    return ragged ? UNKNOWN : concat(call);
  }),
  ...numpyRow('concatenate', 'arrays, axis=0, out=None, dtype=None', concat),
  ...numpyRow('concat', 'arrays, axis=0, out=None, dtype=None', concat),
  ...rows(['tf.stack', 'keras.ops.stack'], dense(stack)),
  ...numpyRow('stack', 'arrays, axis=0, out=None', stack),
  ...rows(['tf.unstack', 'keras.ops.unstack'], dense(unstack)),
  ...rows(['tf.split', 'keras.ops.split', 'keras.ops.array_split'], dense(split)),
  ...numpyRow('split', 'ary, indices_or_sections, axis=0', split),
  ...numpyRow('array_split', 'ary, indices_or_sections, axis=0', split),
  ...numpyRow('vstack', 'tup', stacked('v')),
  ...numpyRow('row_stack', 'tup', stacked('v')),
  ...numpyRow('hstack', 'tup', stacked('h')),
  ...numpyRow('dstack', 'tup', stacked('d')),
  ...numpyRow('column_stack', 'tup', stacked('column')),
  'keras.ops.vstack': dense(stacked('v')),
  'keras.ops.hstack': dense(stacked('h')),
  'keras.ops.dstack': dense(stacked('d')),
  ...rows(['tf.meshgrid', 'keras.ops.meshgrid'], dense(meshgrid)),
  ...numpyRow('meshgrid', "*xi, indexing='xy', sparse=False, copy=True", meshgrid),
  ...rows(['tf.add_n', 'tf.math.add_n', 'tf.math.accumulate_n'], dense(addN)),
};
