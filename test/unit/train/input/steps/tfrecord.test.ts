import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import type { Site } from '../../../../../src/plan/plan';
import { NdArray } from '../../../../../src/train/input/array';
import { buildDataset } from '../../../../../src/train/input/build-dataset';
import { elementsOf } from '../../../../../src/train/input/dataset';
import { PlanError } from '../../../../../src/train/plan-error';
import { fileOf } from '../../../records/arbitraries';

const site: Site = { path: 'a.py', line: 3, column: 1 };
const texts = Array.from({ length: 150 }, (_, index) => `record ${index}`);
const whole = fileOf(texts.map(text => new TextEncoder().encode(text)));

describe('record files of the input pipeline', () => {
  let folder = '';
  const warnings: string[] = [];
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'tensorscope-'));
    const spoiled = Uint8Array.from(whole);
    spoiled[spoiled.length - 5] ^= 1;
    const files = {
      'a.tfrecord': whole,
      'a.gz': gzipSync(whole),
      'a.zz': deflateSync(whole),
      'cut.tfrecord': whole.slice(0, -21),
      'spoiled.tfrecord': spoiled,
    };
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  });
  beforeEach(() => void warnings.splice(0));
  after(() => rmSync(folder, { recursive: true }));

  /** The records of files, as far as they come, with what ends them. */
  async function read(
    files: string[],
    compression: '' | 'GZIP' | 'ZLIB' = '',
  ): Promise<{ found: string[]; origins: unknown[]; error?: unknown }> {
    const found: string[] = [];
    const origins: unknown[] = [];
    const context = { workingDirectory: folder, seed: 1, warn: (text: string) => void warnings.push(text) };
    try {
      for await (const element of elementsOf(buildDataset({ op: 'tfrecord', files, compression, site }, context))) {
        assert.ok(element instanceof NdArray && element.dtype === 'string' && element.shape.length === 0);
        found.push(new TextDecoder().decode(element.data[0] as Uint8Array));
        origins.push(element.origin);
      }
    } catch (error) {
      return { found, origins, error };
    }
    return { found, origins };
  }

  for (const [name, compression] of [
    ['a.tfrecord', ''],
    ['a.gz', 'GZIP'],
    ['a.zz', 'ZLIB'],
  ] as const)
    it(`${name} gives its records in their order, with where they came from`, async () => {
      const { found, origins, error } = await read([name], compression);
      assert.equal(error, undefined);
      assert.deepEqual(found, texts);
      assert.deepEqual(
        origins,
        texts.map((_, record) => ({ file: name, record })),
      );
    });

  it('come one after the other', async () => {
    const { found } = await read(['a.tfrecord', 'a.tfrecord']);
    assert.deepEqual(found, [...texts, ...texts]);
  });

  it('that end within the header of a record are read up to there, with a warning', async () => {
    const { found, error } = await read(['cut.tfrecord']);
    assert.equal(error, undefined);
    assert.deepEqual(found, texts.slice(0, -1));
    assert.equal(warnings.length, 1);
    assert.match(warnings[0], /^cut\.tfrecord: /);
  });

  const refused: readonly [what: string, files: string[], compression: '' | 'GZIP' | 'ZLIB', records: number, message: RegExp][] = [
    ['a corrupted record, once it is reached', ['spoiled.tfrecord'], '', 149, /spoiled\.tfrecord, record 149: /],
    ['no file', [], '', 0, /^no record file matches$/],
    ['a file that is not there, before any is read', ['a.tfrecord', 'none.tfrecord'], '', 0, /none\.tfrecord does not exist$/],
    ['a folder', ['.'], '', 0, /is a folder, not a record file$/],
    [
      'a compressed file that is read as it is',
      ['a.gz'],
      '',
      0,
      /a\.gz is read as uncompressed, and it is compressed with GZIP; pass compression_type="GZIP"$/,
    ],
    ['a file that is not compressed', ['a.tfrecord'], 'GZIP', 0, /is read with compression_type="GZIP", and it is not compressed$/],
    ['another compression', ['a.zz'], 'GZIP', 0, /is compressed with ZLIB; pass compression_type="ZLIB"$/],
  ];
  for (const [what, files, compression, records, message] of refused)
    it(`refuse ${what}`, async () => {
      const { found, error } = await read(files, compression);
      assert.equal(found.length, records);
      assert.ok(error instanceof PlanError);
      assert.match(error.message, message);
      assert.equal(error.site, site);
    });
});
