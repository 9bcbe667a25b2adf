import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readModule } from '../../../../src/check/host/modules';
import { modelFileFacts } from '../../../../src/check/host/node-model-file-facts';
import { moduleFacts } from '../../../../src/check/host/node-module-facts';
import { readProgram } from '../../../../src/check/read/program';
import { readWithFacts } from '../../../../src/check/read/with-facts';
import { savedModelView } from '../../../../src/check/views/module/saved-model-view';
import { folderOnDisk } from '../../../../src/hub/node-module-folder';
import { readSavedModel } from '../../../../src/hub/saved-model/read';
import type { ModuleView } from '../../../../src/protocol/module-page';
import { inProject } from '../../../root';
import { testParser } from '../../python/parser';
import { judgeReading } from '../../rules/judge';

const data = inProject('test/data');

/** What the page shows of a SavedModel's folder, or of a file. */
async function viewOf(path: string): Promise<ModuleView> {
  const [folder = '', name = ''] = /^(.*)\/([^/]+)$/.exec(path)?.slice(1) ?? [];
  const isFile = name.includes('.');
  const place = { folder: join(data, isFile ? folder : path), file: isFile ? name : 'saved_model.pb' };
  const reading = await readModule({ ...place, spelling: path, contents: null }, folderOnDisk(place.folder), await testParser());
  assert.ok('view' in reading, JSON.stringify(reading));
  return reading.view;
}

interface Use {
  readonly file: string;
  readonly name: string;
  readonly keras: string | null;
  readonly code: string;
  readonly outputs: { readonly shape: (number | null)[]; readonly dtype: string } | null;
}
/** Every program that a page offers, with what it gave when TensorFlow ran it (test/python/module_uses.py). */
const recorded: Use[] = readFileSync(join(data, 'modules/uses.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line));

describe('"Use in a model"', () => {
  for (const { file, name, keras, code, outputs } of recorded)
    it(`${file} ${name} with ${keras ?? 'no Keras'} is the program that ran, and the checker finds nothing in it`, async () => {
      const view = await viewOf(file);
      const use = view.uses.find(one => one.name === name);
      assert.equal(use?.programs.find(program => program.keras === keras)?.code, code);
      const parser = await testParser();
      const reading = await readWithFacts(
        workspace => readProgram('use.py', code.replaceAll('outputs =', 'y = outputs ='), { parser, workspace }),
        {},
        {
          modules: moduleFacts({ folders: [data], environment: {} }),
          modelFiles: modelFileFacts(path => join(data, path)),
        },
      );
      assert.deepEqual(reading.diagnostics, []);
      if (outputs === null || Array.isArray(outputs)) return;
      assert.doesNotMatch(judgeReading({ id: file, group: 'uses', source: code, y: outputs }, reading), /wrong/);
      assert.ok(code.includes(`# ${outputs.dtype} (${outputs.shape.map(size => size ?? 'None').join(', ')})`), code);
    });

  it('says what has to be imported for operations that TensorFlow lacks, and marks them', async () => {
    const reading = await readSavedModel(folderOnDisk(join(data, 'modules/words')));
    assert.ok('facts' in reading);
    const facts = { ...reading.facts, ops: { ...reading.facts.ops, CaseFoldUTF8: 1 }, customOps: ['CaseFoldUTF8'] };
    const { ops, uses } = savedModelView(facts, 'words', new Map());
    assert.deepEqual(
      ops.filter(({ isCustom }) => isCustom),
      [{ name: 'CaseFoldUTF8', count: 1, isCustom: true }],
    );
    assert.match(uses[0]?.programs[0]?.code ?? '', /^# Import the package of CaseFoldUTF8 first/);
  });

  it('says why there is none', async () => {
    const { uses } = await viewOf('model-files/class.keras');
    assert.deepEqual(uses[0]?.programs, []);
    assert.match(uses[0]?.missing?.english ?? '', /class \{0\} of a program/);
  });
});

describe('what the page of a module shows', () => {
  it('a SavedModel with signatures', async () => {
    const { format, writer, calls, weights, ops, parameters } = await viewOf('modules/elmo-like');
    assert.deepEqual([format, writer, parameters], ['tf2', 'TensorFlow 2.21.0', 1_024_004]);
    assert.deepEqual(
      calls.map(({ kind, name }) => [kind, name]),
      [
        ['signature', 'default'],
        ['signature', 'serving_default'],
        ['signature', 'tokens'],
      ],
    );
    assert.deepEqual(calls[2]?.takes[1], {
      name: 'tokens',
      dtype: 'string',
      axes: [
        { size: null, name: 'batch' },
        { size: null, name: null },
      ],
    });
    assert.deepEqual(
      weights.find(({ name }) => name === 'w'),
      {
        name: 'w',
        dtype: 'float32',
        shape: [2000, 512],
        parameters: 1_024_000,
        bytes: 4_096_000,
      },
    );
    assert.deepEqual(ops[0], { name: 'Const', count: 82, isCustom: false });
  });

  it('the call of an object, with its defaults, and images axis by axis', async () => {
    const { calls } = await viewOf('modules/pictures');
    const [call] = calls;
    assert.deepEqual([call?.kind, call?.name], ['call', 'module(images, training=False)']);
    assert.deepEqual(
      call?.takes[0]?.axes?.map(({ name }) => name),
      ['batch', 'height', 'width', 'channels'],
    );
    assert.deepEqual(
      call?.gives?.map(({ name, dtype }) => [name, dtype]),
      [['result', 'float32']],
    );
  });

  it('a model of Keras layer by layer', async () => {
    const { layers, calls, parameters, format, model } = await viewOf('model-files/sequential.keras');
    assert.deepEqual([format, model], ['keras', 'Sequential']);
    assert.deepEqual(layers.map(({ class: className, output }) => [className, output]).slice(0, 2), [
      ['Dense', 'float32 (batch, 4)'],
      ['BatchNormalization', 'float32 (batch, 4)'],
    ]);
    assert.equal(
      layers.reduce((sum, layer) => sum + (layer.parameters ?? 0), 0),
      parameters,
    );
    assert.deepEqual(
      calls[0]?.gives?.map(({ dtype }) => dtype),
      ['float32'],
    );
  });

  it('a model of several inputs names them as Python does', async () => {
    const { calls } = await viewOf('model-files/two-inputs.keras');
    assert.deepEqual(
      calls[0]?.takes.map(({ name }) => name),
      ['inputs[0]', 'inputs[1]'],
    );
  });

  it('weights alone', async () => {
    const { format, layers, weights, calls } = await viewOf('model-files/sequential.weights.h5');
    assert.equal(format, 'keras-weights');
    assert.ok(layers.length > 0 && weights.length > 0);
    assert.deepEqual(calls, []);
  });

  it('the same from contents that the editor sends', async () => {
    const parser = await testParser();
    const folder = join(data, 'modules/words');
    const contents = Object.fromEntries(
      ['saved_model.pb', 'variables/variables.index'].map(path => [path, new Uint8Array(readFileSync(join(folder, path)))]),
    );
    const reading = await readModule({ folder, file: 'saved_model.pb', spelling: 'modules/words', contents }, undefined, parser);
    assert.deepEqual(reading, { view: await viewOf('modules/words') });
  });

  it('what cannot be read is a sentence', async () => {
    const parser = await testParser();
    const read = (file: string, contents: { [path: string]: Uint8Array }) =>
      readModule({ folder: '/', file, spelling: file, contents }, undefined, parser);
    assert.deepEqual(await read('saved_model.pb', {}), { problem: 'There is no saved_model.pb in it.' });
    assert.deepEqual(await read('a.keras', { 'a.keras': new Uint8Array() }), { problem: 'The file is empty.' });
    assert.deepEqual(await read('a.h5', {}), { problem: 'The file is not there any more.' });
  });
});
