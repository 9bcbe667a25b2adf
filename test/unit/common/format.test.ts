import * as assert from 'node:assert/strict';
import { formatBytes, formatCount, formatDuration, formatMetric, metricTitle, withoutCommonStart } from '../../../src/common/format';

const tables: { name: string; format: (value: never) => string; cases: [value: unknown, text: string][] }[] = [
  {
    name: 'formatMetric',
    format: formatMetric,
    cases: [
      [null, '–'],
      [0, '0'],
      [0.81234, '0.8123'],
      [1.23456, '1.235'],
      [123.456, '123.46'],
      [1234.56, '1234.6'],
      [0.00001234, '1.23e-5'],
      [-0.5, '-0.5000'],
      [12_345_678, '1.23e+7'],
    ],
  },
  {
    name: 'formatDuration',
    format: formatDuration,
    cases: [
      [null, '–'],
      [Number.NaN, '–'],
      [0.04, '0.0 s'],
      [8.27, '8.3 s'],
      [59.6, '1 min 0 s'],
      [125, '2 min 5 s'],
      [4800, '1 h 20 min'],
    ],
  },
  {
    name: 'formatBytes',
    format: formatBytes,
    cases: [
      [1, '1 byte'],
      [720, '720 bytes'],
      [11_700, '11.4 KiB'],
      [500 * 1024, '500 KiB'],
      [1e10, '9.31 GiB'],
    ],
  },
  { name: 'formatCount', format: formatCount, cases: [[1_234_567, '1,234,567']] },
  { name: 'metricTitle', format: metricTitle, cases: [['sparse_top_k_accuracy', 'Sparse top k accuracy']] },
];

describe('withoutCommonStart', () => {
  const shared = 'gs://bucket/a/long/shared/prefix/';
  const cases: { [name: string]: [labels: string[], short: string[]] } = {
    paths: [
      [`${shared}cats`, `${shared}dogs`],
      ['…/prefix/cats', '…/prefix/dogs'],
    ],
    'words of a short common start': [
      ['cat', 'car'],
      ['cat', 'car'],
    ],
    'one label': [[`${shared}cats`], [`${shared}cats`]],
    nothing: [[], []],
  };
  for (const [name, [labels, short]] of Object.entries(cases)) it(name, () => assert.deepEqual(withoutCommonStart(labels), short));
});

for (const { name, format, cases } of tables) {
  describe(name, () => {
    for (const [value, text] of cases) it(`${value} is ${text}`, () => assert.equal(format(value as never), text));
  });
}
