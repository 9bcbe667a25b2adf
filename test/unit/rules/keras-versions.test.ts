import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readCells, readProgram } from '../../../src/check/read/program';
import type { KerasVersion } from '../../../src/common/keras-version';
import { inProject } from '../../root';
import { testParser } from '../python/parser';

/** A program that Keras 3 refuses, with what Keras 2 makes of it (test/python/keras2.py). */
interface Case {
  readonly id: string;
  readonly source: string;
  readonly rule: string;
  readonly keras2: boolean;
}
const cases: readonly Case[] = readFileSync(inProject('test/data/rules/keras2.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line));

const said = async (source: string, keras: KerasVersion): Promise<string[]> =>
  readProgram('case.py', source, { parser: await testParser(), keras }).diagnostics.map(({ level, rule }) => `${level} ${rule}`);

/** The program with Keras as part of TensorFlow, which tells nothing of its version. */
const withTfKeras = (source: string): string =>
  source.replace(/^import keras$/m, 'from tensorflow import keras').replaceAll(/^from keras(?=[ .])/gm, 'from tensorflow.keras');

describe('programs that Keras 3 refuses', () => {
  it('are errors for Keras 3', async () => {
    for (const { id, source, rule } of cases) assert.ok((await said(source, '3')).includes(`error ${rule}`), id);
  });

  it('are warnings where it is not known which Keras they are for and Keras 2 takes them', async () => {
    for (const { id, source, rule } of cases.filter(({ keras2 }) => keras2)) {
      const all = await said(withTfKeras(source), 'unknown');
      assert.ok(all.includes(`warning ${rule}`) && !all.some(one => one.startsWith('error')), `${id}: ${all}`);
    }
  });

  it('are nothing for Keras 2 where that takes them', async () => {
    for (const { id, source } of cases.filter(({ keras2 }) => keras2)) assert.deepEqual(await said(source, '2'), [], id);
  });

  it('are mostly errors too where no Keras takes them and it is not known which they are for', async () => {
    const none = cases.filter(({ keras2 }) => !keras2);
    const all = await Promise.all(none.map(({ source }) => said(source, 'unknown')));
    const found = all.filter(one => one.some(level => level.startsWith('error'))).length;
    assert.ok(found >= 0.9 * none.length, `${found} of ${none.length}`);
  });
});

describe('which Keras a program is for', () => {
  const number = 'x = keras.Input(shape=(16))\n';
  const sources: readonly [name: string, source: string, environment: KerasVersion, expected: string[]][] = [
    ['nothing says which', `from tensorflow import keras\n${number}`, 'unknown', ['warning layer-argument']],
    ['a name that Keras 3 alone has', `import keras\ny = keras.ops.ones(3)\n${number}`, 'unknown', ['error layer-argument']],
    ['Keras imported as Keras 3 documents it', `import keras\nfrom keras import layers\n${number}`, 'unknown', ['error layer-argument']],
    ['Keras imported by itself', `import keras\n${number}`, 'unknown', ['warning layer-argument']],
    [
      'Keras imported module by module',
      `import keras\nfrom keras import layers\nfrom keras.models import Model\n${number}`,
      'unknown',
      ['warning layer-argument'],
    ],
    ['tf_keras', `import tf_keras as keras\n${number}`, '3', []],
    ['an old module', `import keras\nfrom keras.layers.core import Dense\nd = Dense(3)\n${number}`, 'unknown', []],
    [
      'the environment variable',
      `import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"\nimport tensorflow as tf\nkeras = tf.keras\n${number}`,
      '3',
      [],
    ],
    [
      'the same, switched off',
      `import os\nos.environ["TF_USE_LEGACY_KERAS"] = "0"\nimport keras\n${number}`,
      '3',
      ['error layer-argument'],
    ],
  ];
  for (const [name, source, environment, expected] of sources)
    it(name, async () => assert.deepEqual(await said(source, environment), expected));

  it('what a notebook installs, where the environment is not known', async () => {
    const cells = ['!pip install -q tensorflow==2.12', `from tensorflow import keras\n${number}`].map((text, index) => ({
      path: `a.ipynb#${index}`,
      text,
      raises: false,
    }));
    const { diagnostics } = readCells('a.ipynb', cells, { parser: await testParser(), keras: 'unknown' });
    assert.deepEqual(diagnostics, []);
  });
});
