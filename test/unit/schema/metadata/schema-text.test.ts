import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { inEnglish } from '../../../../src/common/sentence';
import { schemaPbtxt } from '../../../../src/export/pbtxt';
import { inferSchema } from '../../../../src/schema/infer';
import { readMessage } from '../../../../src/schema/metadata/message';
import { MESSAGES } from '../../../../src/schema/metadata/messages';
import { readSchemaText } from '../../../../src/schema/metadata/schema-text';
import { parseText } from '../../../../src/schema/metadata/text-tree';
import { TextFormatError } from '../../../../src/schema/metadata/token';
import { root } from '../../../root';
import { payloadsOf, statisticsOf } from '../../statistics/collect/collect-file';

type Answer = { text: string } & ({ parsed: object } | { refused: { line: number } });

/** What google.protobuf.text_format made of each text: test/python/schema_text.py. */
const answers = JSON.parse(readFileSync(join(root, 'test/data/schema/texts.json'), 'utf8')) as Answer[];

/** As JSON can hold it: int64 as text, bytes as a list, floats that are no numbers by name. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value).replace('Infinity', 'inf').replace('NaN', 'nan');
  if (value instanceof Uint8Array || Array.isArray(value)) return Array.from(value, plain);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, field]) => !(Array.isArray(field) && field.length === 0));
  return Object.fromEntries(fields.map(([name, field]) => [name, plain(field)]));
}

describe('schema/metadata: texts as google.protobuf.text_format reads them', () => {
  for (const answer of answers) {
    const title = answer.text.replaceAll('\n', ' ').slice(0, 90);
    if ('parsed' in answer) {
      it(`takes ${title}`, () => {
        const unknown = new Set<string>();
        assert.deepEqual(plain(readMessage('Schema', parseText(answer.text), unknown)), answer.parsed);
        assert.deepEqual([...unknown], []);
        assert.ok(readSchemaText(answer.text).ok);
      });
    } else {
      it(`refuses ${title}`, () => {
        const read = readSchemaText(answer.text);
        assert.ok(!read.ok);
        assert.equal(read.line, answer.refused.line);
        assert.ok(read.column >= 1 && read.message.length > 10);
      });
    }
  }
});

describe('schema/metadata: beyond what protobuf says', () => {
  const places: [text: string, line: number, column: number, message: RegExp][] = [
    ['feature {\n  type: INTEGER\n}', 2, 9, /^expected one of TYPE_UNKNOWN, BYTES, INT, FLOAT, STRUCT, got INTEGER$/],
    ['feature { name: "a"\n  name: "b" }', 2, 3, /^duplicate field "name"$/],
    ['feature { domain: "d" int_domain { } }', 1, 23, /^"int_domain" cannot be combined with "domain"$/],
    ['feature {\n  name: "a', 2, 9, /unterminated string/],
    ['feature {', 1, 10, /"}", got the end of the file/],
    ['feature { int_domain { min: 99999999999999999999 } }', 1, 29, /is not between -9223372036854775808 and 9223372036854775807/],
    [String.raw`feature { name: "\q" }`, 1, 17, /\\q is not a valid escape/],
    ['feature { '.repeat(200), 1, 1009, /nested more than 100 levels deep/],
  ];
  for (const [text, line, column, message] of places) {
    it(`tells where and what: ${text.slice(0, 50).replaceAll('\n', ' ')}`, () => {
      const read = readSchemaText(text);
      assert.ok(!read.ok);
      assert.deepEqual([read.line, read.column], [line, column]);
      assert.match(read.message, message);
    });
  }

  it('passes over unknown fields, whatever they hold, and names them', () => {
    const text =
      `colour: RED feature { name: "a" type: INT shade { of: [1, 2.5, "x", { y: -inf }] <z: 1> } [a.b.c]: 1 99: 2 } crs <>`.replace(
        '<z: 1>',
        'w <z: 1>',
      );
    const read = readSchemaText(text);
    assert.ok(read.ok);
    assert.deepEqual(read.unknown, ['colour', 'feature.shade', 'feature.[a.b.c]', 'feature.99', 'crs']);
    assert.deepEqual(
      read.schema.features.map(({ name, kind }) => [name, kind]),
      [['a', 'int64']],
    );
  });

  it('says what it does not hold against data', () => {
    const read = readSchemaText(`
      feature { name: "u" type: BYTES url_domain { } skew_comparator { infinity_norm { threshold: 0.1 } } }
      feature { name: "t" type: BYTES natural_language_domain { vocabulary: "v" } }
      feature { name: "old" type: BYTES url_domain { } deprecated: true }
      sparse_feature { name: "s" } weighted_feature { name: "w" }`);
    assert.ok(read.ok);
    assert.deepEqual(read.unchecked.map(inEnglish), [
      'the url_domain of "u"',
      'the skew_comparator of "u"',
      'vocabulary, coverage and sequences of the natural_language_domain of "t"',
      'the sparse_feature "s"',
      'the weighted_feature "w"',
    ]);
  });
});

describe('schema/metadata: our own writer', () => {
  const files = readdirSync(join(root, 'test/data/records/features'));
  for (const path of [
    ...files.map(file => `test/data/records/features/${file}`),
    'test/data/records/png.tfrecord',
    'samples/features/custom.tfrecord',
  ]) {
    it(`${path}: what was written is read, and written again it is the same`, async () => {
      const statistics = statisticsOf(await payloadsOf(path), path.includes('sequence') ? 'sequence_example' : 'example');
      const text = schemaPbtxt(inferSchema(statistics));
      const read = readSchemaText(text);
      assert.ok(read.ok);
      assert.deepEqual([read.unknown, read.unchecked], [[], []]);
      // What a serialized tensor holds has no place in the proto but a comment.
      const withoutComments = text.replaceAll(/ {2}annotation \{\n( {4}.*\n)* {2}\}\n/g, '');
      assert.equal(schemaPbtxt(read.schema), withoutComments);
    });
  }
});

describe('schema/metadata: arbitrary text', () => {
  const names = [...new Set(Object.values(MESSAGES).flatMap(fields => Object.keys(fields)))];
  const piece = fc.oneof(
    fc.constantFrom(...names, ...'{}<>[]:,;#"\'\\-+.\n ', 'INT', 'true', 'inf', '0x1', '1e5', '\\377', '"a"'),
    fc.constantFrom(
      'feature {',
      'name: "a"',
      'type: BYTES',
      'int_domain { min: 1 }',
      '}',
      'presence { min_fraction: 1 }',
      'shape { dim { size: 2 } }',
    ),
    fc.string({ unit: 'binary' }),
  );

  it('is read or refused at a place that is there, never thrown on', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), pieces => {
        const text = pieces.join(' ');
        const read = readSchemaText(text);
        if (read.ok) return;
        const lines = text.split('\n');
        assert.ok(read.line >= 1 && read.line <= lines.length && read.column >= 1 && read.column <= lines[read.line - 1].length + 1);
      }),
      { numRuns: 2000 },
    );
  });

  it('nothing but a refusal comes out of the parser', () => {
    for (const { text } of answers.slice(0, 80)) {
      for (let cut = 0; cut < text.length; cut += 7) {
        try {
          readMessage('Schema', parseText(text.slice(0, cut)), new Set());
        } catch (error) {
          assert.ok(error instanceof TextFormatError);
        }
      }
    }
  });
});
