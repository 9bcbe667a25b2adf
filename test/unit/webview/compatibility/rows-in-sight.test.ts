import * as assert from 'node:assert/strict';
import { drawnRows, FEATURE_ROW_HEIGHT } from '../../../../webview/compatibility/rows-in-sight';

const cases: readonly [name: string, count: number, top: number, focused: number, first: number, last: number, more?: number][] = [
  ['at the start', 200, 0, 0, 0, 17],
  ['in the middle', 200, 100 * FEATURE_ROW_HEIGHT, 101, 92, 117],
  ['at the end', 200, 190 * FEATURE_ROW_HEIGHT, 195, 182, 199],
  ['with the focus above', 200, 100 * FEATURE_ROW_HEIGHT, 3, 92, 117, 3],
  ['with the focus below', 200, 0, 150, 0, 17, 150],
  ['with the focus on the head', 200, 0, -1, 0, 17],
  ['of a short table', 4, 0, 0, 0, 3],
];

describe('rows that the compatibility panel draws', () => {
  for (const [name, count, top, focused, first, last, more] of cases)
    it(`${name}, ten rows high`, () => {
      const rows = drawnRows(count, top, 10 * FEATURE_ROW_HEIGHT, focused);
      const own = rows.filter(row => row !== more);
      assert.deepEqual([own[0], own.at(-1), own.length], [first, last, last - first + 1]);
      assert.equal(more === undefined || rows.includes(more), true);
      assert.deepEqual(
        rows,
        [...rows].sort((a, b) => a - b),
      );
    });

  it('are none of an empty table', () => assert.deepEqual(drawnRows(0, 0, 500, 0), []));
});
