import assert from 'node:assert/strict';
import { nextOrder, rowsInSight, shownRows } from '../../../../webview/module/table-rows';

const rows = [
  { name: 'layer_10/kernel', size: 4 },
  { name: 'layer_2/kernel', size: 40 },
  { name: 'layer_2/bias', size: 7 },
];
const columns = [
  { text: (row: (typeof rows)[number]) => row.name },
  { text: (row: (typeof rows)[number]) => String(row.size), figure: (row: (typeof rows)[number]) => row.size },
];
const shown = (filter: string, order: Parameters<typeof shownRows>[3] = null) =>
  shownRows(rows, columns, filter, order).map(({ name }) => name);

describe('rows of a long table', () => {
  it('are those that have every word, in the order of the file', () => {
    assert.deepEqual(shown('KERNEL layer'), ['layer_10/kernel', 'layer_2/kernel']);
    assert.deepEqual(
      shown(' '),
      rows.map(({ name }) => name),
    );
    assert.deepEqual(shown('nowhere'), []);
  });

  it('are sorted by name with numbers as numbers, and by figures', () => {
    assert.deepEqual(shown('', { column: 0, isDescending: false }), ['layer_2/bias', 'layer_2/kernel', 'layer_10/kernel']);
    assert.deepEqual(shown('', { column: 1, isDescending: true }), ['layer_2/kernel', 'layer_2/bias', 'layer_10/kernel']);
  });

  it('a head sorts one way, the other way, and not at all', () => {
    const names = nextOrder(null, 0, false);
    assert.deepEqual(names, { column: 0, isDescending: false });
    assert.deepEqual(nextOrder(names, 0, false), { column: 0, isDescending: true });
    assert.equal(nextOrder({ column: 0, isDescending: true }, 0, false), null);
    assert.deepEqual(nextOrder(names, 1, true), { column: 1, isDescending: true });
    assert.deepEqual(nextOrder({ column: 1, isDescending: true }, 1, true), { column: 1, isDescending: false });
    assert.equal(nextOrder({ column: 1, isDescending: false }, 1, true), null);
  });

  it('in sight are as many as fit, of any number', () => {
    assert.deepEqual(rowsInSight(200_000, 24, 0, 240), { first: 0, last: 16 });
    assert.deepEqual(rowsInSight(200_000, 24, 24 * 1000, 240), { first: 994, last: 1016 });
    assert.deepEqual(rowsInSight(3, 24, 24 * 1000, 240), { first: 0, last: 3 });
  });
});
