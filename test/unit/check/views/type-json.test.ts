import assert from 'node:assert/strict';
import { typeJson } from '../../../../src/check/views/type-json';
import { list, record, tuple, UNKNOWN, type Value } from '../../../../src/values/value';

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
  ['something unknown', UNKNOWN, JSON.stringify({ unknown: true })],
];

describe('types as plain data', () => {
  for (const [name, value, json] of cases) it(name, () => assert.equal(JSON.stringify(typeJson(value)), json));
});
