import { strict as assert } from 'node:assert';
import { featureLines, sparkline } from '../../../src/cli/feature-lines';
import type { FeatureStatistics } from '../../../src/statistics/report/statistics';
import { payloadsOf, statisticsOf } from '../statistics/collect/collect-file';
import { assertGolden } from './golden';
import { plain } from './terminal';

const bars = (...counts: number[]) => ({
  coverage: 'all' as const,
  bars: counts.map((count, from) => ({ low: from, high: from + 1, count })),
});

describe('the table of features', () => {
  const files = ['extremes', 'mixed-kind', 'missing', 'serialized-tensor', 'ragged'];
  it('has a row for each, whatever its values', async () => {
    const tables: string[] = [];
    for (const file of files)
      tables.push(file, ...featureLines(statisticsOf(await payloadsOf(`test/data/records/features/${file}.tfrecord`)), plain, 120));
    tables.push(
      'sequence',
      ...featureLines(statisticsOf(await payloadsOf('test/data/records/features/sequence.tfrecord'), 'sequence_example'), plain, 120),
    );
    assertGolden('feature-lines', tables.join('\n'));
  });

  it('counts the features beyond two hundred', async () => {
    const statistics = statisticsOf(await payloadsOf('samples/features/custom.tfrecord'));
    const [feature] = statistics.features;
    const many = Array.from({ length: 203 }, (_, index): FeatureStatistics => ({ ...feature, name: `f${index}` }));
    const lines = featureLines({ ...statistics, features: many }, plain, 200);
    assert.equal(lines.at(-1), '… and 3 more features');
    assert.equal(lines.filter(line => /^f\d/.test(line)).length, 200);
  });

  it('has nothing without features', () => assert.deepEqual(featureLines(statisticsOf([]), plain, 80), []));

  it('draws a histogram with a full block for the highest bar, and a space for an empty one', () => {
    assert.equal(sparkline(bars(8, 0, 1, 4, 7)), '█ ▂▅█');
  });
});
