import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createChecker } from '../../../../src/check/host/checker';
import { diskFiles } from '../../../../src/check/host/node-disk';
import type { CheckerOffer, CheckRequest } from '../../../../src/protocol/checking';
import { encodeExample } from '../../../../src/records/encode-example';
import type { DatasetStatistics } from '../../../../src/statistics/report/statistics';
import { testParser } from '../../python/parser';
import { fileOf } from '../../records/arbitraries';
import { statisticsOf } from '../../statistics/collect/collect-file';

/** More records than the checker reads; the last has the largest id. */
const payloads = Array.from({ length: 20_001 }, (_, index) => {
  const ids = BigInt64Array.of(index === 20_000 ? 99n : BigInt(index % 8));
  return encodeExample({ features: new Map([['ids', { kind: 'int64', values: ids }]]) });
});

const program = `import tensorflow as tf
import keras
def parse(record):
    example = tf.io.parse_single_example(record, {"ids": tf.io.FixedLenFeature([1], tf.int64)})
    return example["ids"], 1.0
data = tf.data.TFRecordDataset("ids.tfrecord").map(parse).batch(8)
model = keras.Sequential([keras.Input((1,)), keras.layers.Embedding(ROWS, 4), keras.layers.Flatten(), keras.layers.Dense(1)])
model.compile(loss="mse")
model.fit(data)
`;

describe('the checker and record files that the viewer has read whole', () => {
  let folder: string;
  let checker: CheckerOffer;
  let known: DatasetStatistics[] | null = null;
  const asked: string[][] = [];
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tensorscope-'));
    writeFileSync(join(folder, 'ids.tfrecord'), fileOf(payloads));
    const files = diskFiles(async paths => {
      asked.push(paths);
      return known;
    });
    checker = createChecker(await testParser(), files);
  });
  after(() => rmSync(folder, { recursive: true }));

  const rulesWith = async (rows: number): Promise<string[]> => {
    const path = join(folder, 'main.py');
    const cells = [{ path, text: program.replace('ROWS', String(rows)), raises: false }];
    const request: CheckRequest = { path, folder, cells, levels: {}, inlays: 'off', keras: '3' };
    const { cells: checked } = await checker.check(request);
    return checked.flatMap(({ diagnostics }) => diagnostics.map(({ rule }) => rule));
  };

  it('it reads the first records where nobody knows more, and does not say what others may refute', async () => {
    assert.deepEqual(await rulesWith(50), []);
    assert.deepEqual(asked, [[join(folder, 'ids.tfrecord')]]);
  });

  it('it takes what is known of all records, once that is there', async () => {
    known = [statisticsOf(payloads)];
    assert.deepEqual(await rulesWith(50), []);
    await checker.recordsRead(null);
    assert.deepEqual(await rulesWith(50), ['embedding-range']);
    assert.deepEqual(await rulesWith(100), []);
    assert.deepEqual(await rulesWith(200), ['embedding-unused']);
  });
});
