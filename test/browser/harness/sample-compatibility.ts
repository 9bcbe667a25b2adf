/** Tables of the compatibility panel, for the page that is looked at without an editor. */
import type { Sentence } from '../../../src/common/sentence';
import type { CompatContent, CompatDetail, CompatSelection, TableCell } from '../../../src/protocol/compatibility';

const plain = (english: string): Sentence => ({ english, values: [] });

const CELLS: readonly TableCell[] = [
  { verdict: 'fits', reason: plain('It has the shape and dtype that the layer takes.') },
  { verdict: 'fits-after', reason: plain('It has to be padded first.'), step: plain('Pad to 48 values') },
  { verdict: 'does-not-fit', reason: plain('It holds texts, and the layer takes numbers.') },
];

/** A table of this many features and targets; another `turn` has other verdicts. */
export const compatTableOf = (rows: number, columns: number, turn = 0): CompatContent => ({
  source: { name: 'records.tfrecord', records: 1000, coverage: 'all', reading: null },
  failure: null,
  table: {
    features: Array.from({ length: rows }, (_, row) => ({
      id: `example/feature${row}`,
      name: `feature${row}`,
      type: { shape: row % 3 === 0 ? [] : [48], dtype: row % 2 === 0 ? 'int64' : 'string' },
      isLabel: row === 0,
    })),
    targets: Array.from({ length: columns }, (_, column) => ({
      id: `target ${column}`,
      kind: 'embedding',
      name: `embedding_${column}`,
      takes: { shape: [null, 48], dtype: 'int64' },
      model: 'model',
      span: { path: 'train.py', line: column + 1, column: 1, endLine: column + 1, endColumn: 9 },
    })),
    cells: Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, column) => CELLS[(row + column + turn) % 3])),
    unknown: turn === 0 && rows < 10 ? ['https://tfhub.dev/nobody/nothing/1'] : [],
  },
});

const { table } = compatTableOf(3, 2);

const detail: CompatDetail | null = table && {
  feature: table.features[1],
  target: table.targets[0],
  verdict: {
    verdict: 'fits-after',
    reason: plain('It has to be padded first.'),
    given: { shape: [null, null], dtype: 'int64' },
    taken: { shape: [null, 48], dtype: 'int64' },
    axes: [
      { given: null, taken: null, fits: true },
      { given: 12, taken: 48, fits: false },
    ],
    dtypeFits: true,
    notes: [plain('12 values are missing.')],
    embedding: { rows: 5000, smallestId: 0, largestId: 4992, paddingShare: 0.86, unusedRows: 3, parameters: 80_000, bytes: 320_000 },
  },
  ways: [
    {
      title: null,
      steps: [{ place: 'parse', title: plain('Pad to 48 values'), code: 'example["feature1"] = example["feature1"][:48]' }],
      gives: { shape: [null, 48, 16], dtype: 'float32' },
      insertion: { edits: [] },
    },
  ],
};

/** The second feature and the first target are selected. */
export const compatSelection: CompatSelection = {
  place: { feature: 'example/feature1', target: 'target 0' },
  detail,
  words: null,
};
