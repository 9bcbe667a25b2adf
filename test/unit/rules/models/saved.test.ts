import assert from 'node:assert/strict';
import { join } from 'node:path';
import { modelFileFacts } from '../../../../src/check/host/node-model-file-facts';
import { moduleFacts } from '../../../../src/check/host/node-module-facts';
import { readProgram } from '../../../../src/check/read/program';
import { readWithFacts } from '../../../../src/check/read/with-facts';
import { inProject } from '../../../root';
import { testParser } from '../../python/parser';
import { judgeReading, readCases } from '../judge';

const folder = inProject('test/data/model-files');
const facts = {
  modelFiles: modelFileFacts(path => join(folder, path)),
  modules: moduleFacts({ folders: [folder], environment: {} }),
};

/** What a program is read as that runs in the folder of the files. */
const read = async (source: string) => {
  const parser = await testParser();
  return readWithFacts(workspace => readProgram('case.py', source, { parser, workspace }), {}, facts);
};

describe('programs that load models and weights, as Keras runs them', () => {
  for (const one of readCases('model-files/programs.jsonl'))
    it(`${one.group}: ${one.source.split('\n').slice(2, 5).join('; ')}`, async () => {
      // Programs that write files were run in a folder of their own. Here it is the folder of the files, which they then write over.
      const reading = await read(one.source.replace(/^os\.chdir\(.*\)$/m, ''));
      const verdict = judgeReading(one, reading);
      const isRead = one.group !== 'saved' || !/os\.rename/.test(one.source);
      assert.ok(one.error ? verdict === 'error found' : verdict === 'shape agrees' || !isRead, verdict);
    });
});

describe('files that the program may have written', () => {
  const model = `import keras
from keras import layers
model = keras.Sequential([keras.Input((8,)), layers.Dense(5), layers.BatchNormalization(), layers.Dense(2)])
`;
  const load = "model.load_weights('sequential.weights.h5')\n";
  const cases: { name: string; between: string; found: number }[] = [
    { name: 'none', between: '', found: 1 },
    { name: 'another file', between: "model.save_weights('other.weights.h5')\n", found: 1 },
    { name: 'the same file under another spelling', between: "model.save_weights('./sequential.weights.h5')\n", found: 0 },
    { name: 'a file of unknown name', between: 'model.save(input())\n', found: 0 },
    { name: 'the same file in a branch', between: "if input():\n    model.save_weights('sequential.weights.h5')\n", found: 0 },
    { name: 'files of every epoch', between: "keras.callbacks.ModelCheckpoint('w{epoch}.weights.h5')\n", found: 0 },
    { name: 'a file in another folder', between: "import os\nos.chdir('there')\n", found: 0 },
  ];
  for (const { name, between, found } of cases)
    it(`${name}: ${found} reported`, async () => {
      const { diagnostics } = await read(model + between + load);
      assert.deepEqual(
        diagnostics.map(({ rule }) => rule),
        Array.from({ length: found }, () => 'layer-argument'),
      );
    });
});
