import type { Json } from '../../../plan/plan';
import type { OpName } from '../../../plan/support/ops';
import { allocateAny, NdArray, sizeOf } from '../array';
import type { Op, StepValue } from '../mapped-function';

/** One part of a subscript as the plan writes it: a number, a slice, None (a new axis) or an ellipsis. */
type Part = number | null | { slice: [number | null, number | null, number | null] } | { ellipsis: true };

const isSlice = (part: Part): part is { slice: [number | null, number | null, number | null] } =>
  typeof part === 'object' && part !== null && 'slice' in part;
const isEllipsis = (part: Part): part is { ellipsis: true } => typeof part === 'object' && part !== null && 'ellipsis' in part;

/** Places that a Python slice takes of an axis. */
function slicePlaces([start, stop, step]: [number | null, number | null, number | null], length: number): number[] {
  const by = step ?? 1;
  if (by === 0) throw new Error('the step of a slice cannot be zero');
  const clamp = (value: number): number => {
    const place = value < 0 ? value + length : value;
    return by > 0 ? Math.min(Math.max(place, 0), length) : Math.min(Math.max(place, -1), length - 1);
  };
  const from = start === null ? (by > 0 ? 0 : length - 1) : clamp(start);
  const to = stop === null ? (by > 0 ? length : -1) : clamp(stop);
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / by)) }, (_, i) => from + i * by);
}

/** A tensor's basic indexing: numbers, slices, None and one ellipsis. Throws in TensorFlow's terms when an index is out of bounds. */
export function subscriptArray(array: NdArray, parts: Part[]): NdArray {
  const used = parts.filter(part => part !== null && !isEllipsis(part)).length;
  if (used > array.shape.length) throw new Error(`too many indices for a tensor of rank ${array.shape.length}`);
  const whole: Part = { slice: [null, null, null] };
  const filler = new Array<Part>(array.shape.length - used).fill(whole);
  const at = parts.findIndex(isEllipsis);
  const full = at < 0 ? [...parts, ...filler] : [...parts.slice(0, at), ...filler, ...parts.slice(at + 1)];

  const shape: number[] = [];
  let places = [0];
  let axis = 0;
  for (const part of full) {
    if (part === null) {
      shape.push(1);
      continue;
    }
    const length = array.shape[axis];
    const stride = sizeOf(array.shape.slice(axis + 1));
    axis++;
    const taken = isSlice(part) ? slicePlaces(part.slice, length) : [indexOf(part as number, length)];
    if (isSlice(part)) shape.push(taken.length);
    places = places.flatMap(place => taken.map(index => place + index * stride));
  }
  const data = allocateAny(array.dtype, places.length);
  places.forEach((place, i) => {
    data[i] = array.data[place] as never;
  });
  return new NdArray(array.dtype, shape, data);
}

function indexOf(index: number, length: number): number {
  const place = index < 0 ? index + length : index;
  if (place < 0 || place >= length) throw new Error(`index ${index} is out of bounds for a dimension of ${length}`);
  return place;
}

const getitem: Op = ({ operand, literal }) => {
  const read = operand('a');
  const key = literal('b') as Json;
  return frame => {
    const value = read(frame);
    if (value instanceof NdArray) return subscriptArray(value, (Array.isArray(key) ? key : [key]) as Part[]);
    const found = (value as { [key: string]: StepValue } | null)?.[
      String(Array.isArray(value) && Number(key) < 0 ? value.length + Number(key) : key)
    ];
    if (found === undefined) {
      const names = value !== null && typeof value === 'object' ? Object.keys(value).join(', ') : '';
      throw new Error(`there is no ${JSON.stringify(key)} here${names ? `; there is ${names}` : ''}`);
    }
    return found;
  };
};

export const subscriptOps = { 'operator.getitem': getitem } as const satisfies { readonly [op in OpName]?: Op };
