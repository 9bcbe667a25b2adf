import * as assert from 'node:assert/strict';
import { parseRanges } from '../../../src/viewer/parse-ranges';

const cases: [text: string, numbers: number[] | undefined, count?: number][] = [
  ['3', [3, 4]],
  ['0-3, 7', [0, 4, 7, 8]],
  ['7, 2 – 4,3', [2, 5, 7, 8]],
  ['8-12', [8, 10], 10],
  ['10-12', [], 10],
  ['', undefined],
  ['4-2', undefined],
  ['1;2', undefined],
  ['-1', undefined],
  ['0-99999999', [0, 100_000_000]],
];

describe('records by their numbers', () => {
  for (const [text, numbers, count] of cases) it(`"${text}"`, () => assert.deepEqual(parseRanges(text, count), numbers));
});
