import * as assert from 'node:assert/strict';
import {
  bool,
  dict,
  FALSE,
  float,
  int,
  keyOf,
  list,
  listContent,
  MAX_ITEMS,
  NONE,
  record,
  set,
  str,
  TRUE,
  tuple,
  UNKNOWN,
  type Value,
} from '../../../src/values/value';

const span = { path: 'a.py', line: 1, column: 1, endLine: 1, endColumn: 2 };

describe('a value', () => {
  it('is an integer as long as a double holds it exactly', () => {
    assert.deepEqual(int(Number.MAX_SAFE_INTEGER), { kind: 'int', value: 2 ** 53 - 1 });
    assert.equal(int(2 ** 53), UNKNOWN);
    assert.equal(int(0.5), UNKNOWN);
  });

  it('is a text up to a million characters', () => {
    assert.equal(str('a'.repeat(1_000_000)).kind, 'str');
    assert.equal(str('a'.repeat(1_000_001)), UNKNOWN);
  });

  it('is one of the two truths', () => assert.deepEqual([bool(true), bool(false)], [TRUE, FALSE]));

  it('is a list up to ten thousand items', () => {
    const items = Array<Value>(MAX_ITEMS).fill(NONE);
    assert.equal(listContent(items)?.items.length, 10_000);
    assert.equal(listContent([...items, NONE]), null);
    assert.equal(list(null).cell.content, null);
    assert.equal(set(null).cell.content, null);
  });

  it('keeps the places of items only where each has one', () => {
    assert.deepEqual(listContent([NONE], [span]), { items: [NONE], spans: [span] });
    assert.deepEqual(listContent([NONE, NONE], [span]), { items: [NONE, NONE] });
    assert.deepEqual(tuple([NONE], [span]), { kind: 'tuple', items: [NONE], spans: [span] });
    assert.deepEqual(tuple([NONE]), { kind: 'tuple', items: [NONE] });
  });

  it('is a dictionary whose later entries replace earlier ones of an equal key', () => {
    const content = dict([
      { key: int(1), value: str('a') },
      { key: TRUE, value: str('b') },
    ]).cell.content;
    assert.deepEqual([...(content?.values() ?? [])], [{ key: TRUE, value: str('b') }]);
    assert.equal(dict([{ key: UNKNOWN, value: NONE }]).cell.content, null, 'a key that is not known makes the whole unknown');
  });
});

/** Groups of keys: equal within a group, different between groups. */
const keys: readonly (readonly Value[])[] = [
  [int(1), float(1), TRUE],
  [int(0), float(0), FALSE],
  [str('1')],
  [{ kind: 'bytes', value: '1' }],
  [str('none')],
  [NONE, { kind: 'none' }],
  [{ kind: 'api', name: 'tf.int32' }],
  [str('api tf.int32')],
  [tuple([int(1), str('a')]), tuple([TRUE, str('a')])],
  [tuple([str('a'), int(1)])],
  [tuple([])],
  [tuple([tuple([])])],
  [tuple([str('a,2:n1')])],
];

describe('a key of a dictionary', () => {
  it('is equal to those that Python finds equal, and to no others', () => {
    const texts = keys.map(group => new Set(group.map(keyOf)));
    for (const group of texts) assert.equal(group.size, 1);
    assert.equal(new Set(texts.flatMap(group => [...group])).size, keys.length);
  });

  it('is not known of what cannot be compared without running', () => {
    const unknown = [UNKNOWN, list([]), record({}), tuple([int(1), UNKNOWN])];
    assert.deepEqual(
      unknown.map(keyOf),
      unknown.map(() => undefined),
    );
  });
});
