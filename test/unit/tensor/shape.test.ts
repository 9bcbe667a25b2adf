import * as assert from 'node:assert/strict';
import { axisOf } from '../../../src/tensor/axes';
import { compatible, elementCount, joinedDim, joinShapes, mayEqual, mergedDim, normalAxis, printShape } from '../../../src/tensor/shape';

describe('a shape', () => {
  const printed: [Parameters<typeof printShape>[0], string][] = [
    [null, '<unknown>'],
    [[], '()'],
    [[3], '(3,)'],
    [[null], '(None,)'],
    [[null, 28, 28], '(None, 28, 28)'],
  ];
  for (const [shape, text] of printed) it(`is printed as ${text}`, () => assert.equal(printShape(shape), text));

  it('has as many elements as its dimensions multiply to, where they are known', () => {
    assert.deepEqual([null, [], [3, 4], [3, null], [null, 0]].map(elementCount), [null, 1, 12, null, 0]);
  });

  it('may be another one where no known dimension differs', () => {
    assert.deepEqual([mayEqual(null, 3), mayEqual(3, null), mayEqual(3, 3), mayEqual(3, 4)], [true, true, true, false]);
    assert.deepEqual(
      [compatible(null, [3]), compatible([3], null), compatible([3], [null]), compatible([3], [4])],
      [true, true, true, false],
    );
    assert.deepEqual([compatible([3], [3, 3]), compatible([3, 3], [3]), compatible([], [])], [false, false, true]);
  });

  it('that is both of two keeps what either knows, and one that is either keeps what both know', () => {
    assert.deepEqual([mergedDim(null, 3), mergedDim(3, null), mergedDim(0, null)], [3, 3, 0]);
    assert.deepEqual([joinedDim(3, 3), joinedDim(3, 4), joinedDim(3, null)], [3, null, null]);
    assert.deepEqual(joinShapes([3, 4], [3, 5]), [3, null]);
    assert.deepEqual([joinShapes([3], [3, 4]), joinShapes(null, [3]), joinShapes([3], null)], [null, null, null]);
  });

  it('counts axes from either end', () => {
    assert.deepEqual(
      [-3, -2, -1, 0, 1, 2].map(axis => normalAxis(axis, 2)),
      [undefined, 0, 1, 0, 1, undefined],
    );
    assert.equal(axisOf(-1, [5, 6]), 1);
  });
});
