import type { Dim } from '../../tensor/shape';
import { asItems } from '../../values/read';
import { int, type ObjectValue, tuple, UNKNOWN, type Value } from '../../values/value';
import { boundFrom } from '../core/bind';
import type { ValueRange } from '../core/facts';
import type { ObjectKind, Use } from '../core/kind';
import { isA, object } from '../core/objects';
import type { Call } from '../core/rule';
import { typeOf } from '../core/tensors';

/** An array of Python's lists (dtype object): NumPy takes it, Keras and TensorFlow do not. */
export const OBJECT_ARRAY = 'numpy.object_array';

interface ObjectArrayState {
  readonly rows: Dim;
  /** Of all numbers in the lists. */
  readonly range?: ValueRange;
}

export const objectArray = (call: Call, rows: Dim, range?: ValueRange): ObjectValue =>
  object(call, OBJECT_ARRAY, { rows, ...(range && { range }) } satisfies ObjectArrayState);

export const objectArrayOf = (value: Value): ObjectArrayState | undefined =>
  isA(value, OBJECT_ARRAY) ? (value.state.content as ObjectArrayState | undefined) : undefined;

/** Whether two items of a list have shapes that differ for sure, so that no array holds both; at any depth. */
export function isInhomogeneous(value: Value): boolean {
  const items = asItems(value);
  if (items === undefined) return false;
  const known = items.map(item => typeOf(item)?.shape).filter(shape => shape?.every(dim => dim !== null));
  const ranks = new Set(items.flatMap(item => rankOf(item) ?? []));
  return ranks.size > 1 || new Set(known.map(shape => shape?.join())).size > 1 || items.some(isInhomogeneous);
}

/** 0 for a number or a text, else 1: whether there is something inside. */
function rankOf(value: Value): 0 | 1 | undefined {
  if (['int', 'float', 'bool', 'str'].includes(value.kind) || (value.kind === 'unknown' && value.integer !== undefined)) return 0;
  if (asItems(value) !== undefined) return 1;
  return value.kind === 'tensor' && value.type.shape !== null ? (value.type.shape.length === 0 ? 0 : 1) : undefined;
}

const indexed = (use: Use, key: Value): Value => {
  const state = objectArrayOf(use.self);
  if (state === undefined || key.kind !== 'slice') return UNKNOWN;
  const call: Call = { ...use, api: 'numpy.ndarray.__getitem__', legacy: false, args: boundFrom({}, use.context.span) };
  return objectArray(call, null, state.range);
};

export const objectArrayKind: ObjectKind = {
  attribute: ({ self }, name) => {
    const rows = objectArrayOf(self)?.rows ?? null;
    return name === 'shape' ? tuple([rows === null ? UNKNOWN : int(rows)]) : undefined;
  },
  index: indexed,
  iterate: ({ self }) => ({ each: UNKNOWN, count: objectArrayOf(self)?.rows ?? null }),
  length: self => objectArrayOf(self)?.rows ?? undefined,
  operator: () => UNKNOWN,
};
