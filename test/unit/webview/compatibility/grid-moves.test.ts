import * as assert from 'node:assert/strict';
import { movedBy } from '../../../../webview/compatibility/grid-moves';

const SIZE = { rows: 30, columns: 4 };

const cases: readonly [key: string, from: [number, number], to: [number, number] | undefined, control?: boolean][] = [
  ['ArrowDown', [0, 1], [1, 1]],
  ['ArrowUp', [0, 1], [-1, 1]],
  ['ArrowUp', [-1, 1], [-1, 1]],
  ['ArrowDown', [29, 1], [29, 1]],
  ['ArrowLeft', [2, 0], [2, 0]],
  ['ArrowRight', [2, 3], [2, 3]],
  ['ArrowRight', [-1, 0], [-1, 1]],
  ['PageDown', [25, 2], [29, 2]],
  ['PageUp', [4, 2], [0, 2]],
  ['Home', [7, 2], [7, 0]],
  ['End', [7, 2], [7, 3]],
  ['Home', [7, 2], [0, 0], true],
  ['End', [7, 2], [29, 3], true],
  ['Enter', [7, 2], undefined],
  ['constructor', [7, 2], undefined],
];

describe('keys in the table of the compatibility panel', () => {
  for (const [key, [row, column], to, control] of cases)
    it(`${control ? 'Control+' : ''}${key} from ${row}, ${column} leads to ${to ?? 'nowhere'}`, () =>
      assert.deepEqual(movedBy(key, { row, column }, SIZE, control), to && { row: to[0], column: to[1] }));
});
