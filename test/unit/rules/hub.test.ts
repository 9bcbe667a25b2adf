import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { moduleFacts } from '../../../src/check/host/node-module-facts';
import { readProgram } from '../../../src/check/read/program';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic';
import type { HubModule } from '../../../src/hub/module';
import { moduleOf } from '../../../src/hub/module';
import type { WordFacts, WordsOf, Workspace } from '../../../src/rules/core/rule';
import { inProject, root } from '../../root';
import { testParser } from '../python/parser';
import { judgeAll, readCases } from './judge';

/** The modules of test/data/modules as programs find them that run in the project's folder. */
async function modulesOnDisk(): Promise<Workspace> {
  const facts = moduleFacts({ folders: [root], environment: { TFHUB_CACHE_DIR: inProject('none') } });
  const folders = ['test/data/modules', ...readdirSync(inProject('test/data/modules')).map(name => `test/data/modules/${name}`)];
  await Promise.all(folders.map(folder => facts.gather(folder)));
  const entries = (folder: string) => (folder === '.' ? [] : null);
  return { module: handle => (folders.includes(handle) ? (facts.peek(handle) ?? undefined) : undefined), entries };
}

describe('programs with Hub modules on disk', () => {
  it('are as TensorFlow Hub has them', async () => {
    const { count, wrong, summary } = judgeAll(readCases('rules/hub.jsonl'), await testParser(), await modulesOnDisk());
    assert.deepEqual(wrong, [], summary);
    assert.ok(count('error missed') + count('error elsewhere') <= 1, summary);
    assert.ok(count('shape agrees') > 2 * count('shape unknown'), summary);
  });
});

describe('a handle', () => {
  const report = async (text: string, workspace: Workspace = {}): Promise<readonly Diagnostic[]> =>
    (await readProgram('program.py', text, { parser: await testParser(), workspace })).diagnostics;
  const USE = 'https://tfhub.dev/google/universal-sentence-encoder/4';
  const broken: Workspace = { module: handle => (handle === USE ? { format: undefined, problem: 'Delete /cache/abc.' } : undefined) };

  it('whose folder in the cache is broken is a warning that names it, and the catalogue is still known', async () => {
    const text = `import tensorflow_hub as hub\nimport tensorflow as tf\nlayer = hub.KerasLayer("${USE}")\nlayer(tf.constant([1]))\n`;
    const found = await report(text, broken);
    assert.deepEqual(found.map(({ rule, level, span, message }) => [rule, level, span.line, span.column, message]).slice(0, 1), [
      ['hub-handle', 'warning', 3, 24, 'Delete /cache/abc.'],
    ]);
    assert.deepEqual(
      found.map(({ rule }) => rule),
      ['hub-handle', 'hub-input'],
    );
  });

  it('that the program writes itself, or that is a folder, is no mistake', async () => {
    const save = 'import tensorflow as tf\nimport tensorflow_hub as hub\n';
    const folder: Workspace = { entries: path => (path === 'tfhub.dev/google' ? [{ name: 'elmo', isFolder: true }] : []) };
    assert.deepEqual(await report(`${save}hub.load("tfhub.dev/google/elmo")\n`, folder), []);
    const asked: string[] = [];
    await report(`${save}hub.load("kagglehub")\n`, { module: handle => void asked.push(handle) });
    assert.deepEqual(asked, ['kagglehub']);
  });

  /** A program with an encoder of BERT, which is known by its documentation, and its last line. */
  const encoder = (last: string): string =>
    'import tensorflow as tf\nimport tensorflow_hub as hub\nids = tf.zeros([2, 8], tf.int32)\n' +
    'encoder = hub.KerasLayer("https://tfhub.dev/tensorflow/small_bert/bert_en_uncased_L-2_H-128_A-2/1")\n' +
    `outputs = encoder({"input_word_ids": ids, "input_mask": ids, "input_type_ids": ids})\n${last}\n`;
  const outputs: readonly [name: string, rules: string[]][] = [
    ['pooled_output', []],
    ['sequence_output', []],
    ['default', []],
    ['encoder_outputs', []],
    ['pooler_output', ['hub-output-key']],
  ];
  for (const [name, rules] of outputs)
    it(`of an encoder gives ${name}: ${rules.length === 0 ? 'yes' : 'no'}`, async () => {
      const found = await report(encoder(`y = outputs["${name}"]`));
      assert.deepEqual(
        found.map(({ rule }) => rule),
        rules,
      );
    });

  const needing: { name: string; text: string; needs?: HubModule['needs']; rule: string[] }[] = [
    { name: 'nothing imported', text: '', rule: ['hub-unavailable-ops'] },
    { name: 'the package imported', text: 'import tensorflow_text as text\n', rule: [] },
    { name: 'imported from the package', text: 'from tensorflow_text import BertTokenizer\n', rule: [] },
    { name: 'in a try', text: 'try:\n    import tensorflow_text\nexcept ImportError:\n    pass\n', rule: [] },
    { name: 'a package that may import it', text: 'import official.nlp.bert\n', rule: [] },
    { name: 'packages that do not', text: 'import numpy as np\nimport os, json\nimport pandas as pd\n', rule: ['hub-unavailable-ops'] },
  ];
  const PREPROCESS = 'https://tfhub.dev/tensorflow/bert_en_uncased_preprocess/3';
  for (const { name, text, rule } of needing)
    it(`of a module with operations of TensorFlow Text, ${name}`, async () =>
      assert.deepEqual(
        (await report(`import tensorflow_hub as hub\n${text}hub.load("${PREPROCESS}")\n`)).map(found => found.rule),
        rule,
      ));

  it('of a module whose files name operations that nobody knows asks for their package', async () => {
    const module: HubModule = { format: 'tf2', needs: '' };
    const [found] = await report('import tensorflow_hub as hub\nhub.load("m")\n', { module: () => module });
    assert.match(found.message, /Import the package that has them before the module is loaded/);
  });

  it('of the catalogue says nothing of outputs that its page does not list', async () => {
    const BERT = 'https://tfhub.dev/tensorflow/bert_en_uncased_L-12_H-768_A-12/3';
    const text = `import tensorflow as tf\nimport tensorflow_hub as hub\nids = tf.zeros([2, 128], tf.int32)
inputs = {"input_word_ids": ids, "input_mask": ids, "input_type_ids": ids}\nbert = hub.KerasLayer("${BERT}")\n`;
    const ok =
      'outputs = bert(inputs)\na = outputs["encoder_outputs"]\nb = outputs["pooled_output"]\nhub.KerasLayer(bert, output_key="default")(inputs)\n';
    assert.deepEqual(await report(text + ok), []);
  });

  it('of the catalogue says which need TensorFlow Text', () => {
    assert.equal(moduleOf(PREPROCESS)?.needs, 'tensorflow_text');
    assert.equal(moduleOf('https://tfhub.dev/google/universal-sentence-encoder-multilingual/3')?.needs, 'tensorflow_text');
    assert.equal(moduleOf(USE)?.needs, undefined);
  });
});

describe('words that a module lacks', () => {
  const files: HubModule['files'] = { folder: '/modules/words', facts: {} as NonNullable<HubModule['files']>['facts'] };
  const words: HubModule = {
    format: 'tf2',
    isCallable: true,
    input: { shape: [null], dtype: 'string' },
    output: { shape: [null, 8], dtype: 'float32' },
    files,
  };
  const feature = { kind: 'bytes', present: 50, minLength: 1, maxLength: 1 } as const;
  const counted: WordFacts = {
    texts: 50,
    words: 200,
    known: 150,
    textsWithoutKnown: 2,
    unknown: [
      { word: 'foo', count: 30 },
      { word: 'bar', count: 20 },
    ],
    isSampled: false,
  };
  const parse = `import tensorflow as tf
import tensorflow_hub as hub
import tf_keras
def parse(record):
    example = tf.io.parse_single_example(record, {"text": tf.io.FixedLenFeature([], tf.string), "label": tf.io.FixedLenFeature([], tf.int64)})
    return example["text"], example["label"]
data = tf.data.TFRecordDataset(["a.tfrecord"]).map(parse)
`;
  const model = `layer = hub.KerasLayer("words")
x = tf_keras.Input((), dtype=tf.string)
model = tf_keras.Model(x, tf_keras.layers.Dense(2)(layer(x)))
model.compile("adam", tf_keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(data.batch(4))
`;
  const read = async (text: string, facts: Partial<WordFacts> = {}): Promise<readonly string[]> => {
    const asked: WordsOf[] = [];
    const workspace: Workspace = {
      module: () => words,
      records: paths => ({ files: paths, sampled: false, records: 50, features: { text: feature, label: { ...feature, kind: 'int64' } } }),
      words: of => {
        asked.push(of);
        return { ...counted, ...facts };
      },
    };
    const { diagnostics } = readProgram('program.py', parse + text, { parser: await testParser(), workspace });
    for (const of of asked) assert.deepEqual(of, { files: ['a.tfrecord'], feature: 'text', folder: '/modules/words' });
    return diagnostics.map(({ level, rule, span, message }) => `${level} ${rule} ${span.line}: ${message}`);
  };

  it('are told once, at the handle, where the data of a model reaches it', async () =>
    assert.deepEqual(await read(model), [
      "information vocabulary-coverage 8: words lacks 25.0 % of the words of the feature 'text' (in all records). Of 4.0 % of the texts it knows no word: these all get the same vector. The most frequent are 'foo' (30), 'bar' (20).",
    ]));

  it('are told where a pipeline calls it', async () =>
    assert.deepEqual(
      (
        await read('m = hub.load("words")\ndata.batch(4).map(lambda text, label: m(text))\n', { isSampled: true, textsWithoutKnown: 0 })
      ).map(line => line.replace(/ The most.*/, '')),
      ["information vocabulary-coverage 8: words lacks 25.0 % of the words of the feature 'text' (in the first 50 texts)."],
    ));

  it('are not told where they are few, where there are few words, and of texts that the program changes', async () => {
    assert.deepEqual(await read(model, { known: 190, textsWithoutKnown: 0 }), []);
    assert.deepEqual(await read(model, { words: 10, known: 1 }), []);
    assert.deepEqual(await read('m = hub.load("words")\ndata.batch(4).map(lambda text, label: m(tf.strings.lower(text)))\n'), []);
  });
});
