import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { clip, countRows, eachRow, hasRow, type RowRanges, rangesOf, rowsBetween, toggle, unite } from '../../../src/common/row-ranges';

const MAX_ROWS = 60;
const numbers = fc.uniqueArray(fc.nat(MAX_ROWS), { maxLength: MAX_ROWS }).map(list => list.sort((a, b) => a - b));

/** Ranges that are what they should be: ascending, each with a row, and apart. */
function check(ranges: RowRanges, expected: Iterable<number>): void {
  assert.equal(ranges.length % 2, 0);
  for (let i = 1; i < ranges.length; i++) assert.ok((ranges[i] as number) > (ranges[i - 1] as number), `${ranges}`);
  const wanted = [...new Set(expected)].sort((a, b) => a - b);
  assert.deepEqual([...eachRow(ranges)], wanted);
  assert.equal(countRows(ranges), wanted.length);
  for (let row = 0; row <= MAX_ROWS + 1; row++) assert.equal(hasRow(ranges, row), wanted.includes(row), `row ${row} of ${ranges}`);
}

describe('ranges of rows', () => {
  const of = (property: fc.IRawProperty<[number[], number[], number]>): void => fc.assert(property as fc.IProperty<unknown>);
  const given = (tells: (a: number[], b: number[], count: number) => void) => fc.property(numbers, numbers, fc.nat(MAX_ROWS), tells);

  it('are the numbers that they were made of', () => of(given(a => check(rangesOf(a), a))));
  it('unite as sets do', () => of(given((a, b) => check(unite(rangesOf(a), rangesOf(b)), [...a, ...b]))));
  it('toggle as sets do', () =>
    of(
      given((a, b) =>
        check(
          toggle(rangesOf(a), rangesOf(b)),
          [...a, ...b].filter(row => a.includes(row) !== b.includes(row)),
        ),
      ),
    ));
  it('are clipped to a count', () =>
    of(
      given((a, _, count) =>
        check(
          clip(rangesOf(a), count),
          a.filter(row => row < count),
        ),
      ),
    ));
  it('reach from a row to another, whichever comes first', () => {
    check(rowsBetween(3, 5), [3, 4, 5]);
    check(rowsBetween(5, 3), [3, 4, 5]);
    check(rowsBetween(4, 4), [4]);
  });
  it('take two numbers for ten million rows', () => assert.deepEqual(unite([0, 4_000_000], [4_000_000, 10_000_000]), [0, 10_000_000]));
});
