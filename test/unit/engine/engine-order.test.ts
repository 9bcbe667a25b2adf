import assert from 'node:assert/strict';
import { waysInOrder } from '../../../src/engine/engine-order';

describe('the ways to train a program', () => {
  const cases: [choice: Parameters<typeof waysInOrder>[0], isPlanned: boolean, isWhole: boolean, ways: string][] = [
    ['auto', true, true, 'plan'],
    ['auto', true, false, 'python,plan'],
    ['auto', false, false, 'python'],
    ['auto', false, true, 'python'],
    ['native', true, false, 'plan'],
    ['native', false, false, ''],
    ['wasm', true, true, 'plan'],
    ['python', true, true, 'python'],
    ['python', false, false, 'python'],
  ];
  for (const [choice, isPlanned, isWhole, ways] of cases) {
    it(`"${choice}", ${isPlanned ? (isWhole ? 'the whole' : 'a part') : 'nothing'} planned: ${ways || 'none'}`, () =>
      assert.equal(waysInOrder(choice, { isPlanned, isWhole }).join(), ways));
  }
});
