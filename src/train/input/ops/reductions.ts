import type { OpName } from '../../../plan/support/ops';
import { NdArray, type NumberType, numbersOf, sizeOf } from '../array';
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

export const reductionOps = {
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
} as const satisfies { readonly [op in OpName]?: Op };
