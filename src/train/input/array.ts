import type { NumericType } from '../../plan/support/judge';

/** Arrays of the input pipeline: plain typed arrays, so that no record costs a tensor. Only whole batches become tensors. */
export type NumberArray = Float32Array | Float64Array | Int32Array | Int16Array | Int8Array | Uint8Array | Uint16Array;

const storage = {
  float32: Float32Array,
  float64: Float64Array,
  /** Exact up to 2^53; ids and labels are far below that. */
  int64: Float64Array,
  uint64: Float64Array,
  uint32: Float64Array,
  int32: Int32Array,
  int16: Int16Array,
  int8: Int8Array,
  uint16: Uint16Array,
  uint8: Uint8Array,
  bool: Uint8Array,
  /** Computed with as float32. */
  float16: Float32Array,
  bfloat16: Float32Array,
} as const satisfies { [dtype in NumericType]: unknown };

export type NumberType = NumericType;
export type ElementType = NumberType | 'string';

export const isElementType = (name: string): name is ElementType => name === 'string' || Object.hasOwn(storage, name);
export const isFloatElement = (dtype: ElementType): boolean => dtype.startsWith('float') || dtype === 'bfloat16';

/** A dense array; strings are byte strings. */
export class NdArray<D extends NumberArray | Uint8Array[] = NumberArray | Uint8Array[]> {
  constructor(
    readonly dtype: ElementType,
    readonly shape: number[],
    readonly data: D,
    /** Where a record came from, for the message should it turn out to be wrong. */
    readonly origin?: { file: string; record: number },
  ) {}
}

/** A sparse array: row i of `indices` is the place of value i. */
export class SparseArray {
  constructor(
    readonly dtype: ElementType,
    readonly shape: number[],
    readonly indices: number[][],
    readonly data: NumberArray | Uint8Array[],
  ) {}
}

/** A tensor whose last axis has rows of different lengths. It lives inside functions that are mapped; elements of datasets are dense or sparse. */
export class RaggedArray {
  constructor(
    /** Sizes of the axes before the last. */
    readonly outer: readonly number[],
    /** Where each row of `values` starts, and where the last one ends. */
    readonly splits: readonly number[],
    readonly values: NdArray,
  ) {}
}

/** One element of a dataset: an array, or a tuple or dict of elements. */
export type Element = NdArray | SparseArray | Element[] | { [name: string]: Element };

export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, dimension) => size * dimension, 1);

/** Room for numbers of a dtype, zeroed. */
export const allocate = (dtype: NumberType, size: number): NumberArray => new storage[dtype](size);

/** Room for values of a dtype: zeros or empty strings. */
export function allocateAny(dtype: ElementType, size: number): NumberArray | Uint8Array[] {
  return dtype === 'string' ? new Array<Uint8Array>(size).fill(new Uint8Array(0)) : allocate(dtype, size);
}

export const isNumericArray = (array: NdArray): array is NdArray<NumberArray> => array.dtype !== 'string';

/** The array's numbers; throws for strings, saying what needed numbers. */
export function numbersOf(array: NdArray, what: string): NumberArray {
  if (!isNumericArray(array)) throw new Error(`${what} needs numbers and got strings`);
  return array.data;
}

/** The array's byte strings; throws for numbers. */
export function stringsOf(array: NdArray, what: string): Uint8Array[] {
  if (isNumericArray(array)) throw new Error(`${what} needs strings and got ${array.dtype}`);
  return array.data as Uint8Array[];
}

/** A value of a program (number, bool, string, nested lists of them) as an array; the dtype is Python's choice unless given. */
export function arrayOfLiteral(value: unknown, dtype?: ElementType): NdArray {
  const shape: number[] = [];
  for (let level = value; Array.isArray(level); level = level[0]) shape.push(level.length);
  const flat = (shape.length > 1 ? (value as unknown[]).flat(shape.length - 1) : shape.length === 1 ? value : [value]) as unknown[];
  if (flat.length !== sizeOf(shape)) throw new Error('the lists of this value differ in length');
  const first = flat[0];
  if (typeof first === 'string')
    return new NdArray(
      'string',
      shape,
      flat.map(text => new TextEncoder().encode(text as string)),
    );
  const natural: NumberType = typeof first === 'boolean' ? 'bool' : flat.every(Number.isInteger) ? 'int32' : 'float32';
  const chosen = dtype === undefined || dtype === 'string' ? natural : dtype;
  const data = allocate(chosen, flat.length);
  flat.forEach((entry, i) => {
    data[i] = Number(entry);
  });
  return new NdArray(chosen, shape, data);
}
