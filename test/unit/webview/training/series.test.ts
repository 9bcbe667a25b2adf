import * as assert from 'node:assert/strict';
import { align, type Line, linesOf, metricsOf, spansMagnitudes, valueAt, type XAxis } from '../../../../webview/training/series';
import { batch, epoch, runOf, started } from '../../common/run-events';

const run = runOf([
  started(2),
  batch(1, 1, 1),
  batch(1, 2, 0.8),
  epoch(1, 2, { loss: 0.9, val_loss: 0.7, val_accuracy: 0.6 }),
  batch(2, 1, 0.6, 2),
  epoch(2, 2, { loss: 0.6, val_loss: 0.5, val_accuracy: 0.7 }),
]);

describe('metricsOf', () => {
  it('names each metric once, loss first', () => assert.deepEqual(metricsOf(run), ['loss', 'accuracy']));
  it('has none before the first value', () => assert.deepEqual(metricsOf(runOf([started(1)])), []));
});

describe('linesOf', () => {
  const axes: [XAxis, train: number[], validation: number[]][] = [
    ['step', [1, 2, 3], [2, 4]],
    ['epoch', [0.5, 1, 1.5], [1, 2]],
    ['time', [1, 2, 4], [3, 5]],
  ];
  for (const [axis, train, validation] of axes) {
    it(`by ${axis}`, () => {
      const lines = linesOf([run], 'loss', axis, 0);
      assert.deepEqual(
        lines.map(line => [line.role, line.x]),
        [
          ['train', train],
          ['validation', validation],
        ],
      );
    });
  }

  it('shows the data as logged behind the smoothed line', () =>
    assert.deepEqual(
      linesOf([run], 'loss', 'step', 0.6).map(line => line.role),
      ['raw', 'train', 'validation'],
    ));

  it('falls back to epochs where no batches were kept', () => {
    const [train] = linesOf([runOf([started(1), epoch(1, 5, { loss: 0.9 })])], 'loss', 'step', 0);
    assert.deepEqual([train?.x, train?.y], [[5], [0.9]]);
  });
});

describe('align', () => {
  const line = (x: number[], y: (number | null)[]): Line => ({ role: 'train', run: 0, x, y });
  const cases: { name: string; lines: Line[]; x: number[]; ys: (number | null | undefined)[][] }[] = [
    { name: 'nothing', lines: [], x: [], ys: [] },
    { name: 'one line as it is', lines: [line([1, 2], [5, null])], x: [1, 2], ys: [[5, null]] },
    {
      name: 'merges, with holes where a line has no point',
      lines: [line([1, 2, 4], [10, 20, 40]), line([2, 3], [2, 3])],
      x: [1, 2, 3, 4],
      ys: [
        [10, 20, undefined, 40],
        [undefined, 2, 3, undefined],
      ],
    },
  ];
  for (const { name, lines, x, ys } of cases) it(name, () => assert.deepEqual(align(lines), { x, ys }));
});

describe('valueAt', () => {
  const column = [undefined, 1, undefined, null, undefined];
  const expected = [null, 1, 1, null, null];
  expected.forEach((value, row) => {
    it(`row ${row} has ${value}`, () => assert.equal(valueAt(column, row), value));
  });
});

describe('spansMagnitudes', () => {
  for (const metric of ['loss', 'mae', 'rmse', 'mean_squared_error', 'kl_divergence'])
    it(`${metric} does`, () => assert.ok(spansMagnitudes(metric)));
  for (const metric of ['accuracy', 'auc', 'precision', 'f1_score']) it(`${metric} does not`, () => assert.ok(!spansMagnitudes(metric)));
});
