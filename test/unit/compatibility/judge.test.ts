import { strict as assert } from 'node:assert';
import { inEnglish } from '../../../src/common/sentence';
import type { RecordFeature } from '../../../src/compatibility/feature';
import { judge } from '../../../src/compatibility/judge';
import { moduleTarget } from '../../../src/compatibility/module-target';
import type { CompatVerdict } from '../../../src/compatibility/verdict';
import { type HubModule, moduleOf } from '../../../src/hub/module';
import type { TensorType } from '../../../src/tensor/type';
import { featuresOf } from './features';
import { targetOf } from './targets';

const NNLM = 'https://tfhub.dev/google/nnlm-en-dim128/2';
const USE = 'https://tfhub.dev/google/universal-sentence-encoder/4';
const ELMO = 'https://tfhub.dev/google/elmo/3';
const ELMO_FOLDER = 'test/data/modules/elmo-like';
const BERT = 'https://tfhub.dev/tensorflow/bert_en_uncased_L-12_H-768_A-12/4';
const INCEPTION = 'https://tfhub.dev/google/imagenet/inception_v3/feature_vector/5';
const MOBILENET = 'https://tfhub.dev/google/imagenet/mobilenet_v2_100_224/feature_vector/5';
const E1000 = 'tf.keras.layers.Embedding(1000, 16)';
const E5000 = 'tf.keras.layers.Embedding(5000, 16)';
const DENSE15 = 'tf.keras.layers.Dense(64, input_shape=(15,))';

const SECTIONS = 'samples/sections/sections-train.tfrecord-*';
const EMOJI = 'samples/emoji';
const CUSTOM = 'samples/features';
const OTHER = 'test/data/compatibility/features.tfrecord';

/** What is said of a feature and a layer; ids of steps are the functions that their code calls. */
interface Case {
  records: string;
  target: string;
  feature: string;
  verdict: CompatVerdict['verdict'];
  reason: RegExp;
  gives?: (number | null)[];
  calls?: string[];
}

const INTEGERS = ['ids', 'installed_size', 'label'];
const TEXTS = ['package', 'section', 'text'];
const textModule = (target: string, gives: number): Case[] => [
  ...INTEGERS.map(
    (feature): Case => ({
      records: SECTIONS,
      target,
      feature,
      verdict: 'does-not-fit',
      reason: /reads texts and splits them itself, and ".*" holds int64/,
    }),
  ),
  ...TEXTS.map(
    (feature): Case => ({
      records: SECTIONS,
      target,
      feature,
      verdict: 'fits',
      reason: /is one text for each example/,
      gives: [null, gives],
    }),
  ),
];
const HASH = ['tf.where', 'tf.strings.to_hash_bucket_fast'];
const SPLIT = ['tf.strings.split', 'to_tensor'];
const embedding = (target: string): Case[] => [
  { records: SECTIONS, target, feature: 'installed_size', verdict: 'does-not-fit', reason: /largest id .* is 2,436,198/ },
  { records: SECTIONS, target, feature: 'label', verdict: 'fits', reason: /from 0 to 7/, gives: [null, 16] },
  { records: SECTIONS, target, feature: 'package', verdict: 'fits-after', reason: /holds texts/, gives: [null, 16], calls: HASH },
  { records: SECTIONS, target, feature: 'section', verdict: 'fits-after', reason: /holds texts/, gives: [null, 16], calls: HASH },
  {
    records: SECTIONS,
    target,
    feature: 'text',
    verdict: 'fits-after',
    reason: /holds texts/,
    gives: [null, 22, 16],
    calls: [...SPLIT, ...HASH],
  },
];
const imageModule = (target: string, size: number, gives: number): Case[] => [
  {
    records: EMOJI,
    target,
    feature: 'image',
    verdict: 'fits-after',
    reason: new RegExp(`takes float32 \\(batch, ${size}, ${size}, 3\\) with pixels from 0 to 1; "image" holds jpeg images of 96 × 96`),
    gives: [null, gives],
    calls: ['tf.io.decode_jpeg', 'tf.image.convert_image_dtype', 'tf.image.resize'],
  },
  { records: EMOJI, target, feature: 'name', verdict: 'does-not-fit', reason: /holds strings that are no images/ },
  {
    records: EMOJI,
    target,
    feature: 'image/width',
    verdict: 'does-not-fit',
    reason: /has one value per example, and the layer takes images of 3 channels/,
  },
];

const cases: readonly Case[] = [
  ...textModule(NNLM, 128),
  ...textModule(USE, 512),
  ...textModule(ELMO, 1024),
  {
    records: SECTIONS,
    target: ELMO_FOLDER,
    feature: 'text',
    verdict: 'fits-after',
    reason: /is one text/,
    gives: [null, 1024],
    calls: ['signature="default", output_key="default"'],
  },
  {
    records: SECTIONS,
    target: BERT,
    feature: 'text',
    verdict: 'does-not-fit',
    reason: /takes input_word_ids, input_mask, input_type_ids together/,
  },
  {
    records: SECTIONS,
    target: E1000,
    feature: 'ids',
    verdict: 'does-not-fit',
    reason: /largest id of "ids" is 4,999, and .* takes ids from 0 to 999/,
  },
  {
    records: SECTIONS,
    target: E5000,
    feature: 'ids',
    verdict: 'fits',
    reason: /from 0 to 4,999, and the Embedding has 5,000 rows/,
    gives: [null, 48, 16],
  },
  ...embedding(E1000),
  ...embedding(E5000),
  ...imageModule(INCEPTION, 299, 2048),
  ...imageModule(MOBILENET, 224, 1280),
  { records: EMOJI, target: E5000, feature: 'image', verdict: 'does-not-fit', reason: /holds encoded images/ },
  { records: EMOJI, target: NNLM, feature: 'image', verdict: 'does-not-fit', reason: /holds encoded images/ },
  {
    records: EMOJI,
    target: DENSE15,
    feature: 'image',
    verdict: 'does-not-fit',
    reason: /holds encoded images, and the layer takes float32 \(batch, 15\)/,
  },
  {
    records: CUSTOM,
    target: DENSE15,
    feature: 'feature1',
    verdict: 'fits-after',
    reason: /takes 15 numbers, .*: "feature1" 10, "feature2" 5/,
    gives: [null, 15],
    calls: ['tf.concat', 'tf.one_hot'],
  },
  {
    records: CUSTOM,
    target: DENSE15,
    feature: 'feature2',
    verdict: 'fits-after',
    reason: /takes 15 numbers/,
    gives: [null, 15],
    calls: ['tf.concat', 'tf.one_hot'],
  },
  {
    records: CUSTOM,
    target: DENSE15,
    feature: 'label',
    verdict: 'does-not-fit',
    reason: /"label" has one value per example, and the layer takes 15 values/,
  },
  {
    records: CUSTOM,
    target: E5000,
    feature: 'feature1',
    verdict: 'does-not-fit',
    reason: /holds float32 numbers, and an Embedding takes integer ids/,
  },
  { records: OTHER, target: E5000, feature: 'negative', verdict: 'does-not-fit', reason: /negative ids, down to -3/ },
  { records: OTHER, target: E5000, feature: 'blob', verdict: 'does-not-fit', reason: /bytes that are no text/ },
  { records: OTHER, target: NNLM, feature: 'blob', verdict: 'does-not-fit', reason: /bytes that are no text/ },
  {
    records: OTHER,
    target: 'tf.keras.Input(shape=(1,))',
    feature: 'ids',
    verdict: 'does-not-fit',
    reason: /lists of 1 to 5 values, and the layer takes a list of one value/,
  },
  {
    records: OTHER,
    target: 'tf.keras.Input(shape=(3,), dtype=tf.int32)',
    feature: 'vector',
    verdict: 'does-not-fit',
    reason: /float32 numbers, and the layer takes int32, which has no fractions/,
  },
  {
    records: OTHER,
    target: 'tf.keras.Input(shape=(6,))',
    feature: 'text',
    verdict: 'does-not-fit',
    reason: /holds texts, and the layer takes float32/,
  },
  {
    records: OTHER,
    target: 'tf.keras.Input(shape=(6,), dtype=tf.string)',
    feature: 'vector',
    verdict: 'does-not-fit',
    reason: /holds float32, and the layer takes strings/,
  },
  { records: OTHER, target: 'tf.keras.Input(shape=(8, 8, 5))', feature: 'png', verdict: 'does-not-fit', reason: /holds encoded images/ },
  {
    records: 'test/data/records/features/mixed-kind.tfrecord',
    target: E5000,
    feature: 'a',
    verdict: 'does-not-fit',
    reason: /several kinds/,
  },
];

const known = new Map<string, Promise<RecordFeature[]>>();
async function judged({ records, target, feature }: Pick<Case, 'records' | 'target' | 'feature'>): Promise<CompatVerdict> {
  const features = await (known.get(records) ?? known.set(records, featuresOf(records)).get(records) ?? []);
  const one = features.find(({ name }) => name === feature);
  assert.ok(one, `${records} has no ${feature}, but ${features.map(({ name }) => name).join(', ')}`);
  return judge(one, await targetOf(target), features);
}

describe('which feature fits which layer', () => {
  for (const one of cases)
    it(`${one.records} ${one.feature} into ${one.target}: ${one.verdict}`, async () => {
      const { verdict, reason, gives, steps } = await judged(one);
      assert.equal(verdict, one.verdict, inEnglish(reason));
      assert.match(inEnglish(reason), one.reason);
      assert.deepEqual(gives?.shape ?? undefined, one.gives);
      const code = steps.map(step => step.code).join('\n');
      for (const call of one.calls ?? []) assert.ok(code.includes(call), code);
      assert.equal(steps.length > 0, verdict === 'fits-after');
    });
});

const NUMBERS = { min: 0, max: 255, count: 192, zeros: 1, notFinite: 0 };
const TEXT: RecordFeature = { name: 'x', type: { shape: [], dtype: 'string' } };
const CATEGORY: RecordFeature = { name: 'x', type: { shape: [], dtype: 'int64' }, numbers: { ...NUMBERS, max: 4 } };
const BYTES: RecordFeature = { name: 'x', type: { shape: [8, 8, 3], dtype: 'int64' }, numbers: NUMBERS };

describe('a verdict', () => {
  it('has both shapes, axis by axis', async () => {
    const { axes, dtypeFits, given, taken } = await judged({ records: CUSTOM, target: DENSE15, feature: 'feature1' });
    assert.deepEqual(
      [given.shape, taken.shape],
      [
        [null, 10],
        [null, 15],
      ],
    );
    assert.deepEqual(axes, [
      { given: null, taken: null, fits: true },
      { given: 10, taken: 15, fits: false },
    ]);
    assert.equal(dtypeFits, true);
  });

  it('leaves out the axes that one side lacks', async () => {
    const { axes, dtypeFits } = await judged({ records: EMOJI, target: INCEPTION, feature: 'image' });
    assert.deepEqual(axes, [{ given: null, taken: null, fits: true }, ...[null, null, 3].map(taken => ({ taken, fits: false }))]);
    assert.equal(dtypeFits, false);
  });

  it('has the figures of an Embedding', async () => {
    const { embedding } = await judged({ records: SECTIONS, target: E5000, feature: 'ids' });
    const { paddingShare = 0, ...rest } = embedding ?? { rows: 0 };
    assert.deepEqual(rest, { rows: 5000, smallestId: 0, largestId: 4999, unusedRows: 2190, parameters: 80_000, bytes: 320_000 });
    assert.ok(Math.abs(paddingShare - 0.8658) < 0.001);
  });

  it('offers more rows for ids, not for quantities', async () => {
    const ways = async (feature: string) =>
      (await judged({ records: SECTIONS, target: E1000, feature })).alternatives.map(({ steps }) => steps.map(({ code }) => code));
    assert.deepEqual(await ways('ids'), [['input_dim=5000']]);
    assert.deepEqual(await ways('installed_size'), []);
  });

  it('offers the vectors of each word where a module has them', async () => {
    const { alternatives } = await judged({ records: SECTIONS, target: ELMO, feature: 'text' });
    const elmo = alternatives.find(({ steps }) => steps.some(({ code }) => code === 'signature="default", output_key="elmo"'));
    assert.deepEqual(elmo?.gives, { shape: [null, null, 1024], dtype: 'float32' });
  });

  it('says how many texts are empty', async () => {
    const { notes } = await judged({ records: OTHER, target: NNLM, feature: 'text' });
    assert.deepEqual(notes.map(inEnglish), ['4 of 20 texts are empty.']);
  });

  it('says what is missing in the records', async () => {
    const { notes } = await judged({
      records: 'test/data/records/features/missing.tfrecord',
      target: 'tf.keras.Input(shape=(1,))',
      feature: 'b',
    });
    assert.ok(
      notes.map(inEnglish).some(note => /has no value in \d+ of \d+ records/.test(note)),
      JSON.stringify(notes),
    );
  });

  it('asks for nothing that the program says already', () => {
    const call = { outputKey: 'elmo' };
    const target = moduleTarget(ELMO, moduleOf(ELMO) ?? { format: undefined }, call);
    assert.ok(target);
    const { verdict, steps, gives, alternatives } = judge(TEXT, target);
    assert.deepEqual([verdict, steps, alternatives], ['fits', [], []]);
    assert.deepEqual(gives, { shape: [null, null, 1024], dtype: 'float32' });
  });

  it('counts the axis that Keras adds', () => {
    const takes: TensorType = { shape: [null, 1], dtype: 'int64' };
    const { verdict, gives } = judge(CATEGORY, { kind: 'embedding', name: 'e', takes, rows: 5, width: 8 });
    assert.deepEqual([verdict, gives?.shape], ['fits', [null, 1, 8]]);
  });

  it('scales pixels to the range of the module', () => {
    const takes: TensorType = { shape: [null, 8, 8, 3], dtype: 'float32' };
    const module: HubModule = { format: 'tf2', input: { shape: [null, 8, 8, 3], dtype: 'float32' }, pixels: [-1, 1] };
    const scaling = (feature: RecordFeature) =>
      judge(feature, { kind: 'image', name: 'm', takes, module, call: {} }).steps.map(({ code }) => code);
    assert.deepEqual(scaling(BYTES), [
      'example["x"] = tf.cast(example["x"], tf.float32) / 255.0',
      'example["x"] = example["x"] * 2.0 - 1.0',
    ]);
    assert.deepEqual(scaling({ ...BYTES, type: { shape: [8, 8, 3], dtype: 'float32' }, numbers: { ...NUMBERS, min: -1, max: 1 } }), []);
  });

  it('says which images TensorFlow does not read', () => {
    const images = { formats: ['webp'], width: [8, 8], height: [8, 8], channels: [3, 3] } as const;
    const takes: TensorType = { shape: [null, 8, 8, 3], dtype: 'float32' };
    const { verdict, reason } = judge({ ...TEXT, images }, { kind: 'input', name: 'i', takes });
    assert.equal(verdict, 'does-not-fit');
    assert.match(inEnglish(reason), /webp images, which tf.io.decode_image does not read/);
  });
});
