import assert from 'node:assert/strict';
import { RowCache } from '../../../../src/train/hub/row-cache';

describe('kept rows', () => {
  it('beyond the memory lie in a file, and those beyond that are not kept', () => {
    const store = new RowCache(2, { memory: 500, disk: 16 });
    const rows = [1, 2, 3, 4, 5, 6].map(value => Float32Array.of(value, -value));
    rows.forEach((row, i) => {
      store.set(`row ${i}`, row);
    });
    assert.deepEqual(
      rows.map((_, i) => store.get(`row ${i}`)),
      [rows[0], rows[1], rows[2], rows[3], undefined, undefined],
    );
  });
});
