import * as assert from 'node:assert/strict';
import { typeJson } from '../../../../src/check/views/type-json';
import { dict, int, list, NONE, record, tuple, UNKNOWN, type Value } from '../../../../src/values/value';
import { valueOfY } from '../reading';

const tensor = (shape: (number | null)[] | null): Value => ({ kind: 'tensor', family: 'graph', type: { shape, dtype: 'int64' } });
const int64 = (shape: (number | null)[] | null) => ({ shape, dtype: 'int64' });

/** Values, and their types as `tensorscope shapes --json` prints them. */
const cases: [name: string, value: Value, json: string][] = [
  ['a tensor', tensor([null, 3]), JSON.stringify(int64([null, 3]))],
  ['a tensor of unknown rank', tensor(null), JSON.stringify(int64(null))],
  [
    'a ragged tensor',
    { kind: 'tensor', family: 'graph', type: { shape: [2, null], dtype: 'int64', raggedRank: 1 } },
    JSON.stringify({ ...int64([2, null]), ragged_rank: 1 }),
  ],
  ['a tuple and a list', tuple([tensor([]), list([tensor([1])])]), JSON.stringify([int64([]), [int64([1])]])],
  ['a dictionary, by sorted keys', record({ b: tensor([]), a: tensor([1]) }), JSON.stringify({ a: int64([1]), b: int64([]) })],
  ['a list of unknown length', list(null), JSON.stringify({ other: 'list' })],
  [
    'a sparse tensor',
    { kind: 'tensor', family: 'graph', type: { shape: [2], dtype: 'int64', sparse: true } },
    JSON.stringify({ ...int64([2]), sparse: true }),
  ],
  ['a dictionary that is not known', dict(null), JSON.stringify({ other: 'dict' })],
  [
    'a dictionary of three, by sorted keys',
    record({ b: NONE, c: NONE, a: NONE }),
    '{"a":{"other":"none"},"b":{"other":"none"},"c":{"other":"none"}}',
  ],
  ['a key that is no text', dict([{ key: int(3), value: tensor([]) }]), JSON.stringify({ int: int64([]) })],
  ['a number', int(3), JSON.stringify({ other: 'int' })],
  ['something unknown', UNKNOWN, JSON.stringify({ unknown: true })],
];

describe('types as plain data', () => {
  for (const [name, value, json] of cases) it(name, () => assert.equal(JSON.stringify(typeJson(value)), json));
});

/** Programs, and the type of their `y`. */
const programs: [source: string, json: string][] = [
  ['y = tf.data.Dataset.range(3)', JSON.stringify(int64([]))],
  [
    'y = tf.data.Dataset.from_tensor_slices((tf.zeros((4, 2)), tf.zeros((4,), tf.int64)))',
    '[{"shape":[2],"dtype":"float32"},{"shape":[],"dtype":"int64"}]',
  ],
  ['y = layers.Dense(3)', JSON.stringify({ other: 'keras.layers.Dense' })],
];

describe('types of objects of a library as plain data', () => {
  for (const [source, json] of programs) it(source, async () => assert.equal(JSON.stringify(typeJson(await valueOfY(source))), json));
});
