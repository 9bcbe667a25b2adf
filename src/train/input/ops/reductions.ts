import type { OpName } from '../../../plan/support/ops';
import { allocate, NdArray, type NumberType, numbersOf, sizeOf } from '../array';
import type { Op } from '../mapped-function';
import { both, broadcastPlaces, castNumbers } from './elementwise';
import { checkedAxis, integersOf, reshapeArray } from './shape';

/** Combines all values along axes into one. */
const reduce = (
  initial: number,
  combine: (sum: number, value: number) => number,
  finish: (sum: number, count: number) => number = sum => sum,
): Op => {
  return ({ op, array, literal, given }) => {
    const read = array('input_tensor');
    const asked = given('axis') ? integersOf(literal('axis'), op) : undefined;
    const keep = literal('keepdims', false) === true;
    return frame => {
      const input = read(frame);
      const values = numbersOf(input, op);
      const axes = (asked ?? input.shape.map((_, axis) => axis)).map(axis => checkedAxis(axis, input.shape.length, op));
      const kept = input.shape.map((dimension, axis) => (axes.includes(axis) ? 1 : dimension));
      const places = broadcastPlaces(kept, input.shape);
      const sums = new Float64Array(sizeOf(kept)).fill(initial);
      values.forEach((value, i) => {
        sums[places[i]] = combine(sums[places[i]], value);
      });
      const count = values.length / Math.max(1, sums.length);
      const data = castNumbers(
        sums.map(sum => finish(sum, count)),
        input.dtype as NumberType,
      );
      const result = new NdArray(input.dtype, kept, data);
      return keep
        ? result
        : reshapeArray(
            result,
            input.shape.filter((_, axis) => !axes.includes(axis)),
          );
    };
  };
};

/** Sums along an axis, from its start or its end, with or without the element itself. */
const cumsum: Op = ({ op, array, literal }) => {
  const read = array('x');
  const [axis, exclusive, reverse] = [Number(literal('axis', 0)), literal('exclusive', false) === true, literal('reverse', false) === true];
  return frame => {
    const input = read(frame);
    const values = numbersOf(input, op);
    const along = checkedAxis(axis, input.shape.length, op);
    const length = input.shape[along];
    const stride = sizeOf(input.shape.slice(along + 1));
    const data = allocate(input.dtype as NumberType, values.length);
    for (let start = 0; start < values.length; start++) {
      // Each line along the axis is walked from its first place.
      if (Math.floor(start / stride) % length !== 0) continue;
      let sum = 0;
      for (let step = 0; step < length; step++) {
        const place = start + (reverse ? length - 1 - step : step) * stride;
        data[place] = exclusive ? sum : sum + values[place];
        sum += values[place];
      }
    }
    return new NdArray(input.dtype, input.shape, data);
  };
};

/** The first place along an axis whose value is better than all before it. */
const placeOf =
  (better: (value: number, best: number) => boolean): Op =>
  ({ op, array, literal, dtype, given }) => {
    const read = array('input');
    const axis = given('axis') ? Number(literal('axis')) : 0;
    const type = dtype('output_type', 'int64') as NumberType;
    return frame => {
      const input = read(frame);
      const values = numbersOf(input, op);
      const along = checkedAxis(axis, input.shape.length, op);
      const stride = sizeOf(input.shape.slice(along + 1));
      const length = input.shape[along];
      const shape = input.shape.toSpliced(along, 1);
      const data = allocate(type, sizeOf(shape));
      for (let i = 0; i < data.length; i++) {
        const start = Math.floor(i / stride) * stride * length + (i % stride);
        let best = 0;
        for (let step = 1; step < length; step++) if (better(values[start + step * stride], values[start + best * stride])) best = step;
        data[i] = best;
      }
      return new NdArray(type, shape, data);
    };
  };

export const reductionOps = {
  ...both('cumsum', cumsum),
  ...both(
    'reduce_sum',
    reduce(0, (sum, value) => sum + value),
  ),
  ...both(
    'reduce_mean',
    reduce(
      0,
      (sum, value) => sum + value,
      (sum, count) => sum / count,
    ),
  ),
  ...both('reduce_max', reduce(Number.NEGATIVE_INFINITY, Math.max)),
  ...both('reduce_min', reduce(Number.POSITIVE_INFINITY, Math.min)),
  ...both(
    'reduce_any',
    reduce(0, (any, value) => Number(any !== 0 || value !== 0)),
  ),
  ...both(
    'reduce_all',
    reduce(1, (all, value) => Number(all !== 0 && value !== 0)),
  ),
  ...both(
    'argmax',
    placeOf((value, best) => value > best),
  ),
  ...both(
    'argmin',
    placeOf((value, best) => value < best),
  ),
} as const satisfies { readonly [op in OpName]?: Op };
