import * as assert from 'node:assert/strict';
import { asBool, asEntries, asInt, asItems, asNumber, asString, isKnown, isNone } from '../../../src/values/read';
import {
  bool,
  dict,
  float,
  int,
  list,
  NONE,
  record,
  str,
  type TensorValue,
  TRUE,
  tuple,
  UNKNOWN,
  type Value,
} from '../../../src/values/value';

const tensor = (shape: readonly number[] | null, constant?: TensorValue['constant']): Value => ({
  kind: 'tensor',
  family: 'eager',
  type: { shape, dtype: 'float32' },
  ...(constant && { constant }),
});

type Reads = { number?: number; int?: number; string?: string; bool?: boolean; none?: true; unknown?: true; items?: number };

/** A value, and what it is read as; what is not named is undefined or false. */
const values: readonly [what: string, value: Value | undefined, reads: Reads][] = [
  ['nothing', undefined, { unknown: true }],
  ['unknown', UNKNOWN, { unknown: true }],
  ['None', NONE, { none: true }],
  ['3', int(3), { number: 3, int: 3 }],
  ['3.0', float(3), { number: 3, int: 3 }],
  ['0.5', float(0.5), { number: 0.5 }],
  ['inf', float(Number.POSITIVE_INFINITY), { number: Number.POSITIVE_INFINITY }],
  ['True', TRUE, { number: 1, int: 1, bool: true }],
  ['False', bool(false), { number: 0, int: 0, bool: false }],
  ['"3"', str('3'), { string: '3' }],
  ['""', str(''), { string: '' }],
  ['a scalar tensor', tensor([], [7]), { number: 7, int: 7 }],
  ['a scalar tensor that is not known', tensor([], [null]), {}],
  ['a scalar tensor of text', tensor([], ['a']), {}],
  ['a tensor of one element', tensor([1], [7]), {}],
  ['a tensor of unknown rank', tensor(null), {}],
  ['(1, 2)', tuple([int(1), int(2)]), { items: 2 }],
  ['[]', list([]), { items: 0 }],
  ['a list of unknown length', list(null), {}],
];

describe('a value read as plain data', () => {
  for (const [what, value, { number, int: whole, string, bool: truth, none = false, unknown = false, items }] of values) {
    it(what, () => {
      const read = [asNumber(value), asInt(value), asString(value), asBool(value), isNone(value), isKnown(value), asItems(value)?.length];
      assert.deepEqual(read, [number, whole, string, truth, none, !unknown, items]);
    });
  }

  it('a dictionary with string keys, in order', () => {
    assert.deepEqual(asEntries(record({ b: int(1), a: int(2) })), [
      ['b', int(1)],
      ['a', int(2)],
    ]);
    for (const value of [undefined, int(1), dict(null), dict([{ key: int(1), value: int(2) }])]) assert.equal(asEntries(value), undefined);
  });
});
