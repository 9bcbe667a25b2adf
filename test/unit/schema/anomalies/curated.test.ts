import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inEnglish } from '../../../../src/common/sentence';
import { columnsOf } from '../../../../src/query/column';
import { compileFilter } from '../../../../src/query/compile';
import { encodeExample } from '../../../../src/records/encode-example';
import { decodeExample, type FeatureValue } from '../../../../src/records/example';
import { holdAgainst } from '../../../../src/schema/anomalies/curated';
import { type CuratedSchema, readSchemaText } from '../../../../src/schema/metadata/schema-text';
import { root } from '../../../root';
import { payloadsOf, statisticsOf } from '../../statistics/collect/collect-file';

type Row = { [feature: string]: [kind: 'int64' | 'float' | 'bytes', values: (number | string | number[])[]] };

/** What TFDV's validator found: test/python/schema_anomalies.py. */
interface Answer {
  rows: Row[];
  schema: string;
  environment: string;
  found: { [feature: string]: string[] };
}
const answers = JSON.parse(readFileSync(join(root, 'test/data/schema/anomalies.json'), 'utf8')) as Answer[];

const FLOATS: { [word: string]: number } = { nan: Number.NaN, inf: Number.POSITIVE_INFINITY, '-inf': Number.NEGATIVE_INFINITY };

function featureOf([kind, values]: Row[string]): FeatureValue {
  if (kind === 'int64') return { kind, values: BigInt64Array.from(values as number[], BigInt) };
  if (kind === 'float')
    return { kind, values: Float32Array.from(values, value => (typeof value === 'string' ? FLOATS[value] : Number(value))) };
  return {
    kind,
    values: values.map(value => (typeof value === 'string' ? new TextEncoder().encode(value) : Uint8Array.from(value as number[]))),
  };
}

const encoded = (rows: Row[]): Uint8Array[] =>
  rows.map(row => encodeExample({ features: new Map(Object.entries(row).map(([name, feature]) => [name, featureOf(feature)])) }));

function schemaOf(text: string): CuratedSchema {
  const read = readSchemaText(text);
  assert.ok(read.ok, read.ok ? '' : `${read.line}:${read.column} ${read.message}`);
  return read;
}

const texts = (count: number, of: (index: number) => string): Row[] => Array.from({ length: count }, (_, i) => ({ s: ['bytes', [of(i)]] }));

describe('schema/anomalies against a schema that the user keeps, as TFDV finds them', () => {
  for (const { rows, schema, environment, found } of answers) {
    it(`${rows.length} rows, ${schema || 'nothing'}${environment && ` in ${environment}`}`, () => {
      const payloads = encoded(rows);
      const statistics = statisticsOf(payloads);
      const { anomalies } = holdAgainst(statistics, schemaOf(schema), environment || undefined);
      const byFeature: { [feature: string]: string[] } = {};
      for (const { type, feature = '' } of anomalies) byFeature[feature] = [...(byFeature[feature] ?? []), type].sort();
      assert.deepEqual(byFeature, Object.fromEntries(Object.entries(found).map(([name, types]) => [name, [...types].sort()])));
      assert.ok(anomalies.every(({ severity, short, long }) => severity === 'error' && short && long));
      const columns = columnsOf(statistics);
      for (const { where } of anomalies) {
        if (where === undefined) continue;
        const filter = compileFilter(where, columns);
        assert.ok(filter.ok, filter.ok ? '' : `${where}: ${inEnglish(filter.error.message)}`);
        const hits = payloads.filter((bytes, record) => {
          const decoded = decodeExample(bytes);
          return decoded.ok && filter.matches({ record, size: bytes.length, features: decoded.value.features });
        });
        assert.ok(hits.length > 0, `no row is behind ${where}`);
      }
    });
  }
});

describe('schema/anomalies against a schema that the user keeps, beyond TFDV', () => {
  const cases: [name: string, rows: Row[], schema: string, found: string[], unchecked: string[]][] = [
    [
      'embeddings of another length',
      [{ s: ['float', [1, 2, 3]] }],
      'feature { name: "s" type: FLOAT float_domain { is_embedding: true embedding_dim: 4 } }',
      ['error EMBEDDING_SHAPE_INVALID'],
      [],
    ],
    [
      'a warning of bytes in natural language',
      [{ s: ['bytes', [[255]]] }],
      'feature { name: "s" type: BYTES natural_language_domain { } }',
      ['warning ENUM_TYPE_INVALID_UTF8'],
      [],
    ],
    [
      'too many examples, without a fewest',
      texts(3, () => 'a'),
      'feature { name: "s" type: BYTES } dataset_constraints { max_examples_count: 2 }',
      ['error DATASET_HIGH_NUM_EXAMPLES'],
      [],
    ],
    ['no data', [], 'feature { name: "s" type: BYTES }', ['error DATASET_LOW_NUM_EXAMPLES'], []],
    [
      'a domain of which only some values are held against it',
      texts(3000, i => `word ${i}`),
      'feature { name: "s" type: BYTES string_domain { value: "word 1" } }',
      ['error ENUM_TYPE_UNEXPECTED_STRING_VALUES'],
      ['all but the 20 most frequent values of "s"'],
    ],
    [
      'a thousand values, all of which the schema lists',
      texts(1000, i => `word ${i}`),
      `feature { name: "s" type: BYTES string_domain { value: [${Array.from({ length: 1000 }, (_, i) => `"word ${i}"`)}] } }`,
      [],
      [],
    ],
    [
      'a thousand values, all but one of which the schema lists, and many more',
      texts(1000, i => `word ${i}`),
      `feature { name: "s" type: BYTES string_domain { value: [${Array.from({ length: 2000 }, (_, i) => `"word ${i + 1}"`)}] } }`,
      ['error ENUM_TYPE_UNEXPECTED_STRING_VALUES'],
      [],
    ],
    [
      'rare values beyond a domain, though the top values are all in it',
      texts(1000, i => (i < 10 ? `typo ${i}` : `word ${i % 95}`)),
      `feature { name: "s" type: BYTES string_domain { value: [${Array.from({ length: 95 }, (_, i) => `"word ${i}"`)}] } }`,
      ['error ENUM_TYPE_UNEXPECTED_STRING_VALUES'],
      [],
    ],
    [
      'a number of different values that is known roughly, where that is enough',
      texts(30_000, i => `word ${i}`),
      'feature { name: "s" type: BYTES unique_constraints { min: 1 max: 1000 } }',
      ['error FEATURE_TYPE_HIGH_UNIQUE'],
      [],
    ],
    [
      'a number of different values that is known roughly, where it is not',
      texts(30_000, i => `word ${i}`),
      'feature { name: "s" type: BYTES unique_constraints { min: 1 max: 30000 } }',
      [],
      ['the number of distinct values of "s", which is only approximate'],
    ],
    [
      'long words, which are known by their start and length',
      texts(4, i => `${'long '.repeat(20)}${i % 2}`),
      `feature { name: "s" type: BYTES string_domain { value: ["${'long '.repeat(20)}0", "${'long '.repeat(20)}1"] } }`,
      [],
      [],
    ],
    [
      'some images only',
      texts(4, () => 'no image'),
      'feature { name: "s" type: BYTES image_domain { minimum_supported_image_fraction: 0.5 max_image_byte_size: 3 } }',
      ['error LOW_SUPPORTED_IMAGE_FRACTION', 'error MAX_IMAGE_BYTE_SIZE_EXCEEDED'],
      [],
    ],
  ];
  for (const [name, rows, schema, found, unchecked] of cases) {
    it(name, () => {
      const held = holdAgainst(statisticsOf(encoded(rows)), schemaOf(schema));
      assert.deepEqual(
        held.anomalies.map(({ severity, type }) => `${severity} ${type}`),
        found,
      );
      assert.deepEqual(held.unchecked.map(inEnglish), unchecked);
    });
  }

  const sequence = (details: string): string => `
    feature { name: "id" type: INT presence { min_fraction: 1 } }
    feature { name: "##SEQUENCE##" type: STRUCT struct_domain { feature { name: "tags" type: INT ${details} } feature { name: "tokens" type: BYTES } } }`;
  for (const [details, found] of [
    ['', []],
    ['value_counts { value_count { min: 1 max: 9 } value_count { min: 1 max: 1 } }', []],
    [
      'value_counts { value_count { min: 100 max: 200 } value_count { min: 2 } }',
      ['FEATURE_TYPE_LOW_NUMBER_VALUES', 'FEATURE_TYPE_LOW_NUMBER_VALUES'],
    ],
    [
      'value_counts { value_count { max: 0 } value_count { max: 0 } }',
      ['FEATURE_TYPE_HIGH_NUMBER_VALUES', 'FEATURE_TYPE_HIGH_NUMBER_VALUES'],
    ],
    ['value_count { min: 1 }', ['VALUE_NESTEDNESS_MISMATCH']],
    ['presence { min_count: 1000 }', ['FEATURE_TYPE_LOW_NUMBER_PRESENT']],
  ] as const) {
    it(`the feature lists of a SequenceExample: ${details || 'nothing asked'}`, async () => {
      const statistics = statisticsOf(await payloadsOf('test/data/records/features/sequence.tfrecord'), 'sequence_example');
      const { anomalies } = holdAgainst(statistics, schemaOf(sequence(details)));
      // A filter's len counts the steps of such a feature, so only what is about these leads to records.
      const counts = anomalies.filter(({ type }) => type.endsWith('NUMBER_VALUES'));
      assert.ok(counts.every(({ where, long }) => (where !== undefined) === inEnglish(long).includes('step')));
      assert.deepEqual(
        anomalies.filter(({ feature }) => feature === 'tags').map(({ type }) => type),
        found,
      );
      assert.deepEqual(
        anomalies.filter(({ feature }) => feature === 'id'),
        [],
      );
    });
  }
});
