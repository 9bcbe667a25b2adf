import { strict as assert } from 'node:assert';
import { inEnglish } from '../../../../src/common/sentence';
import { columnsOf } from '../../../../src/query/column';
import { compileFilter } from '../../../../src/query/compile';
import { encodeExample } from '../../../../src/records/encode-example';
import { decodeExample, type FeatureValue } from '../../../../src/records/example';
import type { Anomaly, AnomalyType } from '../../../../src/schema/anomalies/anomaly';
import { shardLengthAnomalies } from '../../../../src/schema/anomalies/shard-length';
import { compareDatasets, lInfinity } from '../../../../src/schema/anomalies/skew';
import { validate } from '../../../../src/schema/anomalies/validate';
import { inferSchema, meantSchema } from '../../../../src/schema/infer';
import { payloadsOf, statisticsOf } from '../../statistics/collect/collect-file';

type Row = { [name: string]: FeatureValue | undefined };

const int = (...values: (number | bigint)[]): FeatureValue => ({ kind: 'int64', values: BigInt64Array.from(values.map(BigInt)) });
const float = (...values: number[]): FeatureValue => ({ kind: 'float', values: Float32Array.from(values) });
const text = (...values: string[]): FeatureValue => ({ kind: 'bytes', values: values.map(value => new TextEncoder().encode(value)) });
const raw = (...values: number[]): FeatureValue => ({ kind: 'bytes', values: [Uint8Array.from(values)] });

const encoded = (rows: Row[]): Uint8Array[] =>
  rows.map(row =>
    encodeExample({ features: new Map(Object.entries(row).flatMap(([name, value]) => (value ? [[name, value] as const] : []))) }),
  );
const rows = (count: number, of: (index: number) => Row): Row[] => Array.from({ length: count }, (_, index) => of(index));
const vector = (length: number, seed: number): FeatureValue =>
  float(...Array.from({ length }, (_, index) => Math.sin(seed * 37 + index * 11)));

/** The anomalies are of these types, and the filter of each finds this many rows behind it. */
function check(found: Anomaly[], expected: [AnomalyType, rows: number | undefined][], data: Row[]): void {
  assert.deepEqual(
    found.map(({ type }) => type),
    expected.map(([type]) => type),
  );
  const payloads = encoded(data);
  const columns = columnsOf(statisticsOf(payloads));
  found.forEach(({ where, feature, short, long }, index) => {
    assert.ok(feature && short && long);
    const count = expected[index][1];
    if (count === undefined) {
      assert.equal(where, undefined);
      return;
    }
    const filter = compileFilter(where ?? '', columns);
    assert.ok(filter.ok, filter.ok ? '' : `${where}: ${inEnglish(filter.error.message)}`);
    const matching = payloads.filter((bytes, record) => {
      const decoded = decodeExample(bytes);
      return decoded.ok && filter.matches({ record, size: bytes.length, features: decoded.value.features });
    });
    assert.equal(matching.length, count, `rows behind ${where}`);
  });
}

describe('schema/anomalies between a dataset and the schema of another', () => {
  const cases: [name: string, before: Row[], after: Row[], expected: [AnomalyType, number | undefined][]][] = [
    [
      'nothing is wrong with the same data',
      rows(50, i => ({ a: int(i % 3), v: vector(16, i) })),
      rows(50, i => ({ a: int(i % 3), v: vector(16, i) })),
      [],
    ],
    [
      'a new column',
      rows(9, () => ({ a: int(1) })),
      rows(9, i => (i < 4 ? { a: int(1), b: int(2) } : { a: int(1) })),
      [['SCHEMA_NEW_COLUMN', 4]],
    ],
    ['a missing column', rows(9, () => ({ a: int(1), b: int(2) })), rows(9, () => ({ a: int(1) })), [['SCHEMA_MISSING_COLUMN', undefined]]],
    ['another type', rows(9, () => ({ a: int(1) })), rows(9, i => ({ a: i < 3 ? float(1) : int(1) })), [['UNEXPECTED_DATA_TYPE', 3]]],
    [
      'a column dropped in some records',
      rows(9, () => ({ a: int(1), b: int(1) })),
      rows(9, i => (i < 2 ? { a: int(1) } : { a: int(1), b: int(1) })),
      [['FEATURE_TYPE_LOW_FRACTION_PRESENT', 2]],
    ],
    [
      'another fixed length',
      rows(9, () => ({ a: int(1, 2, 3) })),
      rows(9, i => ({ a: i < 5 ? int(1, 2) : int(1, 2, 3) })),
      [['INVALID_FEATURE_SHAPE', 5]],
    ],
    [
      'too few and too many values',
      rows(9, i => ({ a: i % 2 ? int(1, 1) : int(1, 1, 1) })),
      rows(9, i => ({ a: i < 2 ? int(1) : int(1, 1, 1, 1) })),
      [
        ['FEATURE_TYPE_LOW_NUMBER_VALUES', 2],
        ['FEATURE_TYPE_HIGH_NUMBER_VALUES', 7],
      ],
    ],
    [
      'an embedding of another length',
      rows(40, i => ({ v: vector(16, i) })),
      rows(40, i => ({ v: vector(i < 6 ? 15 : 16, i) })),
      [['EMBEDDING_SHAPE_INVALID', 6]],
    ],
    [
      'integers beyond their range',
      rows(9, i => ({ a: int(i + 10) })),
      rows(9, i => ({ a: int(i < 2 ? 3 : i < 5 ? 99 : 12) })),
      [
        ['INT_TYPE_SMALL_INT', 2],
        ['INT_TYPE_BIG_INT', 3],
      ],
    ],
    [
      'integers beyond 2^53, exactly',
      rows(9, () => ({ a: int(2n ** 53n) })),
      rows(9, i => ({ a: int(i < 4 ? 2n ** 53n + 1n : 2n ** 53n) })),
      [['INT_TYPE_BIG_INT', 4]],
    ],
    [
      'a flag with a third value',
      rows(9, i => ({ flag: int(i % 2) })),
      rows(9, i => ({ flag: int(i < 3 ? 2 : -1) })),
      [
        ['BOOL_TYPE_SMALL_INT', 6],
        ['BOOL_TYPE_BIG_INT', 3],
      ],
    ],
    [
      'NaN, infinity and floats beyond their range',
      rows(9, i => ({ x: float(i / 8) })),
      rows(9, i => ({ x: float([Number.NaN, Number.POSITIVE_INFINITY, 7, -7][i] ?? 0.5) })),
      [
        ['FLOAT_TYPE_HAS_NAN', 1],
        ['FLOAT_TYPE_HAS_INF', 1],
        ['FLOAT_TYPE_SMALL_FLOAT', 1],
        ['FLOAT_TYPE_BIG_FLOAT', 2],
      ],
    ],
    [
      'texts that are not listed',
      rows(40, i => ({ c: text(['de', 'fr', 'it'][i % 3]) })),
      rows(40, i => ({ c: text(i < 7 ? 'e"s' : 'fr') })),
      [['ENUM_TYPE_UNEXPECTED_STRING_VALUES', 7]],
    ],
    [
      'bytes that are no text',
      rows(40, i => ({ t: text(`line ${i} of many`) })),
      rows(40, i => ({ t: i < 3 ? raw(0xff, 0xfe) : text('x') })),
      [['ENUM_TYPE_INVALID_UTF8', 3]],
    ],
  ];
  for (const [name, before, after, expected] of cases) {
    it(name, () => check(validate(statisticsOf(encoded(after)), inferSchema(statisticsOf(encoded(before)))), expected, after));
  }

  it('images that are none, and larger ones', async () => {
    const payloads = await payloadsOf('test/data/records/png.tfrecord');
    const schema = inferSchema(statisticsOf(payloads.slice(0, 5)));
    const found = validate(
      statisticsOf([...payloads, ...encoded(rows(3, () => ({ image: text('not an image'), label: int(4), name: text('none') })))]),
      schema,
    );
    assert.deepEqual(
      found.filter(({ feature }) => feature === 'image').map(({ type }) => type),
      ['LOW_SUPPORTED_IMAGE_FRACTION', 'MAX_IMAGE_BYTE_SIZE_EXCEEDED'],
    );
  });
});

describe('schema/anomalies of a dataset by itself', () => {
  const cases: [name: string, data: Row[], expected: [AnomalyType, number | undefined][]][] = [
    ['mixed types', rows(40, i => ({ a: i < 3 ? float(1) : int(1) })), [['UNEXPECTED_DATA_TYPE', 3]]],
    ['a few records of another length', rows(100, i => ({ v: vector(i === 50 ? 9 : 16, i) })), [['EMBEDDING_SHAPE_INVALID', 1]]],
    ['lists that are meant to vary', rows(100, i => ({ a: int(...Array(i % 7).fill(1)) })), []],
    ['no values at all', rows(10, () => ({ a: int() })), []],
    ['NaN', rows(30, i => ({ x: float(i === 4 ? Number.NaN : i) })), [['FLOAT_TYPE_HAS_NAN', 1]]],
  ];
  for (const [name, data, expected] of cases) {
    it(name, () => {
      const statistics = statisticsOf(encoded(data));
      check(validate(statistics, meantSchema(statistics)), expected, data);
    });
  }

  for (const path of [
    'samples/sections/sections-train.tfrecord-00000-of-00004',
    'samples/features/custom.tfrecord',
    'test/data/records/png.tfrecord',
    'test/data/records/features/ragged.tfrecord',
  ]) {
    it(`none in ${path}, and none against its own schema`, async () => {
      const statistics = statisticsOf(await payloadsOf(path));
      assert.deepEqual(validate(statistics, meantSchema(statistics)), []);
      assert.deepEqual(validate(statistics, inferSchema(statistics)), []);
    });
  }
});

describe('schema/anomalies: skew', () => {
  it('measures the L-infinity distance', () => {
    const shares = (...pairs: [string, number][]) => new Map(pairs);
    assert.deepEqual(lInfinity(shares(['a', 0.5], ['b', 0.5]), shares(['a', 0.5], ['b', 0.25], ['c', 0.25])), {
      distance: 0.25,
      value: 'b',
    });
    assert.deepEqual(lInfinity(shares(), shares()), { distance: 0, value: undefined });
  });

  it('names the value whose share has changed most', () => {
    const before = statisticsOf(encoded(rows(100, i => ({ label: int(i % 4) }))));
    const after = rows(100, i => ({ label: int(i < 70 ? 2 : i % 4) }));
    check(compareDatasets(before, statisticsOf(encoded(after))), [['COMPARATOR_L_INFTY_HIGH', 78]], after);
  });

  it('finds none between the shards of one dataset', async () => {
    const [one, other] = await Promise.all(
      [0, 1].map(shard => payloadsOf(`samples/sections/sections-train.tfrecord-0000${shard}-of-00004`)),
    );
    const found = compareDatasets(statisticsOf(one), statisticsOf(other)).filter(({ type }) => type.startsWith('COMPARATOR'));
    assert.deepEqual(found, []);
  });
});

describe('schema/anomalies: numbers of records by dataset_info.json', () => {
  const shard = (name: string, records: number, expected?: number) => ({ name, records, ...(expected === undefined ? {} : { expected }) });
  const cases: [name: string, shards: ReturnType<typeof shard>[], type: AnomalyType | undefined, long: RegExp][] = [
    ['those it says', [shard('a', 3, 3), shard('b', 4)], undefined, /^$/],
    [
      'one missing',
      [shard('a', 2, 3), shard('b', 4, 4)],
      'DATASET_LOW_NUM_EXAMPLES',
      /a should have 3 records, but has 2: 1 record missing\.$/,
    ],
    ['too many', [shard('a', 9, 3)], 'DATASET_HIGH_NUM_EXAMPLES', /has 9: 6 records too many\.$/],
    ['shifted', [shard('a', 2, 3), shard('b', 4, 3)], 'DATASET_LOW_NUM_EXAMPLES', /but has 2 and b should have 3 records, but has 4\.$/],
    [
      'many',
      ['a', 'b', 'c', 'd'].map(name => shard(name, 0, 1)),
      'DATASET_LOW_NUM_EXAMPLES',
      / and 1 more file differs: 4 records missing\.$/,
    ],
  ];
  for (const [name, shards, type, long] of cases) {
    it(name, () => {
      const [found] = shardLengthAnomalies(shards);
      assert.equal(found?.type, type);
      assert.match(found ? inEnglish(found.long) : '', long);
    });
  }
});
