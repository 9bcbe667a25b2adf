import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BytesStatistics, DatasetStatistics, FeatureStatistics, NumberStatistics } from '../../../../src/statistics/report/statistics';
import { root } from '../../../root';
import { payloadsOf, statisticsOf } from '../collect/collect-file';

/** What TensorFlow and NumPy say (test/python/schema_statistics.py). */
interface Answer {
  records: number;
  features: {
    [key: string]: { kinds: { [kind: string]: number }; int64?: NumberAnswer; float?: NumberAnswer; bytes?: BytesAnswer } & {
      [field: string]: unknown;
    };
  };
}
type NumberAnswer = { quantiles?: number[]; distinct?: number } & { [field: string]: unknown };
type BytesAnswer = { images?: { [field: string]: unknown }; distinct: number } & { [field: string]: unknown };

const answers: { [path: string]: Answer } = JSON.parse(readFileSync(join(root, 'test/data/schema/statistics.json'), 'utf8'));

/** Floating-point sums in another order differ in their last digits, measured against the largest value that is summed. */
function close(found: unknown, expected: unknown, what: string, largest = 1): void {
  if (typeof expected !== 'number' || !/mean|deviation/.test(what)) assert.equal(found, expected, what);
  else
    assert.ok(
      typeof found === 'number' && Math.abs(found - expected) <= 1e-12 * Math.max(1, largest),
      `${what}: ${found}, not ${expected}`,
    );
}

/** Quantiles from a sketch are off by at most 2 % in rank: they lie between the quantiles next to theirs, or agree. */
function checkQuantiles(found: NumberStatistics, expected: number[], what: string): void {
  if (found.quantiles_coverage === 'all') {
    assert.deepEqual(
      found.quantiles.map(({ value }) => value),
      expected,
      what,
    );
    return;
  }
  found.quantiles.forEach(({ value, rank }, index) => {
    const low = expected[index - 1] ?? Number(found.min);
    const high = expected[index + 1] ?? Number(found.max);
    assert.ok(value >= low && value <= high, `${what} at ${rank}: ${value} in ${low} … ${high}`);
  });
}

function checkNumbers(found: NumberStatistics | undefined, { quantiles, distinct, ...fields }: NumberAnswer, what: string): void {
  assert.ok(found, what);
  const largest = Math.max(Math.abs(Number(fields.min)), Math.abs(Number(fields.max)));
  for (const [field, value] of Object.entries(fields)) close(found[field as keyof NumberStatistics], value, `${what} ${field}`, largest);
  if (quantiles) checkQuantiles(found, quantiles, what);
  if (distinct !== undefined) {
    if (found.distinct.known === 'exact') assert.equal(found.distinct.count, distinct, `${what} distinct`);
    else
      assert.ok(
        found.distinct.known === 'at_least' ? found.distinct.count <= distinct : Math.abs(found.distinct.count / distinct - 1) < 0.06,
        what,
      );
  }
  const bars = found.histogram.bars.reduce((sum, { count }) => sum + count, 0);
  const finite = found.count - found.nan - found.positive_infinity - found.negative_infinity;
  assert.ok(
    found.histogram.coverage === 'all' ? bars === finite : Math.abs(bars - finite) <= found.histogram.bars.length,
    `${what} histogram ${bars}`,
  );
}

function checkBytes(found: BytesStatistics | undefined, { images, distinct, ...fields }: BytesAnswer, what: string): void {
  assert.ok(found, what);
  for (const [field, value] of Object.entries(fields))
    close(found[field as keyof BytesStatistics], value, `${what} ${field}`, found.max_bytes);
  for (const [field, value] of Object.entries(images ?? {}))
    assert.deepEqual(found.images?.[field as 'count'], value, `${what} images ${field}`);
  assert.ok(Math.abs(found.distinct.count / distinct - 1) < (found.distinct.known === 'exact' ? 1e-12 : 0.06), `${what} distinct`);
}

function checkFeature(found: FeatureStatistics, { kinds, int64, float, bytes, ...fields }: Answer['features'][string]): void {
  const what = `${found.in} ${found.name}`;
  for (const [field, value] of Object.entries(fields))
    close(found[field as keyof FeatureStatistics], value, `${what} ${field}`, found.max_length);
  const names = Object.keys(kinds);
  assert.equal(found.kind, names.length > 1 ? 'mixed' : (names[0] ?? 'none'), what);
  if (names.length > 1) assert.deepEqual(found.kinds, kinds);
  if (int64) checkNumbers(found.int64, int64, `${what} int64`);
  if (float) checkNumbers(found.float, float, `${what} float`);
  if (bytes) checkBytes(found.bytes, bytes, `${what} bytes`);
}

function check(statistics: DatasetStatistics, answer: Answer): void {
  assert.equal(statistics.records, answer.records);
  assert.equal(statistics.malformed, 0);
  assert.deepEqual(statistics.features.map(feature => `${feature.in} ${feature.name}`).sort(), Object.keys(answer.features).sort());
  for (const feature of statistics.features) checkFeature(feature, answer.features[`${feature.in} ${feature.name}`]);
}

describe("schema/statistics agree with TensorFlow's and NumPy's", () => {
  for (const [path, answer] of Object.entries(answers)) {
    const message = path.includes('sequence') ? 'sequence_example' : 'example';
    for (const parts of [1, 3]) {
      it(`${path} in ${parts} part${parts > 1 ? 's' : ''}`, async () => {
        check(statisticsOf(await payloadsOf(path), message, parts), answer);
      });
    }
  }
});

describe('schema/statistics recognise', () => {
  const roles: [path: string, { [name: string]: string | undefined }][] = [
    [
      'samples/sections/sections-train.tfrecord-00000-of-00004',
      { ids: 'tokens', label: 'label', package: 'id', section: 'label', text: 'text', installed_size: undefined },
    ],
    ['samples/features/custom.tfrecord', { label: 'label', feature1: undefined }],
    ['test/data/records/png.tfrecord', { image: 'image', label: 'label', name: 'text' }],
    ['test/data/records/features/serialized-tensor.tfrecord', { tensor: 'tensor' }],
  ];
  for (const [path, expected] of roles) {
    it(`what the features of ${path} are for`, async () => {
      const { features } = statisticsOf(await payloadsOf(path));
      for (const [name, role] of Object.entries(expected))
        assert.equal(features.find(feature => feature.name === name)?.role?.kind, role, name);
    });
  }

  it('the dtype and shape of serialized tensors', async () => {
    const { features } = statisticsOf(await payloadsOf('test/data/records/features/serialized-tensor.tfrecord'));
    assert.deepEqual(features.find(({ name }) => name === 'tensor')?.bytes?.tensors, {
      count: 5,
      of: [{ dtype: 'float32', shape: [3, 4], count: 5 }],
      other: 0,
    });
  });
});
