import { formatSizes } from '../../../common/sizes';
import type { OpName } from '../../../plan/support/ops';
import { allocateAny, arrayOfLiteral, type ElementType, NdArray, type NumberType, numbersOf, SparseArray, sizeOf } from '../array';
import { padArray, stackArrays } from '../batching';
import { type Op, type StepValue, toArray } from '../mapped-function';
import { broadcastPlaces, broadcastShapes, castNumbers } from './elementwise';

/** Index of an axis, counted from the end if negative. Throws when there is none. */
export function checkedAxis(axis: number, rank: number, what: string): number {
  const found = axis < 0 ? axis + rank : axis;
  if (found < 0 || found >= rank) throw new Error(`${what}: there is no axis ${axis} in a tensor of rank ${rank}`);
  return found;
}

/** Another view of the same data; throws when the sizes differ. One dimension may be -1. */
export function reshapeArray(array: NdArray, shape: number[]): NdArray {
  const known = sizeOf(shape.filter(dimension => dimension !== -1));
  const full = shape.map(dimension => (dimension === -1 ? array.data.length / known : dimension));
  if (!full.every(Number.isInteger) || sizeOf(full) !== array.data.length) {
    throw new Error(`cannot reshape a tensor with ${array.data.length} elements to shape ${formatSizes(shape)}`);
  }
  return new NdArray(array.dtype, full, array.data, array.origin);
}

/** Takes values by place. */
function pickPlaces(array: NdArray, shape: number[], places: ArrayLike<number>): NdArray {
  const data = allocateAny(array.dtype, sizeOf(shape));
  for (let i = 0; i < data.length; i++) data[i] = array.data[places[i]] as never;
  return new NdArray(array.dtype, shape, data);
}

export function transposeArray(array: NdArray, permutation: number[]): NdArray {
  const shape = permutation.map(axis => array.shape[axis]);
  const strides = array.shape.map((_, axis) => sizeOf(array.shape.slice(axis + 1)));
  const places = new Int32Array(array.data.length);
  for (let i = 0; i < places.length; i++) {
    let rest = i;
    let place = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const dimension = shape[axis];
      place += (rest % dimension) * (strides[permutation[axis]] as number);
      rest = Math.floor(rest / dimension);
    }
    places[i] = place;
  }
  return pickPlaces(array, shape, places);
}

/** Joins arrays along an axis. */
export function concatArrays(arrays: NdArray[], axis: number): NdArray {
  const [first] = arrays;
  if (!first) throw new Error('tf.concat needs at least one tensor');
  const along = checkedAxis(axis, first.shape.length, 'tf.concat');
  const outer = sizeOf(first.shape.slice(0, along));
  const lengths = arrays.map(array => {
    const fits =
      array.shape.length === first.shape.length && array.shape.every((dimension, i) => i === along || dimension === first.shape[i]);
    if (!fits || array.dtype !== first.dtype) {
      throw new Error(`tf.concat cannot join ${formatSizes(first.shape)} ${first.dtype} with ${formatSizes(array.shape)} ${array.dtype}`);
    }
    return array.data.length / outer;
  });
  const row = lengths.reduce((sum, length) => sum + length, 0);
  const shape = first.shape.map((dimension, i) => (i === along ? arrays.reduce((sum, array) => sum + array.shape[i], 0) : dimension));
  const data = allocateAny(first.dtype, sizeOf(shape));
  let offset = 0;
  arrays.forEach((array, index) => {
    const length = lengths[index];
    for (let o = 0; o < outer; o++) for (let i = 0; i < length; i++) data[o * row + offset + i] = array.data[o * length + i] as never;
    offset += length;
  });
  return new NdArray(first.dtype, shape, data);
}

/** Whole numbers of an operand: a shape, a size, an axis list. */
export function integersOf(operand: StepValue, what: string): number[] {
  if (typeof operand === 'number') return [operand];
  if (Array.isArray(operand)) return (operand as StepValue[]).map(item => Number(toArray(item, what).data[0]));
  return [...numbersOf(toArray(operand, what), what)];
}

export function cast(array: NdArray, dtype: ElementType): NdArray {
  if (array.dtype === dtype) return array;
  if (dtype === 'string' || array.dtype === 'string') throw new Error(`tf.cast cannot turn ${array.dtype} into ${dtype}`);
  return new NdArray(dtype, array.shape, castNumbers(numbersOf(array, 'tf.cast'), dtype));
}

function oneHot(indices: NdArray, depth: number, on: number, off: number, axis: number, dtype: NumberType): NdArray {
  const ids = numbersOf(indices, 'tf.one_hot');
  const data = allocateAny(dtype, ids.length * depth) as Float32Array;
  data.fill(off);
  ids.forEach((id, row) => {
    if (id >= 0 && id < depth) data[row * depth + id] = on;
  });
  const last = new NdArray(dtype, [...indices.shape, depth], data);
  const rank = indices.shape.length;
  const place = axis < 0 ? axis + rank + 1 : axis;
  if (place === rank) return last;
  const order = Array.from({ length: rank }, (_, i) => i);
  order.splice(place, 0, rank);
  return transposeArray(last, order);
}

const expandDims: Op = ({ op, array, operand }) => {
  const read = array('input');
  const readAxis = operand('axis');
  return frame => {
    const input = read(frame);
    const [axis = 0] = integersOf(readAxis(frame), op);
    const shape = [...input.shape];
    shape.splice(axis < 0 ? axis + shape.length + 1 : axis, 0, 1);
    return reshapeArray(input, shape);
  };
};

const squeeze: Op = ({ op, array, literal, given }) => {
  const read = array('input');
  const axes = given('axis') ? integersOf(literal('axis'), op) : undefined;
  return frame => {
    const input = read(frame);
    const gone = axes?.map(axis => checkedAxis(axis, input.shape.length, op));
    const wrong = gone?.find(axis => input.shape[axis] !== 1);
    if (wrong !== undefined) throw new Error(`tf.squeeze: axis ${wrong} of shape ${formatSizes(input.shape)} is not 1`);
    return reshapeArray(
      input,
      input.shape.filter((dimension, axis) => (gone ? !gone.includes(axis) : dimension !== 1)),
    );
  };
};

/** Checked, not believed. */
const ensureShape: Op = ({ op, array, literal }) => {
  const read = array('x');
  const wanted = literal('shape') as (number | null)[];
  return frame => {
    const input = read(frame);
    const fits = wanted.length === input.shape.length && wanted.every((dimension, i) => dimension === null || dimension === input.shape[i]);
    if (!fits) throw new Error(`${op}: the tensor has shape ${formatSizes(input.shape)}, not ${formatSizes(wanted)}`);
    return input;
  };
};

const filled = (value: number): Op => {
  return ({ op, operand, dtype }) => {
    const read = operand('shape');
    const type = dtype('dtype', 'float32');
    return frame => {
      const shape = integersOf(read(frame), op);
      const data = allocateAny(type, sizeOf(shape));
      if (type !== 'string') (data as Float32Array).fill(value);
      return new NdArray(type, shape, data);
    };
  };
};

const where: Op = ({ op, array }) => {
  const readers = [array('condition'), array('x'), array('y')];
  return frame => {
    const [condition, x, y] = readers.map(read => read(frame)) as [NdArray, NdArray, NdArray];
    const shape = broadcastShapes(broadcastShapes(condition.shape, x.shape), y.shape);
    const [placesC, placesX, placesY] = [condition, x, y].map(part => broadcastPlaces(part.shape, shape)) as [
      Int32Array,
      Int32Array,
      Int32Array,
    ];
    const test = numbersOf(condition, op);
    const data = allocateAny(x.dtype, sizeOf(shape));
    for (let i = 0; i < data.length; i++) {
      data[i] = (test[placesC[i]] !== 0 ? x.data[placesX[i]] : y.data[placesY[i]]) as never;
    }
    return new NdArray(x.dtype, shape, data);
  };
};

const sparseToDense: Op = ({ operand, literal }) => {
  const read = operand('sp_input');
  const fallback = literal('default_value', null);
  return frame => {
    const input = read(frame);
    if (!(input instanceof SparseArray)) throw new Error('tf.sparse.to_dense needs a sparse tensor');
    const data = allocateAny(input.dtype, sizeOf(input.shape));
    if (fallback !== null) (data as { fill(value: unknown): unknown }).fill(arrayOfLiteral(fallback).data[0]);
    const strides = input.shape.map((_, axis) => sizeOf(input.shape.slice(axis + 1)));
    input.indices.forEach((index, i) => {
      data[index.reduce((sum, value, axis) => sum + value * strides[axis], 0)] = input.data[i] as never;
    });
    return new NdArray(input.dtype, input.shape, data);
  };
};

const pad: Op = ({ array, literal }) => {
  const read = array('tensor');
  const paddings = literal('paddings') as [number, number][];
  const value = Number(literal('constant_values', 0));
  return frame => {
    const input = read(frame);
    const strings = input.dtype === 'string';
    const fill = strings ? new Uint8Array(0) : value;
    const before = paddings.reduce((array, [count], axis) => {
      const shape = array.shape.map((dimension, i) => (i === axis ? count : dimension));
      const data = allocateAny(array.dtype, sizeOf(shape));
      (data as { fill(value: unknown): unknown }).fill(fill);
      return count === 0 ? array : concatArrays([new NdArray(array.dtype, shape, data), array], axis);
    }, input);
    return padArray(
      before,
      before.shape.map((dimension, axis) => dimension + (paddings[axis]?.[1] ?? 0)),
      fill,
    );
  };
};

/** Slices of a tensor along an axis, by their places. */
const gather: Op = ({ op, array, literal, given }) => {
  const [read, readIndices] = [array('params'), array('indices')];
  const axis = given('axis') ? Number(literal('axis')) : 0;
  return frame => {
    const [params, indices] = [read(frame), readIndices(frame)];
    const along = checkedAxis(axis, params.shape.length, op);
    const [length, size] = [params.shape[along], sizeOf(params.shape.slice(along + 1))];
    const wanted = numbersOf(indices, op);
    const wrong = wanted.find(index => index < 0 || index >= length);
    if (wrong !== undefined) throw new Error(`${op}: the index ${wrong} is not in [0, ${length})`);
    const shape = [...params.shape.slice(0, along), ...indices.shape, ...params.shape.slice(along + 1)];
    const places = new Float64Array(sizeOf(shape));
    const block = wanted.length * size;
    for (let i = 0; i < places.length; i++) {
      const [outer, inner] = [Math.floor(i / block), i % block];
      places[i] = (outer * length + wanted[Math.floor(inner / size)]) * size + (inner % size);
    }
    return pickPlaces(params, shape, places);
  };
};

export const shapeOps = {
  'tf.gather': gather,
  'tf.cast': ({ array, dtype }) => {
    const read = array('x');
    const type = dtype('dtype');
    return frame => cast(read(frame), type);
  },
  'tf.one_hot': ({ array, literal, dtype }) => {
    const read = array('indices');
    const type = dtype('dtype', 'float32') as NumberType;
    const [depth, on, off, axis] = [literal('depth'), literal('on_value', 1), literal('off_value', 0), literal('axis', -1)].map(Number);
    return frame => oneHot(read(frame), depth as number, on as number, off as number, axis as number, type);
  },
  'tf.reshape': ({ op, array, operand }) => {
    const read = array('tensor');
    const readShape = operand('shape');
    return frame => reshapeArray(read(frame), integersOf(readShape(frame), op));
  },
  'tf.concat': ({ arrays, literal }) => {
    const read = arrays('values');
    const axis = Number(literal('axis'));
    return frame => concatArrays(read(frame), axis);
  },
  'tf.stack': ({ arrays, literal }) => {
    const read = arrays('values');
    const axis = Number(literal('axis', 0));
    return frame => {
      const stacked = stackArrays(read(frame));
      const rank = stacked.shape.length;
      const place = checkedAxis(axis, rank, 'tf.stack');
      if (place === 0) return stacked;
      const order = Array.from({ length: rank - 1 }, (_, i) => i + 1);
      order.splice(place, 0, 0);
      return transposeArray(stacked, order);
    };
  },
  'tf.expand_dims': expandDims,
  'tf.squeeze': squeeze,
  'tf.ensure_shape': ensureShape,
  'tf.transpose': ({ array, literal, given, op }) => {
    const read = array('a');
    const order = given('perm') ? integersOf(literal('perm'), op) : undefined;
    return frame => {
      const input = read(frame);
      return transposeArray(input, order ?? input.shape.map((_, axis) => input.shape.length - 1 - axis));
    };
  },
  'tf.zeros': filled(0),
  'tf.ones': filled(1),
  'tf.where': where,
  'tf.pad': pad,
  'tf.sparse.to_dense': sparseToDense,
  'tf.identity': ({ operand }) => operand('input'),
  'tf.shape': ({ operand, op }) => {
    const read = operand('input');
    return frame => {
      const { shape } = toArray(read(frame), op);
      return new NdArray('int32', [shape.length], Int32Array.from(shape));
    };
  },
  'tf.constant': ({ literal, dtype, given }) => {
    const constant = arrayOfLiteral(literal('value'), given('dtype') ? dtype('dtype') : undefined);
    return () => constant;
  },
  'tf.clip_by_value': ({ op, array, literal }) => {
    const read = array('t');
    const low = Number(literal('clip_value_min'));
    const high = Number(literal('clip_value_max'));
    return frame => {
      const input = read(frame);
      const data = numbersOf(input, op).map(value => Math.min(high, Math.max(low, value)));
      return new NdArray(input.dtype, input.shape, data);
    };
  },
} as const satisfies { readonly [op in OpName]?: Op };
