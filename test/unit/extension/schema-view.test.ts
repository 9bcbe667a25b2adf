import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { schemaView } from '../../../src/extension/schema-view';
import { bytesSource } from '../../../src/records/byte-source';
import { bytesOf, openContent } from '../../../src/records/compression';
import { portableInflate } from '../../../src/records/inflate';
import { columnsOf } from '../../../src/schema/filter/column';
import { findRecords } from '../../../src/schema/filter/find-records';
import { compileQuery } from '../../../src/schema/filter/query';
import { scanFiles } from '../../../src/schema/node-scan-pool';
import { scanStatistics } from '../../../src/schema/statistics/scan-statistics';

const root = resolve(__dirname, '../../..');

const files = [
  'samples/sections/sections-small.tfrecord.gz',
  'samples/emoji/emoji-validation.tfrecord-00000-of-00001',
  'test/data/records/features/ragged.tfrecord',
  'test/data/records/features/missing.tfrecord',
  'test/data/records/features/sequence.tfrecord',
  'test/data/records/features/extremes.tfrecord',
];

describe('the schema pane', () => {
  for (const path of files) {
    it(`leads from each bar and anomaly of ${path} to the records behind it`, async () => {
      const statistics = scanStatistics(await scanFiles([join(root, path)], { visitor: { name: 'features' } }));
      const columns = columnsOf(statistics);
      const found = async (text: string): Promise<number> => {
        const filter = compileQuery({ kind: 'filter', text }, columns);
        assert.ok(filter.ok, `${text}: ${filter.ok ? '' : filter.error.message}`);
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
      for (const { where, long } of anomalies) if (where !== undefined) assert.ok((await found(where)) > 0, long);
    });
  }
});
