import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { join, joinContents, same } from '../../../src/values/join';
import {
  type Cell,
  dict,
  ELLIPSIS,
  FALSE,
  float,
  int,
  keyOf,
  list,
  NONE,
  record,
  repeated,
  str,
  type TensorValue,
  TRUE,
  tuple,
  UNKNOWN,
  type Value,
} from '../../../src/values/value';

const tensor = (shape: readonly (number | null)[], more: Partial<TensorValue> = {}): TensorValue => ({
  kind: 'tensor',
  family: 'eager',
  type: { shape, dtype: 'float32' },
  ...more,
});
const bytes = (value: string): Value => ({ kind: 'bytes', value });
const slice = (start: Value, stop: Value = NONE, step: Value = NONE): Value => ({ kind: 'slice', start, stop, step });
const api = (name: string): Value => ({ kind: 'api', name });
const builtin = (name: string): Value => ({ kind: 'builtin', name });
const method = (self: Value, owner: string, name: string): Value => ({ kind: 'method', self, owner, name });
const named: Value = { kind: 'tuple', items: [int(1), int(2)], names: ['x', 'y'] };
const someList = list([int(1)]);

/** Two values of a branch, and what is known after it. */
const joins: readonly [what: string, a: Value, b: Value, joined: Value][] = [
  ['equal numbers', int(1), int(1), int(1)],
  ['different numbers', int(1), int(2), UNKNOWN],
  ['an integer and a float of the same size', int(1), float(1), UNKNOWN],
  ['zeros of different signs', float(0), float(-0), UNKNOWN],
  ['numbers that are none', float(Number.NaN), float(Number.NaN), float(Number.NaN)],
  ['equal texts', str('a'), str('a'), str('a')],
  ['equal bytes', bytes('a'), bytes('a'), bytes('a')],
  ['a text and bytes', str('a'), bytes('a'), UNKNOWN],
  ['true and false', TRUE, FALSE, UNKNOWN],
  ['None twice', NONE, { kind: 'none' }, NONE],
  ['an ellipsis twice', ELLIPSIS, { kind: 'ellipsis' }, ELLIPSIS],
  ['None and a number', NONE, int(0), UNKNOWN],
  ['a name of a library twice', api('tf.add'), api('tf.add'), api('tf.add')],
  ['two names of a library', api('tf.add'), api('tf.sub'), UNKNOWN],
  ['a builtin twice', builtin('len'), builtin('len'), builtin('len')],
  ['two builtins', builtin('len'), builtin('max'), UNKNOWN],
  ['tensors of different sizes', tensor([3, 4]), tensor([3, 5]), tensor([3, null])],
  ['tensors of different ranks', tensor([3]), tensor([3, 4]), { ...tensor([]), type: { shape: null, dtype: 'float32' } }],
  ['tensors with different elements', tensor([1], { constant: [1] }), tensor([1], { constant: [2] }), tensor([1])],
  ['a tensor and an array', tensor([3]), tensor([3], { family: 'numpy' }), UNKNOWN],
  ['a tensor and a ragged one', tensor([3]), tensor([3], { type: { shape: [3], dtype: 'float32', raggedRank: 1 } }), UNKNOWN],
  ['pairs that differ in one item', tuple([int(1), int(2)]), tuple([int(1), int(3)]), tuple([int(1), UNKNOWN])],
  ['tuples of different lengths', tuple([int(1)]), tuple([int(1), int(2)]), UNKNOWN],
  ['a named tuple and a plain one', named, tuple([int(1), int(3)]), { kind: 'tuple', items: [int(1), UNKNOWN], names: ['x', 'y'] }],
  ['lists that differ in one item', list([int(1), int(2)]), list([int(1), int(3)]), list([int(1), UNKNOWN])],
  ['lists of different lengths', list([int(1)]), list([int(1), int(2)]), repeated(UNKNOWN, null)],
  ['lists of different lengths with equal items', list([int(1)]), list([int(1), int(1)]), repeated(int(1), null)],
  ['a list and one that is not known', list([int(1)]), list(null), list(null)],
  [
    'dictionaries that differ in one value',
    record({ a: int(1), b: int(2) }),
    record({ a: int(1), b: int(3) }),
    record({ a: int(1), b: UNKNOWN }),
  ],
  ['dictionaries with different keys', record({ a: int(1) }), record({ b: int(1) }), dict(null)],
  ['dictionaries of different sizes', record({ a: int(1) }), record({ a: int(1), b: int(2) }), dict(null)],
  ['a dictionary and one that is not known', record({ a: int(1) }), dict(null), dict(null)],
  ['a list and a tuple', list([int(1)]), tuple([int(1)]), UNKNOWN],
  ['equal slices', slice(int(1), int(2), int(3)), slice(int(1), int(2), int(3)), slice(int(1), int(2), int(3))],
  ['slices with different starts', slice(int(1)), slice(int(2)), UNKNOWN],
  ['slices with different ends', slice(NONE, int(1)), slice(NONE, int(2)), UNKNOWN],
  ['slices with different steps', slice(NONE, NONE, int(1)), slice(NONE, NONE, int(2)), UNKNOWN],
  ['a method of one list', method(someList, 'list', 'append'), method(someList, 'list', 'append'), method(someList, 'list', 'append')],
  ['methods of one list', method(someList, 'list', 'append'), method(someList, 'list', 'pop'), UNKNOWN],
  ['a method of two lists', method(someList, 'list', 'append'), method(list([int(1)]), 'list', 'append'), UNKNOWN],
  ['methods of two classes', method(someList, 'list', 'append'), method(someList, 'deque', 'append'), UNKNOWN],
];

describe('a value that is one of two', () => {
  for (const [what, a, b, joined] of joins) {
    it(what, () => {
      assert.deepEqual(join(a, b), joined);
      if (!('names' in a)) assert.deepEqual(join(b, a), joined, 'in the other order');
    });
  }

  it('is the very same object where both are', () => {
    assert.equal(join(someList, someList), someList);
    assert.equal(same(list([]), list([])), false, 'two lists are two objects');
    assert.equal(same(tuple([int(1)]), tuple([int(1)])), true, 'equal tuples are equal constants');
    assert.equal(same(tuple([int(1)]), tuple([int(1), int(2)])), false);
  });

  const plain: fc.Arbitrary<Value> = fc.oneof(
    fc.constantFrom<Value>(NONE, TRUE, FALSE, ELLIPSIS, UNKNOWN),
    fc.integer({ min: 0, max: 3 }).map(int),
    fc.constantFrom('a', 'b').map(str),
  );
  const values: fc.Arbitrary<Value> = fc.oneof(
    plain,
    fc.array(plain, { maxLength: 3 }).map(items => tuple(items)),
    fc.array(plain, { maxLength: 2 }).map(items => list(items)),
    fc.dictionary(fc.constantFrom('x', 'y'), plain).map(record),
  );

  it('does not depend on the order, and says nothing that one of them is not', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const joined = join(a, b);
        assert.deepEqual(join(b, a), joined);
        assert.deepEqual(join(joined, a), joined);
        assert.deepEqual(join(a, a), a);
      }),
    );
  });

  it('has one key with another exactly where they are equal in Python', () => {
    fc.assert(
      fc.property(plain, plain, (a, b) => {
        const [one, other] = [keyOf(a), keyOf(b)];
        if (one === undefined || other === undefined) return;
        const number = (value: Value): unknown =>
          value.kind === 'bool'
            ? Number(value.value)
            : value.kind === 'int'
              ? value.value
              : `${value.kind} ${'value' in value && value.value}`;
        assert.equal(one === other, number(a) === number(b));
      }),
    );
  });
});

const cell = <T>(content: T): Cell<T> => ({ content });

/** What cells held after one branch and after the other, and what they hold then. */
const contents: readonly [what: string, a: unknown, b: unknown, joined: unknown][] = [
  ['the same', someList, someList, someList],
  ['values', int(1), int(2), UNKNOWN],
  ['a value, or nothing yet', int(1), undefined, UNKNOWN],
  ['a flag that one branch raised', false, true, true],
  ['a flag that the other branch raised', true, false, true],
  ['lists', { items: [int(1), int(2)] }, { items: [int(1), int(3)] }, { items: [int(1), UNKNOWN] }],
  ['lists of different lengths', { items: [int(1)] }, { items: [] }, { each: int(1), count: null }],
  ['a list, or an unknown one', { items: [int(1)] }, null, null],
  ['items of sets', [int(1)], [int(1)], null],
  ['items of a set, or a state', [int(1)], { name: 'a' }, null],
  ['attributes', new Map([['a', int(1)]]), new Map([['a', int(2)]]), new Map([['a', UNKNOWN]])],
  ['attributes that both have', new Map([['a', int(1)]]), new Map([['a', int(1)]]), new Map([['a', int(1)]])],
  [
    'an attribute that one has',
    new Map([['a', int(1)]]),
    new Map([['b', int(1)]]),
    new Map([
      ['a', UNKNOWN],
      ['b', UNKNOWN],
    ]),
  ],
  ['entries', record({ a: int(1) }).cell.content, record({ a: int(2) }).cell.content, record({ a: UNKNOWN }).cell.content],
  ['entries, or none', record({ a: int(1) }).cell.content, new Map(), null],
  ['no entries, or some', new Map(), record({ a: int(1) }).cell.content, null],
  ['states that differ in a value', { name: 'a', output: int(1) }, { name: 'a', output: int(2) }, { name: 'a', output: UNKNOWN }],
  [
    'states with equal shapes',
    { shape: [[1, 2], [3]], at: int(1) },
    { shape: [[1, 2], [3]], at: int(1) },
    { shape: [[1, 2], [3]], at: int(1) },
  ],
  ['states with different shapes', { shape: [1, 2] }, { shape: [1, 3] }, undefined],
  ['states with shapes of different ranks', { shape: [1, 2] }, { shape: [1] }, undefined],
  ['states that differ in a name', { name: 'a' }, { name: 'b' }, undefined],
  ['states with different fields', { name: 'a' }, { name: 'a', more: 1 }, undefined],
  ['states with as many other fields', { name: 'a' }, { title: 'a' }, undefined],
  ['objects of a class', new (class State {})(), new (class State {})(), undefined],
  [
    'an object of a class and a state like it',
    new (class State {
      readonly name = 'a';
    })(),
    { name: 'a' },
    undefined,
  ],
  ['a state and a number', { name: 'a' }, 1, undefined],
];

describe('the content of a cell after two branches', () => {
  for (const [what, a, b, joined] of contents) it(what, () => assert.deepEqual(joinContents(a, b), joined));
  it('keeps the places of entries apart from their values', () => {
    const span = { path: 'a.py', line: 1, column: 1, endLine: 1, endColumn: 2 };
    const entries = (value: Value): unknown => cell(new Map([['sa', { key: str('a'), value, span }]])).content;
    assert.deepEqual(joinContents(entries(int(1)), entries(int(2))), new Map([['sa', { key: str('a'), value: UNKNOWN }]]));
  });
});
