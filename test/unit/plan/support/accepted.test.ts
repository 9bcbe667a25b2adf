import assert from 'node:assert/strict';
import {
  type Accepted,
  argumentKindOf,
  inert,
  isInert,
  isOnly,
  isTensor,
  none,
  off,
  supportOf,
  tensor,
} from '../../../../src/plan/support/accepted';

/** What an argument may be, which of the four it is, and the kind of a value. */
const cases: readonly [accepted: Accepted, is: 'inert' | 'only' | 'tensor' | 'kind' | 'part', kind: string | undefined][] = [
  [inert('a name'), 'inert', undefined],
  [none, 'only', undefined],
  [off, 'only', undefined],
  [tensor('numbers'), 'tensor', undefined],
  [tensor('numbers', 0), 'tensor', undefined],
  ['part', 'part', undefined],
  ['number', 'kind', 'number'],
  ['number?', 'kind', 'number'],
  ['numeric dtype?', 'kind', 'numeric dtype'],
];

describe('what an argument may be', () => {
  for (const [accepted, is, kind] of cases)
    it(JSON.stringify(accepted), () => {
      assert.deepEqual([isInert(accepted), isOnly(accepted), isTensor(accepted)], [is === 'inert', is === 'only', is === 'tensor']);
      assert.equal(argumentKindOf(accepted), kind);
    });

  it('is None or False alone, a reason, or a tensor with a number of axes', () => {
    assert.deepEqual([none, off, inert('a name')], [{ only: [null] }, { only: [false] }, { inert: 'a name' }]);
    assert.deepEqual([tensor('strings'), tensor('numbers', 0)], [{ tensorArgument: 'strings' }, { tensorArgument: 'numbers', rank: 0 }]);
  });

  it('is looked up by names of its own', () => {
    assert.equal(supportOf({ a: 1 }, 'a'), 1);
    assert.equal(supportOf({ a: 1 }, 'toString'), undefined);
  });
});
