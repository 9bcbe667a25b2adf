import { formatSizes } from '../../../common/sizes';
import type { OpName } from '../../../plan/support/ops';
import {
  allocate,
  arrayOfLiteral,
  isFloatElement,
  isNumericArray,
  NdArray,
  type NumberArray,
  type NumberType,
  numbersOf,
  sizeOf,
} from '../array';
import { type Binding, type Op, type Reader, type StepValue, toArray } from '../mapped-function';

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
      throw new Error(`shapes ${formatSizes(a)} and ${formatSizes(b)} cannot be broadcast together`);
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
/** Python's operators (arguments a, b), which are functions of tf and tf.math too (arguments x, y). */
const arithmetic = {
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
} as const satisfies { [name: string]: Binary };

const functionOf = ([result, compute]: Binary): Op => binary('x', 'y', result, compute);
const operatorOf = ([result, compute]: Binary): Op => binary('a', 'b', result, compute);
/** Bit by bit, which is "and" and "or" of truth values too. */
const bitwise = (compute: (x: number, y: number) => number): Op => binary('a', 'b', 'same', compute);

/** The same operation under `tf.` and `tf.math.`. */
type Both<Name extends string> = { readonly [Full in `tf.${Name}` | `tf.math.${Name}`]: Op };
export const both = <Name extends string>(name: Name, op: Op): Both<Name> =>
  ({ [`tf.${name}`]: op, [`tf.math.${name}`]: op }) as Both<Name>;

export const elementwiseOps = {
  ...both('add', functionOf(arithmetic.add)),
  ...both('subtract', functionOf(arithmetic.subtract)),
  ...both('multiply', functionOf(arithmetic.multiply)),
  ...both('divide', functionOf(arithmetic.divide)),
  ...both('pow', functionOf(arithmetic.pow)),
  ...both('less', functionOf(arithmetic.less)),
  ...both('less_equal', functionOf(arithmetic.less_equal)),
  ...both('greater', functionOf(arithmetic.greater)),
  ...both('greater_equal', functionOf(arithmetic.greater_equal)),
  ...both('logical_and', functionOf(arithmetic.logical_and)),
  ...both('logical_or', functionOf(arithmetic.logical_or)),
  ...both('maximum', functionOf(arithmetic.maximum)),
  ...both('minimum', functionOf(arithmetic.minimum)),
  'tf.math.floordiv': functionOf(arithmetic.floordiv),
  'tf.math.floormod': functionOf(arithmetic.floormod),
  'tf.math.squared_difference': functionOf(arithmetic.squared_difference),
  ...both('equal', equality('x', 'y', true)),
  ...both('not_equal', equality('x', 'y', false)),

  ...both('abs', unary('x', 'same', Math.abs)),
  ...both(
    'negative',
    unary('x', 'same', x => -x),
  ),
  ...both('sqrt', unary('x', 'float', Math.sqrt)),
  ...both(
    'square',
    unary('x', 'same', x => x * x),
  ),
  ...both('exp', unary('x', 'float', Math.exp)),
  ...both('sin', unary('x', 'float', Math.sin)),
  ...both('cos', unary('x', 'float', Math.cos)),
  ...both('tanh', unary('x', 'float', Math.tanh)),
  ...both(
    'sigmoid',
    unary('x', 'float', x => 1 / (1 + Math.exp(-x))),
  ),
  ...both('floor', unary('x', 'same', Math.floor)),
  ...both('round', unary('x', 'same', roundEven)),
  ...both('sign', unary('x', 'same', Math.sign)),
  ...both(
    'logical_not',
    unary('x', 'bool', x => Number(x === 0)),
  ),
  'tf.math.log': unary('x', 'float', Math.log),
  'tf.math.log1p': unary('x', 'float', Math.log1p),
  'tf.math.ceil': unary('x', 'same', Math.ceil),
  'tf.math.is_nan': unary('x', 'bool', x => Number(Number.isNaN(x))),

  'operator.add': operatorOf(arithmetic.add),
  'operator.sub': operatorOf(arithmetic.subtract),
  'operator.mul': operatorOf(arithmetic.multiply),
  'operator.truediv': operatorOf(arithmetic.divide),
  'operator.floordiv': operatorOf(arithmetic.floordiv),
  'operator.mod': operatorOf(arithmetic.floormod),
  'operator.pow': operatorOf(arithmetic.pow),
  'operator.lt': operatorOf(arithmetic.less),
  'operator.le': operatorOf(arithmetic.less_equal),
  'operator.gt': operatorOf(arithmetic.greater),
  'operator.ge': operatorOf(arithmetic.greater_equal),
  'operator.eq': equality('a', 'b', true),
  'operator.ne': equality('a', 'b', false),
  'operator.and_': bitwise((x, y) => x & y),
  'operator.or_': bitwise((x, y) => x | y),
  'operator.neg': unary('a', 'same', x => -x),
  'operator.invert': ({ op, array }) => {
    const read = array('a');
    return frame => {
      const input = read(frame);
      return mapNumbers(input, op, 'same', input.dtype === 'bool' ? x => Number(x === 0) : x => ~x);
    };
  },
} as const satisfies { readonly [op in OpName]?: Op };

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
