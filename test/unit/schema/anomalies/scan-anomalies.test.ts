import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { inEnglish } from '../../../../src/common/sentence';
import { joinScans } from '../../../../src/records/scan';
import { scanAnomalies } from '../../../../src/schema/anomalies/scan-anomalies';
import { scanFiles } from '../../../../src/statistics/threads/node-scan-pool';
import { root } from '../../../root';

const folder = 'test/data/records/foreign';
const cases: { files: string[]; found: [type: string, words: RegExp][] }[] = [
  { files: ['mix_example_text'], found: [['RECORD_OF_ANOTHER_MESSAGE', /^1 record .* record 5 \(text\)\./]] },
  { files: ['packmix'], found: [['RECORD_NOT_PARSED', /^1 record .* record 0\..*Can't parse serialized Example/]] },
  {
    files: ['mixc-00000-of-00002', 'mixc-00001-of-00002'],
    found: [['DATASET_MIXED_COMPRESSION', /mixc-00000-of-00002\.tfrecord compressed with gzip and .*mixc-00001-of-00002\.tfrecord not/]],
  },
  { files: ['mixc-00001-of-00002'], found: [] },
  { files: ['example_null_rows', 'seq_ctx_nokind', 'seq_mixedstep', 'y8m_style', 'empty_some_scalar'], found: [] },
];

describe('what TensorFlow does not read, though every checksum matches', () => {
  for (const { files, found } of cases) {
    it(files.join(', '), async () => {
      const paths = files.map(name => join(root, folder, `${name}.tfrecord`));
      const anomalies = scanAnomalies(await scanFiles(paths, { visitor: { name: 'features' } }));
      assert.deepEqual(
        anomalies.map(({ type }) => type),
        found.map(([type]) => type),
      );
      for (const [index, [, words]] of found.entries()) assert.match(inEnglish(anomalies[index].long), words);
    });
  }

  it('counts the records of ranges through', async () => {
    const [scan] = await scanFiles([join(root, folder, 'mix_example_text.tfrecord')], { visitor: { name: 'features' } });
    assert.ok('scanned' in scan);
    const scanned = joinScans([scan.scanned, scan.scanned]);
    assert.deepEqual([scanned.odd.map(({ record }) => record), scanned.oddCount], [[5, 16], 2]);
  });
});
