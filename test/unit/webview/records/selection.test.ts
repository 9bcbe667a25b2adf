import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { countRows, eachRow } from '../../../../src/common/row-ranges';
import { clickGesture, gridKey, keyGesture, selectionKey, widthKey } from '../../../../webview/records/grid-keys';
import { allSelected, type Gesture, NOTHING_SELECTED, type RowSelection, selectionAfter } from '../../../../webview/records/selection';

const ROWS = 40;
type Step = { gesture: Gesture | 'all'; to: number };

/** The same rules over a set of numbers. */
class Naive {
  rows = new Set<number>();
  private base = new Set<number>();
  private anchor = 0;

  take({ gesture, to }: Step, from: number): void {
    if (gesture === 'all') [this.rows, this.base, this.anchor] = [new Set(Array(ROWS).keys()), new Set(), from];
    else if (gesture === 'one') [this.rows, this.base, this.anchor] = [new Set(), new Set(), to];
    else if (gesture === 'move') [this.base, this.anchor] = [new Set(this.rows), to];
    else if (gesture === 'toggle') this.toggle(from, to);
    else if (gesture === 'stretch') this.stretch(from, to);
  }

  private toggle(from: number, to: number): void {
    if (this.rows.size === 0) this.rows = new Set([from, to]);
    else if (!this.rows.delete(to)) this.rows.add(to);
    [this.base, this.anchor] = [new Set(this.rows), to];
  }

  private stretch(from: number, to: number): void {
    if (this.rows.size === 0) this.anchor = from;
    this.rows = new Set(this.base);
    for (let row = Math.min(this.anchor, to); row <= Math.max(this.anchor, to); row++) this.rows.add(row);
    if (this.base.size === 0 && this.anchor === to) this.rows = new Set();
  }
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({ gesture: fc.constantFrom<Step['gesture']>('one', 'move', 'stretch', 'toggle', 'stay', 'all'), to: fc.nat(ROWS - 1) }),
  { maxLength: 30 },
);

describe('selecting rows', () => {
  it('is what a set of numbers would be, after any gestures', () =>
    fc.assert(
      fc.property(steps, taken => {
        const naive = new Naive();
        let selection: RowSelection = NOTHING_SELECTED;
        let cursor = 0;
        for (const step of taken) {
          const to = step.gesture === 'stay' || step.gesture === 'all' ? cursor : step.to;
          selection = step.gesture === 'all' ? allSelected(ROWS, cursor) : selectionAfter(selection, step.gesture, cursor, to);
          naive.take({ ...step, to }, cursor);
          cursor = to;
          assert.deepEqual(
            [...eachRow(selection.rows)],
            [...naive.rows].sort((a, b) => a - b),
          );
        }
      }),
    ));

  const stories: { [what: string]: { story: [Gesture, number][]; rows: number[] } } = {
    'Shift and arrows go out and come back': {
      story: [
        ['one', 3],
        ['stretch', 4],
        ['stretch', 5],
        ['stretch', 4],
      ],
      rows: [3, 4],
    },
    'back at its beginning a stretch is none': {
      story: [
        ['one', 3],
        ['stretch', 4],
        ['stretch', 3],
      ],
      rows: [],
    },
    'a click puts the next row beside the cursor’s': {
      story: [
        ['one', 3],
        ['toggle', 7],
      ],
      rows: [3, 7],
    },
    'and a second click takes it out': {
      story: [
        ['one', 3],
        ['toggle', 7],
        ['toggle', 7],
      ],
      rows: [3],
    },
    'what was selected before stays when another range begins': {
      story: [
        ['one', 1],
        ['stretch', 2],
        ['move', 8],
        ['stretch', 9],
      ],
      rows: [1, 2, 8, 9],
    },
    'a range turns around its anchor': {
      story: [
        ['one', 5],
        ['stretch', 8],
        ['stretch', 2],
      ],
      rows: [2, 3, 4, 5],
    },
    'moving leaves it alone': {
      story: [
        ['one', 5],
        ['stretch', 6],
        ['move', 20],
      ],
      rows: [5, 6],
    },
    'a plain click gives it up': {
      story: [
        ['one', 5],
        ['stretch', 6],
        ['one', 20],
      ],
      rows: [],
    },
  };
  for (const [what, { story, rows }] of Object.entries(stories)) {
    it(what, () => {
      let [selection, cursor]: [RowSelection, number] = [NOTHING_SELECTED, 0];
      for (const [gesture, to] of story) [selection, cursor] = [selectionAfter(selection, gesture, cursor, to), to];
      assert.deepEqual([...eachRow(selection.rows)], rows);
    });
  }

  it('of ten million rows takes two numbers, and a range in it comes back to what it spans', () => {
    const all = allSelected(10_000_000, 3);
    assert.deepEqual(all.rows, [0, 10_000_000]);
    assert.equal(countRows(selectionAfter(all, 'toggle', 3, 5_000_000).rows), 9_999_999);
    assert.deepEqual(selectionAfter(all, 'stretch', 3, 6).rows, [3, 7]);
  });
});

describe('keys and clicks in the grid', () => {
  const key = (key: string, held: Partial<KeyboardEvent> = {}) => ({
    key,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    ...held,
  });
  const gestures: [Parameters<typeof key>, Gesture][] = [
    [['ArrowDown'], 'move'],
    [['ArrowUp', { shiftKey: true }], 'stretch'],
    [['PageDown', { shiftKey: true }], 'stretch'],
    [['End', { shiftKey: true, ctrlKey: true }], 'stretch'],
    [['End', { shiftKey: true }], 'stay'],
    [['ArrowRight', { shiftKey: true }], 'stay'],
  ];
  for (const [pressed, gesture] of gestures)
    it(`${JSON.stringify(pressed)}: ${gesture}`, () => assert.equal(keyGesture(key(...pressed)), gesture));

  const selecting: [Parameters<typeof key>, ReturnType<typeof selectionKey>][] = [
    [['a', { ctrlKey: true }], 'all'],
    [['A', { metaKey: true }], 'all'],
    [['a'], undefined],
    [[' ', { ctrlKey: true }], 'toggle'],
    [['Enter', { metaKey: true, shiftKey: true }], 'toggle'],
    [['Enter'], undefined],
    [['Escape'], 'one'],
  ];
  for (const [pressed, selects] of selecting)
    it(`${JSON.stringify(pressed)} selects ${selects}`, () => assert.equal(selectionKey(key(...pressed)), selects));

  const widening: [Parameters<typeof key>, ReturnType<typeof widthKey>][] = [
    [['ArrowRight', { altKey: true }], 1],
    [['ArrowLeft', { altKey: true }], -1],
    [['ArrowDown', { altKey: true }], undefined],
    [['ArrowRight'], undefined],
    [['ArrowRight', { altKey: true, ctrlKey: true }], undefined],
  ];
  for (const [pressed, wider] of widening)
    it(`${JSON.stringify(pressed)} makes a column wider by ${wider}`, () => assert.equal(widthKey(key(...pressed)), wider));

  it('Shift does not change where a key leads', () => {
    const extent = { rows: 100, columns: 3, page: 10 };
    assert.deepEqual(gridKey(key('PageDown', { shiftKey: true }), { row: 5, column: 1 }, extent), { row: 15, column: 1 });
  });

  const click = (held: Partial<MouseEvent> = {}) => ({ button: 0, ctrlKey: false, metaKey: false, shiftKey: false, ...held });
  it('the second button keeps a selection that it is on, and begins anew elsewhere', () => {
    assert.equal(clickGesture(click({ button: 2 }), true), 'move');
    assert.equal(clickGesture(click({ button: 2 }), false), 'one');
    assert.equal(clickGesture(click({ metaKey: true }), true), 'toggle');
    assert.equal(clickGesture(click({ shiftKey: true }), false), 'stretch');
  });
});
