import * as assert from 'node:assert/strict';
import {
  allocate,
  allocateAny,
  arrayOfLiteral,
  type ElementType,
  isElementType,
  isFloatElement,
  NdArray,
  numbersOf,
  sizeOf,
  stringsOf,
} from '../../../../src/train/input/array';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** Literals of a program, and the arrays that they are: dtype, shape, elements. */
const literals: readonly [value: unknown, dtype: ElementType, shape: number[], elements: unknown[], asked?: ElementType][] = [
  [3, 'int32', [], [3]],
  [0.5, 'float32', [], [0.5]],
  [true, 'bool', [], [1]],
  ['a', 'string', [], [text('a')]],
  [[1, 2], 'int32', [2], [1, 2]],
  [[1, 2.5], 'float32', [2], [1, 2.5]],
  [[true, false], 'bool', [2], [1, 0]],
  [
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    'int32',
    [2, 3],
    [1, 2, 3, 4, 5, 6],
  ],
  [[[[1], [2]]], 'int32', [1, 2, 1], [1, 2]],
  [[['a'], ['b']], 'string', [2, 1], [text('a'), text('b')]],
  [[], 'int32', [0], []],
  [[1, 2], 'float64', [2], [1, 2], 'float64'],
  [3.7, 'int32', [], [3], 'int32'],
  [3, 'int32', [], [3], 'string'],
];

describe('an array of the input pipeline', () => {
  for (const [value, dtype, shape, elements, asked] of literals)
    it(`of ${JSON.stringify(value)}${asked ? ` as ${asked}` : ''} is ${dtype} ${`[${shape.join(', ')}]`}`, () => {
      const array = arrayOfLiteral(value, asked);
      assert.deepEqual([array.dtype, array.shape, [...array.data]], [dtype, shape, elements]);
    });

  it('of lists of different lengths is refused', () => {
    assert.throws(() => arrayOfLiteral([[1, 2], [3]]), /lists of this value differ in length/);
  });

  const rooms: readonly [dtype: ElementType, kind: string, beyond: number, kept: number][] = [
    ['float32', 'Float32Array', 0.5, 0.5],
    ['float64', 'Float64Array', 0.1, 0.1],
    ['float16', 'Float32Array', 0.5, 0.5],
    ['bfloat16', 'Float32Array', 0.5, 0.5],
    ['int64', 'Float64Array', 2 ** 53, 2 ** 53],
    ['uint64', 'Float64Array', 2 ** 53, 2 ** 53],
    ['uint32', 'Float64Array', 2 ** 32 - 1, 2 ** 32 - 1],
    ['int32', 'Int32Array', 2 ** 31, -(2 ** 31)],
    ['int16', 'Int16Array', 40_000, -25_536],
    ['uint16', 'Uint16Array', 65_537, 1],
    ['int8', 'Int8Array', 200, -56],
    ['uint8', 'Uint8Array', 257, 1],
    ['bool', 'Uint8Array', 1, 1],
  ];
  for (const [dtype, kind, value, kept] of rooms)
    it(`of ${dtype} lies in a ${kind}`, () => {
      if (dtype === 'string') throw new Error('strings have no numbers');
      const room = allocate(dtype, 3);
      assert.deepEqual([room.constructor.name, [...room]], [kind, [0, 0, 0]]);
      room[1] = value;
      assert.equal(room[1], kept);
      assert.ok(isElementType(dtype));
    });

  it('of strings begins with empty ones', () => assert.deepEqual(allocateAny('string', 2), [new Uint8Array(), new Uint8Array()]));

  it('has a dtype that is known, or none', () => {
    assert.deepEqual(['string', 'complex64', 'toString', ''].map(isElementType), [true, false, false, false]);
    assert.deepEqual((['float32', 'bfloat16', 'int32', 'bool', 'string'] as const).map(isFloatElement), [true, true, false, false, false]);
  });

  it('gives numbers or strings, and says what wanted the other', () => {
    const [numbers, strings] = [arrayOfLiteral([1]), arrayOfLiteral(['a'])];
    assert.deepEqual([numbersOf(numbers, 'It'), stringsOf(strings, 'It')], [numbers.data, strings.data]);
    assert.throws(() => numbersOf(strings, 'It'), /^Error: It needs numbers and got strings$/);
    assert.throws(() => stringsOf(numbers, 'It'), /^Error: It needs strings and got int32$/);
  });

  it('has the size of its shape', () => {
    assert.deepEqual([[], [3], [2, 3], [2, 0]].map(sizeOf), [1, 3, 6, 0]);
  });

  it('keeps where it came from', () => {
    assert.deepEqual(new NdArray('int32', [], Int32Array.of(1), { file: 'a', record: 2 }).origin, { file: 'a', record: 2 });
  });
});
