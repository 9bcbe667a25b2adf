import { strict as assert } from 'node:assert';
import { featureReporter } from '../../../src/cli/inspect-features';
import { encodeExample } from '../../../src/records/encode-example';
import type { FeatureValue } from '../../../src/records/example';
import { outlineSince } from '../../../src/schema/collect/outline';
import type { FileScan } from '../../../src/schema/node-scan-pool';
import { collect, payloadsOf } from './collect-file';

/** A file's scan, as the pool gives it after two ranges. */
function scanOf(path: string, payloads: Uint8Array[]): FileScan {
  const half = Math.ceil(payloads.length / 2);
  const found = [collect(payloads.slice(0, half)), collect(payloads.slice(half)), null];
  const scanned = {
    compression: 'none',
    bytes: 0,
    numbered: 0,
    records: payloads.length,
    damages: [],
    damageCount: 0,
    payloads: [],
    first: 0,
    end: 0,
    found,
    outline: found.map(part => part && outlineSince(part, { sound: 0, features: [] })),
  } as const;
  return { path, scanned: { ...scanned, damages: [], payloads: [] } };
}

const example = (features: { [name: string]: FeatureValue }): Uint8Array => encodeExample({ features: new Map(Object.entries(features)) });
const int = (value: number): FeatureValue => ({ kind: 'int64', values: BigInt64Array.of(BigInt(value)) });

describe('the features of inspect', () => {
  it("have the contract's fields, and a line each for a person", async () => {
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

  it('are none where there is no example', () => {
    const { features, anomalies, lines } = featureReporter.report([{ path: 'x', failed: 'there is no such file' }]);
    assert.deepEqual([features, anomalies, lines], [[], [], []]);
  });
});
