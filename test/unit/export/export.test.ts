import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { schemaPbtxt } from '../../../src/export/pbtxt';
import { parseCode } from '../../../src/export/python';
import { inferSchema } from '../../../src/schema/infer';
import type { PayloadMessage } from '../../../src/statistics/collect/collected';
import { root } from '../../root';
import { payloadsOf, statisticsOf } from '../statistics/collect/collect-file';

/** What is recorded was parsed by tensorflow_metadata's proto and run by TensorFlow over every record: test/python/schema_export.py. */
const recorded = (name: string): string => readFileSync(join(root, 'test/data/schema/export', name), 'utf8');

/** The message of the records where it is no Example, by a part of the file's name. */
const MESSAGES: { [part: string]: PayloadMessage } = {
  sequence: 'sequence_example',
  seq_: 'sequence_example',
  y8m: 'sequence_example',
  elwc: 'example_list',
  'tensors.': 'tensor',
};
const messageOf = (path: string): PayloadMessage => Object.entries(MESSAGES).find(([part]) => path.includes(part))?.[1] ?? 'example';

const FILES = [
  'samples/sections/sections-train.tfrecord-00000-of-00004',
  'samples/features/custom.tfrecord',
  'test/data/records/png.tfrecord',
  ...['empty', 'extremes', 'missing', 'mixed-kind', 'ragged', 'sequence', 'serialized-tensor'].map(
    name => `test/data/records/features/${name}.tfrecord`,
  ),
  ...[
    'example_null_rows',
    'long_prefix',
    'mix_example_text',
    'packmix',
    'seq_ctx_nokind',
    'seq_mixedstep',
    'tensors',
    'train_elwc',
    'y8m_style',
  ].map(name => `test/data/records/foreign/${name}.tfrecord`),
];

describe('schema/export', () => {
  for (const path of FILES) {
    const name = basename(path).split('.')[0];
    it(`${name} as TFDV text and as Python`, async () => {
      const statistics = statisticsOf(await payloadsOf(path), messageOf(path));
      assert.equal(schemaPbtxt(inferSchema(statistics)), recorded(`${name}.pbtxt`));
      assert.equal(parseCode(statistics, [{ path, compression: 'none' }]), recorded(`${name}.py`));
    });
  }

  it('quotes names and values as each language does', () => {
    const feature = {
      name: 'a "b"\\\n\u0001é',
      in: 'example',
      kind: 'bytes',
      min_fraction: 0,
      shape: null,
      value_count: { min: 0, max: 2 },
    } as const;
    const text = schemaPbtxt({ message: 'example', features: [{ ...feature, domain: { kind: 'string', values: ['x"y', 'ß'] } }] });
    assert.ok(text.includes(String.raw`name: "a \"b\"\\\n\001é"`));
    assert.ok(text.includes(String.raw`value: "x\"y"`) && text.includes('value: "ß"'));
  });

  it('knows how the files are compressed', () => {
    const statistics = statisticsOf([]);
    const code = (...compressions: ('none' | 'gzip' | 'zlib')[]) =>
      parseCode(
        statistics,
        compressions.map((compression, index) => ({ path: `file-${index}`, compression })),
      );
    assert.match(code('gzip', 'gzip'), /TFRecordDataset\(files, compression_type="GZIP"\)\.map/);
    assert.doesNotMatch(code('none'), /compression_type/);
    const both = code('gzip', 'none', 'gzip');
    assert.match(both, /GZIP_FILES = \[\n {4}"file-0",\n {4}"file-2",\n\]\nFILES = \[\n {4}"file-1",\n\]/);
    assert.match(both, /TFRecordDataset\(GZIP_FILES, compression_type="GZIP"\)\.concatenate\(tf\.data\.TFRecordDataset\(FILES\)\)\n/);
  });
});
