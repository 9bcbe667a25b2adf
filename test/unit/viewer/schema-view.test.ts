import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inEnglish } from '../../../src/common/sentence';
import { columnsOf } from '../../../src/query/column';
import { findRecords } from '../../../src/query/find-records';
import { compileQuery } from '../../../src/query/query';
import { bytesSource } from '../../../src/records/byte-source';
import { bytesOf, openContent } from '../../../src/records/compression';
import { portableInflate } from '../../../src/records/inflate';
import { readSchemaText } from '../../../src/schema/metadata/schema-text';
import { scanStatistics } from '../../../src/statistics/report/scan-statistics';
import { scanFiles } from '../../../src/statistics/threads/node-scan-pool';
import { schemaView } from '../../../src/viewer/schema-view';
import { root } from '../../root';

const files = [
  'samples/sections/sections-small.tfrecord.gz',
  'samples/emoji/emoji-validation.tfrecord-00000-of-00001',
  'test/data/records/features/ragged.tfrecord',
  'test/data/records/features/missing.tfrecord',
  'test/data/records/features/sequence.tfrecord',
  'test/data/records/features/extremes.tfrecord',
  'test/data/records/foreign/long_prefix.tfrecord',
];

describe('the schema pane', () => {
  for (const path of files) {
    it(`leads from each bar and anomaly of ${path} to the records behind it`, async () => {
      const statistics = scanStatistics(await scanFiles([join(root, path)], { visitor: { name: 'features' } }));
      const columns = columnsOf(statistics);
      const found = async (text: string): Promise<number> => {
        const filter = compileQuery({ kind: 'filter', text }, columns);
        assert.ok(filter.ok, `${text}: ${filter.ok ? '' : inEnglish(filter.error.message)}`);
        const content = await openContent(bytesSource(new Uint8Array(readFileSync(join(root, path)))), portableInflate);
        let count = 0;
        await findRecords(bytesOf(content), filter.matches, 0, finding => {
          count += finding.found.length;
        });
        return count;
      };
      const { features, anomalies } = schemaView(statistics);
      for (const { name, chart, shape } of features) {
        for (const { where, count, label } of chart?.bars ?? []) {
          const rows = await found(where);
          // A value in a list may come several times in one record.
          if (shape === '[]' && chart?.coverage === 'all') assert.equal(rows, count, `${name} ${label}: ${where}`);
          else assert.equal(rows > 0, count > 0, `${name} ${label}: ${where}`);
        }
      }
      for (const { where, long } of anomalies) if (where !== undefined) assert.ok((await found(where)) > 0, inEnglish(long));
    });
  }

  describe('beside a schema file', () => {
    const path = 'test/data/records/features/missing.tfrecord';
    const shown = async (text: string, coverage: 'all' | 'sampled' = 'all'): Promise<string[]> => {
      const statistics = scanStatistics(await scanFiles([join(root, path)], { visitor: { name: 'features' } }));
      const read = readSchemaText(text);
      assert.ok(read.ok);
      return schemaView({ ...statistics, coverage }, [], { name: 'shop.pbtxt', ...read }).anomalies.map(
        ({ short, long }) => `${inEnglish(short)}: ${inEnglish(long)}`,
      );
    };

    it('tells first which one it is, how much is against it and what was not checked', async () => {
      const [first, ...others] = await shown('feature { name: "gone" type: INT presence { min_count: 1 } } sparse_feature { name: "s" }');
      assert.match(first ?? '', /^shop\.pbtxt: \d+ anomalies\. Not checked: the sparse_feature "s"\.$/);
      assert.ok(others.some(text => text.includes('requires the feature "gone"')));
    });

    it('tells of which environment the records are', async () => {
      const statistics = scanStatistics(await scanFiles([join(root, path)], { visitor: { name: 'features' } }));
      const read = readSchemaText(
        'default_environment: "TRAIN" feature { name: "gone" type: INT presence { min_count: 1 } not_in_environment: "TRAIN" }',
      );
      assert.ok(read.ok);
      const { anomalies } = schemaView(statistics, [], { name: 'shop.pbtxt', environment: 'TRAIN', ...read });
      assert.equal(inEnglish(anomalies[0]?.short ?? { english: '', values: [] }), 'shop.pbtxt (TRAIN)');
      assert.ok(anomalies.every(({ type }) => type !== 'SCHEMA_MISSING_COLUMN'));
    });

    it('says nothing of a few records', async () => {
      assert.deepEqual(await shown('', 'sampled'), ['shop.pbtxt: Records are compared with the schema once all of them have been read.']);
    });
  });
});
