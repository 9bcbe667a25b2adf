import * as assert from 'node:assert/strict';
import { parseRanges } from '../../../src/extension/records-ranges';

const cases: [text: string, numbers: number[] | undefined, count?: number][] = [
  ['3', [3]],
  ['0-3, 7', [0, 1, 2, 3, 7]],
  ['7, 2 – 4,3', [2, 3, 4, 7]],
  ['8-12', [8, 9], 10],
  ['', undefined],
  ['4-2', undefined],
  ['1;2', undefined],
  ['-1', undefined],
  ['0-99999999', undefined],
];

describe('records by their numbers', () => {
  for (const [text, numbers, count] of cases) it(`"${text}"`, () => assert.deepEqual(parseRanges(text, count), numbers));
});
