import { strict as assert } from 'node:assert';
import { drawCurve, type Series } from '../../../src/cli/curve';

const loss = (...points: [number, number][]): Series => ({ name: 'loss', style: 'line', points });
const validation = (...points: [number, number][]): Series => ({ name: 'val_loss', style: 'marks', points });

const curves: { [what: string]: { series: Series[]; size: [columns: number, rows: number]; drawn: string[] } } = {
  'a line from corner to corner': {
    series: [loss([0, 4], [1, 0])],
    size: [4, 2],
    drawn: ['4.00 ┤⠑⢄', '0.00 ┤  ⠑⢄', '     └────', '      ⠒⠒ loss'],
  },
  'a loss that stays': {
    series: [loss([0, 1], [1, 1])],
    size: [4, 2],
    drawn: ['1.00 ┤⠉⠉⠉⠉', '1.00 ┤', '     └────', '      ⠒⠒ loss'],
  },
  'marks beside a line, and a point that is no number': {
    series: [loss([0, 4], [1, 2], [2, Number.NaN], [4, 0]), validation([2, 2])],
    size: [6, 3],
    drawn: ['4.00 ┤⠱⡀', '     ┤ ⠱⣀●', '0.00 ┤   ⠑⠢⢄', '     └──────', '      ⠒⠒ loss   ● val_loss'],
  },
};

describe('the curve in the terminal', () => {
  for (const [what, { series, size, drawn }] of Object.entries(curves))
    it(`draws ${what}`, () => assert.equal(drawCurve(series, ...size), drawn.join('\n')));

  it('is nothing without two points that are numbers', () => {
    assert.equal(drawCurve([], 10, 4), undefined);
    assert.equal(drawCurve([loss([0, 1])], 10, 4), undefined);
    assert.equal(drawCurve([loss([0, 1], [1, Number.NaN], [Number.POSITIVE_INFINITY, 2])], 10, 4), undefined);
  });
});
