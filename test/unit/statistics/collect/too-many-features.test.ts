import assert from 'node:assert/strict';
import { inEnglish } from '../../../../src/common/sentence';
import { encodeExample } from '../../../../src/records/encode-example';
import { scanAnomalies } from '../../../../src/schema/anomalies/scan-anomalies';
import { MAX_FEATURES } from '../../../../src/statistics/collect/collected';
import { collect } from './collect-file';

/** Records with features of names that no other record has. */
const payloads = (count: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(count / 64) }, (_, record) =>
    encodeExample({
      features: new Map(
        Array.from({ length: Math.min(64, count - record * 64) }, (_, index) => [
          `name ${record * 64 + index}`,
          { kind: 'int64' as const, values: BigInt64Array.of(1n) },
        ]),
      ),
    }),
  );

describe('records with features without end', () => {
  const cases: [count: number, parts: number, features: number][] = [
    [MAX_FEATURES, 1, MAX_FEATURES],
    [MAX_FEATURES + 1, 1, 0],
    [3 * MAX_FEATURES, 1, 0],
    [3 * MAX_FEATURES, 2, 0],
  ];
  for (const [count, parts, features] of cases)
    it(`${count} names in ${parts} passes: ${features || 'none'} counted, and all records`, () => {
      const collected = collect(payloads(count), 'example', parts);
      assert.equal(collected.records, Math.ceil(count / 64));
      assert.equal(collected.features.length, features);
      assert.equal(collected.overflow, features === 0 ? true : undefined);
    });

  it('is said', () => {
    const scanned = { found: [collect(payloads(MAX_FEATURES + 1))], corruptions: [], odd: [], oddCount: 0, compression: 'none' };
    const [anomaly, ...others] = scanAnomalies([{ path: 'a.tfrecord', scanned: scanned as never }]);
    assert.deepEqual(others, []);
    assert.match(inEnglish(anomaly.long), /^The records name more than 8,192 different features, so none was counted\./);
  });
});
