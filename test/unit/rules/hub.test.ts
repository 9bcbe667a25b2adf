import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { moduleFacts } from '../../../src/check/host/node-module-facts';
import { readProgram } from '../../../src/check/read/program';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic';
import type { HubModule } from '../../../src/hub/module';
import { moduleOf } from '../../../src/hub/module';
import type { Workspace } from '../../../src/rules/core/rule';
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
