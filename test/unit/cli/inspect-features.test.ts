import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { featureReporter } from '../../../src/cli/inspect-features';
import { readSchemaFile } from '../../../src/cli/schema-file';
import { encodeExample } from '../../../src/records/encode-example';
import type { FeatureValue } from '../../../src/records/example';
import { outlineSince } from '../../../src/statistics/collect/outline';
import type { FileScan } from '../../../src/statistics/threads/node-scan-pool';
import { collect, payloadsOf } from '../statistics/collect/collect-file';

/** A file's scan, as the pool gives it after two ranges. */
function scanOf(path: string, payloads: Uint8Array[]): FileScan {
  const half = Math.ceil(payloads.length / 2);
  const found = [collect(payloads.slice(0, half)), collect(payloads.slice(half)), null];
  const scanned = {
    compression: 'none',
    bytes: 0,
    numbered: payloads.length,
    records: payloads.length,
    corruptions: [],
    corruptionCount: 0,
    payloads: [],
    oddCount: 0,
    first: 0,
    end: 0,
    found,
    outline: found.map(part => part && outlineSince(part, { sound: 0, features: [] })),
  } as const;
  return { path, scanned: { ...scanned, corruptions: [], payloads: [], odd: [] } };
}

const example = (features: { [name: string]: FeatureValue }): Uint8Array => encodeExample({ features: new Map(Object.entries(features)) });
const int = (value: number): FeatureValue => ({ kind: 'int64', values: BigInt64Array.of(BigInt(value)) });

describe('the features of inspect', () => {
  it("have the contract's fields, and a line each for the user", async () => {
    const { features, lines, anomalies } = featureReporter.report([
      scanOf('a', await payloadsOf('samples/features/custom.tfrecord')),
      { path: 'b', failed: 'gone' },
    ]);
    const [first] = features;
    for (const [field, value] of Object.entries({
      name: 'feature1',
      kind: 'float',
      in: 'example',
      present: 4000,
      missing: 0,
      min_length: 10,
      max_length: 10,
      shape: [10],
      dtype: 'float32',
      count: 40000,
    })) {
      assert.deepEqual((first as { [field: string]: unknown })[field], value, field);
    }
    assert.deepEqual(anomalies, []);
    assert.ok(
      lines.some(line => /^feature1 +float32 +\[10\] +all +-3\.741 … 4\.037/.test(line)),
      lines.join('\n'),
    );
  });

  it('tell where the shards of a set differ', () => {
    const shard = (number: number, payloads: Uint8Array[]) => scanOf(`d-0000${number}-of-00003`, payloads);
    const whole = Array.from({ length: 8 }, (_, i) => example({ a: int(i), b: int(i) }));
    const lacking = Array.from({ length: 8 }, (_, i) => example({ a: { kind: 'float', values: Float32Array.of(i) } }));
    const { anomalies } = featureReporter.report([shard(0, whole), shard(1, lacking), shard(2, whole)]);
    const drift = (anomalies as { short: string; type: string; feature: string; long: string }[]).filter(
      ({ short }) => short === 'Shards differ',
    );
    assert.deepEqual(
      drift.map(({ type, feature }) => [type, feature]),
      [
        ['UNEXPECTED_DATA_TYPE', 'a'],
        ['SCHEMA_MISSING_COLUMN', 'b'],
      ],
    );
    assert.ok(drift.every(({ long }) => long.includes('d-00001-of-00003')));
  });

  describe('against a schema', () => {
    const folder = mkdtempSync(join(tmpdir(), 'schema-'));
    after(() => rmSync(folder, { recursive: true }));
    const fileOf = (text: string): string => {
      const path = join(folder, 'shop.pbtxt');
      writeFileSync(path, text);
      return path;
    };
    const records = Array.from({ length: 8 }, (_, i) => example({ a: int(i) }));

    it('say what is against it and what was not checked', () => {
      const path = fileOf(
        'feature { name: "a" type: INT int_domain { max: 6 } shade: 1 } sparse_feature { name: "s" } feature { name: "b" type: INT }',
      );
      const { anomalies, unchecked, violations, lines } = featureReporter.report([scanOf('d', records)], { curated: readSchemaFile(path) });
      assert.deepEqual(
        (anomalies as { type: string }[]).map(({ type }) => type),
        ['INT_TYPE_BIG_INT'],
      );
      assert.deepEqual([violations, unchecked], [1, ['the unknown field feature.shade', 'the sparse_feature "s"']]);
      assert.deepEqual(lines.slice(-3), [
        `1 against ${path}`,
        '  not checked: the unknown field feature.shade',
        '  not checked: the sparse_feature "s"',
      ]);
    });

    it('are held to the environment that is given', () => {
      const path = fileOf(
        'default_environment: "TRAIN" feature { name: "a" type: INT } feature { name: "b" type: INT presence { min_count: 1 } not_in_environment: "TRAIN" in_environment: "X" }',
      );
      for (const [environment, violations] of [
        [undefined, 1],
        ['TRAIN', 0],
        ['X', 2],
      ] as const) {
        assert.equal(featureReporter.report([scanOf('d', records)], { curated: readSchemaFile(path, environment) }).violations, violations);
      }
    });

    it('are against it where there is nothing', () => {
      const report = featureReporter.report([{ path: 'x', failed: 'no such file' }], { curated: readSchemaFile(fileOf('')) });
      assert.equal(report.violations, 1);
    });

    it('are not told where it cannot be read', () => {
      assert.throws(() => readSchemaFile(fileOf('feature {\n  type: X }')), {
        message: /shop\.pbtxt:2:9: expected one of TYPE_UNKNOWN, .* got X$/,
      });
      assert.throws(() => readSchemaFile(fileOf('default_environment: "A" feature { in_environment: "B" }'), 'C'), {
        message: /has no environment "C"; it has A, B\.$/,
      });
      assert.throws(() => readSchemaFile(fileOf(''), 'C'), { message: /has no environment "C"; it has none\.$/ });
      assert.throws(() => readSchemaFile(join(folder, 'none.pbtxt')), { message: /none\.pbtxt cannot be read: no such file\.$/ });
    });
  });

  it('tell of records that a dataset says it has', () => {
    const payloads = Array.from({ length: 8 }, (_, i) => example({ a: int(i) }));
    const lengths = new Map([
      ['d-00000-of-00002', 10],
      ['d-00001-of-00002', 8],
    ]);
    const { anomalies, violations } = featureReporter.report(
      [0, 1].map(shard => scanOf(`d-0000${shard}-of-00002`, payloads)),
      { lengths },
    );
    assert.deepEqual(
      (anomalies as { type: string; long: string }[]).map(({ type, long }) => [type, long]),
      [
        [
          'DATASET_LOW_NUM_EXAMPLES',
          'According to dataset_info.json, d-00000-of-00002 should have 10 records, but has 8: 2 records missing.',
        ],
      ],
    );
    assert.equal(violations, 1);
  });

  it('are none where there is no example', () => {
    const { features, anomalies, lines } = featureReporter.report([{ path: 'x', failed: 'no such file' }]);
    assert.deepEqual([features, anomalies, lines], [[], [], []]);
  });
});
