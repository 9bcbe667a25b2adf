import {
  allocate,
  arrayOfLiteral,
  isFloatElement,
  isNumericArray,
  NdArray,
  type NumberArray,
  type NumberType,
  numbersOf,
  showShape,
  sizeOf,
} from '../array';
import { type Binding, type Op, type OpTable, type Reader, type StepValue, toArray } from '../mapped-function';

type Result = 'same' | 'bool' | 'float';

/** Integers whose quotient is a float32; that of wider ones is a float64. */
const narrow = new Set<NumberType>(['int8', 'uint8', 'int16', 'uint16', 'bool']);

function resultType(dtype: NumberType, result: Result): NumberType {
  if (result === 'bool') return 'bool';
  if (result === 'same' || isFloatElement(dtype)) return dtype;
  return narrow.has(dtype) ? 'float32' : 'float64';
}

/** Applies a function to every number. */
export function mapNumbers(array: NdArray, what: string, result: Result, compute: (value: number) => number): NdArray {
  const source = numbersOf(array, what);
  const dtype = resultType(array.dtype as NumberType, result);
  const data = allocate(dtype, source.length);
  for (let i = 0; i < source.length; i++) data[i] = compute(source[i]);
  return new NdArray(dtype, array.shape, data);
}

const unary = (argument: string, result: Result, compute: (value: number) => number): Op => {
  return ({ op, array }) => {
    const read = array(argument);
    return frame => mapNumbers(read(frame), op, result, compute);
  };
};

/** The shape that two shapes broadcast to. */
export function broadcastShapes(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1)
      throw new Error(`shapes ${showShape(a)} and ${showShape(b)} cannot be broadcast together`);
    return left === 1 ? right : left;
  });
}

/** For every place of `shape`, the place in an array of shape `from` that is broadcast to it. */
export function broadcastPlaces(from: readonly number[], shape: readonly number[]): Int32Array {
  const places = new Int32Array(sizeOf(shape));
  const strides = new Array<number>(shape.length).fill(0);
  for (let axis = shape.length - 1, stride = 1; axis >= 0; axis--) {
    const dimension = from[axis - shape.length + from.length] ?? 1;
    strides[axis] = dimension === 1 ? 0 : stride;
    stride *= dimension;
  }
  for (let i = 0; i < places.length; i++) {
    let rest = i;
    let place = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const dimension = shape[axis];
      place += (rest % dimension) * strides[axis];
      rest = Math.floor(rest / dimension);
    }
    places[i] = place;
  }
  return places;
}

/** Combines two arrays element by element, with broadcasting. */
export function combineArrays(a: NdArray, b: NdArray, what: string, result: Result, compute: (x: number, y: number) => number): NdArray {
  const left = numbersOf(a, what);
  const right = numbersOf(b, what);
  if (a.dtype !== b.dtype) throw new Error(`${what} needs both tensors of one dtype, and got ${a.dtype} and ${b.dtype}; use tf.cast`);
  const dtype = resultType(a.dtype as NumberType, result);
  const shape = broadcastShapes(a.shape, b.shape);
  const data = allocate(dtype, sizeOf(shape));
  if (right.length === 1) for (let i = 0; i < data.length; i++) data[i] = compute(left[i], right[0]);
  else if (left.length === data.length && right.length === data.length) {
    for (let i = 0; i < data.length; i++) data[i] = compute(left[i], right[i]);
  } else {
    const placesA = broadcastPlaces(a.shape, shape);
    const placesB = broadcastPlaces(b.shape, shape);
    for (let i = 0; i < data.length; i++) data[i] = compute(left[placesA[i]] as number, right[placesB[i]] as number);
  }
  return new NdArray(dtype, shape, data);
}

/** Both operands as arrays: a number that the program wrote takes the other's dtype, as TensorFlow does it. */
export function readPair({ op, operand }: Binding, first: string, second: string): Reader<[NdArray, NdArray]> {
  const readA = operand(first);
  const readB = operand(second);
  const adopt = (value: StepValue, other: StepValue): NdArray =>
    value instanceof NdArray || !(other instanceof NdArray) || typeof value === 'string'
      ? toArray(value, op)
      : arrayOfLiteral(value, other.dtype);
  return frame => {
    const a = readA(frame);
    const b = readB(frame);
    return [adopt(a, b), adopt(b, a)];
  };
}

const text = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

const binary = (first: string, second: string, result: Result, compute: (x: number, y: number) => number): Op => {
  return binding => {
    const read = readPair(binding, first, second);
    return frame => combineArrays(...read(frame), binding.op, result, compute);
  };
};

/** Equality, of strings too. */
const equality = (first: string, second: string, equal: boolean): Op => {
  const numbers = binary(first, second, 'bool', (x, y) => Number((x === y) === equal));
  return binding => {
    const read = readPair(binding, first, second);
    const readNumbers = numbers(binding);
    return frame => {
      const [a, b] = read(frame);
      if (isNumericArray(a) || isNumericArray(b)) return readNumbers(frame);
      const ids = new Map<string, number>();
      const encode = (array: NdArray): NdArray => {
        const data = Float64Array.from(array.data as Uint8Array[], bytes => {
          const key = text(bytes);
          if (!ids.has(key)) ids.set(key, ids.size);
          return ids.get(key) as number;
        });
        return new NdArray('float64', array.shape, data);
      };
      return combineArrays(encode(a), encode(b), binding.op, 'bool', (x, y) => Number((x === y) === equal));
    };
  };
};

/** Python's rounding down and its remainder, whose sign is the divisor's. */
const floorMod = (x: number, y: number): number => x - Math.floor(x / y) * y;
/** Half to even, as tf.round. */
const roundEven = (x: number): number => {
  const rounded = Math.round(x);
  return Math.abs(x % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
};

type Binary = [Result, (x: number, y: number) => number];
/** Operators of Python (arguments a, b) that are also functions of tf.math (arguments x, y). */
const arithmetic: { [name: string]: Binary } = {
  add: ['same', (x, y) => x + y],
  subtract: ['same', (x, y) => x - y],
  multiply: ['same', (x, y) => x * y],
  divide: ['float', (x, y) => x / y],
  floordiv: ['same', (x, y) => Math.floor(x / y)],
  floormod: ['same', floorMod],
  pow: ['same', (x, y) => x ** y],
  less: ['bool', (x, y) => Number(x < y)],
  less_equal: ['bool', (x, y) => Number(x <= y)],
  greater: ['bool', (x, y) => Number(x > y)],
  greater_equal: ['bool', (x, y) => Number(x >= y)],
  logical_and: ['bool', (x, y) => Number(x !== 0 && y !== 0)],
  logical_or: ['bool', (x, y) => Number(x !== 0 || y !== 0)],
  maximum: ['same', Math.max],
  minimum: ['same', Math.min],
  squared_difference: ['same', (x, y) => (x - y) ** 2],
};

/** Name of Python's operator to the name above. */
const operators: { [operator: string]: string } = {
  add: 'add',
  sub: 'subtract',
  mul: 'multiply',
  truediv: 'divide',
  floordiv: 'floordiv',
  mod: 'floormod',
  pow: 'pow',
  lt: 'less',
  le: 'less_equal',
  gt: 'greater',
  ge: 'greater_equal',
  and_: 'logical_and',
  or_: 'logical_or',
};

const functions: { [name: string]: [Result, (value: number) => number] } = {
  abs: ['same', Math.abs],
  negative: ['same', x => -x],
  sqrt: ['float', Math.sqrt],
  square: ['same', x => x * x],
  exp: ['float', Math.exp],
  log: ['float', Math.log],
  log1p: ['float', Math.log1p],
  sin: ['float', Math.sin],
  cos: ['float', Math.cos],
  tanh: ['float', Math.tanh],
  sigmoid: ['float', x => 1 / (1 + Math.exp(-x))],
  floor: ['same', Math.floor],
  ceil: ['same', Math.ceil],
  round: ['same', roundEven],
  sign: ['same', Math.sign],
  logical_not: ['bool', x => Number(x === 0)],
  is_nan: ['bool', x => Number(Number.isNaN(x))],
};

/** Both `tf.name` and `tf.math.name`. */
const inBoth = (name: string, op: Op): [string, Op][] => [
  [`tf.${name}`, op],
  [`tf.math.${name}`, op],
];

export const elementwiseOps: OpTable = Object.fromEntries([
  ...Object.entries(arithmetic).flatMap(([name, [result, compute]]) => inBoth(name, binary('x', 'y', result, compute))),
  ...Object.entries(operators).map(([operator, name]): [string, Op] => [
    `operator.${operator}`,
    binary('a', 'b', ...(arithmetic[name] as Binary)),
  ]),
  ...Object.entries(functions).flatMap(([name, [result, compute]]) => inBoth(name, unary('x', result, compute))),
  ...inBoth('equal', equality('x', 'y', true)),
  ...inBoth('not_equal', equality('x', 'y', false)),
  ['operator.eq', equality('a', 'b', true)],
  ['operator.ne', equality('a', 'b', false)],
  ['operator.neg', unary('a', 'same', x => -x)],
  ['operator.not_', unary('a', 'bool', x => Number(x === 0))],
]);

/** Copies numbers into another dtype: whole numbers are cut towards zero, bool is "not zero". */
export function castNumbers(source: NumberArray, dtype: NumberType): NumberArray {
  const data = allocate(dtype, source.length);
  const whole = !isFloatElement(dtype);
  for (let i = 0; i < source.length; i++) {
    const value = source[i];
    data[i] = dtype === 'bool' ? Number(value !== 0) : whole ? Math.trunc(value) : value;
  }
  return data;
}
