import * as assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { inProject } from '../root';
import { becomes } from './becomes';
import { takePicture, useWindow } from './window';

/** A model for each kind of layer that takes features. */
const MODELS = `import tensorflow as tf
import tensorflow_hub as hub
import tf_keras

nnlm = tf_keras.Sequential([hub.KerasLayer("https://tfhub.dev/google/nnlm-en-dim128/2", input_shape=[], dtype=tf.string)])
use = tf_keras.Sequential([hub.KerasLayer("https://tfhub.dev/google/universal-sentence-encoder/4", input_shape=[], dtype=tf.string)])
small = tf.keras.Sequential([tf.keras.layers.Embedding(1000, 16)])
large = tf.keras.Sequential([tf.keras.layers.Embedding(5000, 16)])
elmo = tf_keras.Sequential([hub.KerasLayer("https://tfhub.dev/google/elmo/3", input_shape=[], dtype=tf.string)])
inception = tf_keras.Sequential([hub.KerasLayer("https://tfhub.dev/google/imagenet/inception_v3/feature_vector/5")])
mobilenet = tf_keras.Sequential([hub.KerasLayer("https://tfhub.dev/google/imagenet/mobilenet_v2_100_224/feature_vector/5")])
own = tf_keras.Sequential([hub.KerasLayer("text-module", input_shape=[], dtype=tf.string)])
dense = tf.keras.Sequential([tf.keras.layers.Input((15,)), tf.keras.layers.Dense(15)])
`;

type Verdict = 'fits' | 'fits-after' | 'does-not-fit';

/** What the table says of the features that matter, by model. */
const datasets: readonly { file: string; features: { [feature: string]: { [model: string]: Verdict } } }[] = [
  {
    file: 'sections-train.tfrecord-00000-of-00004',
    features: {
      ids: { nnlm: 'does-not-fit', use: 'does-not-fit', elmo: 'does-not-fit', small: 'does-not-fit', large: 'fits' },
      text: { nnlm: 'fits', use: 'fits', elmo: 'fits', small: 'fits-after', large: 'fits-after' },
    },
  },
  {
    file: 'emoji-validation.tfrecord-00000-of-00001',
    features: { image: { inception: 'fits-after', mobilenet: 'fits-after', nnlm: 'does-not-fit', large: 'does-not-fit' } },
  },
  {
    file: 'custom.tfrecord',
    features: { feature1: { dense: 'fits-after' }, feature2: { dense: 'fits-after' } },
  },
];

describe('the user asks which features fit which models', () => {
  const window = useWindow({ size: { width: 1480, height: 900 } });
  const { see, textOf, press, closeEditors } = window;
  before(() => {
    cpSync(inProject('test/data/compatibility/text-module'), join(window().workspace, 'text-module'), { recursive: true });
    writeFileSync(join(window().workspace, 'all_kinds.py'), MODELS);
  });
  afterEach(closeEditors);

  /** The cell of a feature and a model of `all_kinds.py`; its class is the verdict. */
  const cellAt = async (feature: string, model: string): Promise<Locator> => {
    const heads = (await see('[role="columnheader"] >> nth=0')).locator('xpath=..').locator('[role="columnheader"]');
    const words = await heads.allInnerTexts();
    const column = words.findIndex(text => text.split('\n').includes(`${model} · all_kinds.py`)) - 1;
    return (await see(`[role="row"]:has([role="rowheader"] .name:text-is("${feature}"))`)).locator('[role="gridcell"]').nth(column);
  };
  const verdictAt = async (feature: string, model: string): Promise<string | null> => (await cellAt(feature, model)).getAttribute('class');

  for (const { file, features } of datasets)
    it(`sees the verdict on each feature of ${file}`, async () => {
      await window().openFile(file);
      await see('.grid-row');
      await window().runCommand('Tensorscope: Show Compatibility');
      await see('[role="columnheader"]:has-text("dense")');
      for (const [feature, verdicts] of Object.entries(features))
        for (const [model, verdict] of Object.entries(verdicts)) await becomes(() => verdictAt(feature, model), verdict);
    });

  it('inserts a step into the program, sees the new verdict, and takes it back with Undo', async () => {
    await window().openFile('sections-train.tfrecord-00000-of-00004');
    await see('.grid-row');
    await window().runCommand('Tensorscope: Show Compatibility');
    await becomes(() => verdictAt('ids', 'small'), 'does-not-fit');
    await (await cellAt('ids', 'small')).click();
    await (await see('.detail .way:has-text("Give the Embedding 4,993 rows") >> text=Insert')).click();
    const text = window().page.locator('.editor-instance .view-lines').first();
    await becomes(() => text.innerText(), /Embedding\(4993,\s16\)/);
    await becomes(() => verdictAt('ids', 'small'), 'fits');
    await text.click();
    await press('Control+Z');
    await becomes(() => text.innerText(), /Embedding\(1000,\s16\)/);
    await becomes(() => verdictAt('ids', 'small'), 'does-not-fit');
  });

  it('counts the words that a module on disk knows, and lists the records behind an unknown one', async () => {
    await window().openFile('sections-train.tfrecord-00000-of-00004');
    await see('.grid-row');
    await window().runCommand('Tensorscope: Show Compatibility');
    await becomes(() => verdictAt('text', 'own'), /fits/);
    await (await cellAt('text', 'own')).click();
    await (await see('.words >> text=Count')).click();
    await becomes(() => textOf('.words'), /Words that the module knows\d+\.\d %Words in 1,055 texts/);
    await takePicture(window(), 'compatibility-words');
    await (await see('.words .unknown button')).click();
    await becomes(async () => (await see('.query-input input')).inputValue(), /text matches/);
  });

  it('sees in the record viewer which layers take a feature, and opens the panel there', async () => {
    await window().openFile('sections-train.tfrecord-00000-of-00004');
    await (await see('.feature-head:has-text("ids")')).press('Enter');
    await see('.models button.fits:has-text("large · all_kinds.py")');
    await takePicture(window(), 'compatibility-section');
    await (await see('.models button:has-text("small · all_kinds.py")')).press('Enter');
    await becomes(() => textOf('.detail .reason'), /largest id of "ids" is 4,992/);
  });

  it('moves by keys, reads why, copies the step and goes to the line', async () => {
    await window().openFile('sections-train.tfrecord-00000-of-00004');
    await see('.grid-row');
    await window().runCommand('Tensorscope: Show Compatibility');
    const cell = await see('[role="row"]:has([role="rowheader"] .name:text-is("ids")) [role="gridcell"] >> nth=0');
    await cell.click();
    await becomes(() => textOf('.detail'), /ids/);
    await press('ArrowRight', 'ArrowRight', 'End', 'Home', 'Control+End', 'Control+Home');
    await see('.detail .reason');
    await takePicture(window(), 'compatibility');
    await press('Enter');
    await becomes(async () => (await see('.detail')).evaluate(element => document.activeElement === element), true);
    assert.equal(await (await see('[role="gridcell"][aria-selected="true"]')).count(), 1);
    await (await see('[role="columnheader"] button.place:has-text("embedding")')).first().click();
    await window()
      .page.locator('.statusbar-item', { hasText: /Ln \d+/ })
      .waitFor();
  });
});
