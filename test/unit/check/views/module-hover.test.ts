import * as assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { createChecker } from '../../../../src/check/host/checker';
import { diskFiles } from '../../../../src/check/host/node-disk';
import type { Hover } from '../../../../src/protocol/checking';
import { inProject } from '../../../root';
import { testParser } from '../../python/parser';

const data = inProject('test/data');
const HEAD = 'import pathlib, keras, tensorflow as tf, tensorflow_hub as hub\n';

/** The hover at the place "|" of a program that is started in test/data; `folder` null: nothing on disk is looked at. */
async function hoverIn(marked: string, folder: string | null = data, modules = {}): Promise<Hover | undefined> {
  const path = resolve(data, 'program.py');
  const text = HEAD + marked.replace('|', '');
  const checker = createChecker(await testParser(), diskFiles());
  await checker.check({
    path,
    folder,
    modules,
    cells: [{ path, text, raises: false }],
    levels: {},
    inlays: 'off',
    keras: '2',
  });
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  return checker.hover({ program: path, path, line: before.length + 1, column: (before.at(-1) ?? '').length + 1 });
}

const PICTURES = {
  name: 'pictures',
  format: 'tf2',
  calls:
    'module(images: float32 (None, None, None, 3), training: bool ())\n  → float32 (None, 12)\nsignatures["serving_default"](images: float32 (None, None, None, 3), training: bool ())\n  → output_0: float32 (None, 12)',
  parameters: 900,
  trainable: 900,
  place: resolve(data, 'modules/pictures'),
  download: null,
};

/** Programs with the place of the pointer, and the name of the module that is shown there. */
const places: readonly [source: string, module: string | undefined][] = [
  ['m = hub.KerasLayer("modules/pic|tures")', 'pictures'],
  ['m = hub.load("modules/pic|tures")', 'pictures'],
  ['HANDLE = "modules/pictures|"', 'pictures'],
  ['HANDLE = "modules/pictures"\nm = hub.load(|HANDLE)', 'pictures'],
  ['ALL = {"small": "modules/pictures"}\nm = hub.load(ALL["small"|])', 'pictures'],
  ['def name(part):\n    return f"modules/{part}"\nm = hub.load(name("pictures")|)', 'pictures'],
  ['for h in ["modules/pictures"]:\n    m = hub.load(|h)', 'pictures'],
  ['m = hub.load(pathlib.Path("modules") |/ "pictures")', 'pictures'],
  ['m = hub.KerasLayer("modules/pictures")\nn = |m', 'pictures'],
  ['m = keras.models.load_model("model-files/sequen|tial-keras2.h5")', 'sequential-keras2.h5'],
  ['m = keras.models.load_model("model-files/exp|orted")', 'exported'],
  ['c = keras.callbacks.ModelCheckpoint("model-files/sequential.ker|as")', 'sequential.keras'],
  ['m.load_weights("model-files/sequential.weights|.h5")', 'sequential.weights.h5'],
  ['m = hub.KerasLayer("https://tfhub.dev/google/el|mo/3")', 'google/elmo/3'],
  ['m = hub.KerasLayer("https://example.org/mod|ule/1")', undefined],
  ['m = keras.models.load_model("model-files/mis|sing.keras")', undefined],
  ['d = keras.layers.Dense(4, activation="re|lu")', undefined],
  ['text = "|"', undefined],
  [`text = "|${'modules/'.repeat(100)}"`, undefined],
];

describe('the hover over a module', () => {
  for (const [marked, name] of places)
    it(`${marked.slice(0, 100).replaceAll('\n', ' ⏎ ')} is ${name}`, async () => {
      assert.equal((await hoverIn(marked))?.module?.name, name);
    });

  it('says what it takes and gives, its parameters, how large it is and where it lies', async () => {
    const { bytes, ...module } = (await hoverIn('m = hub.load("modules/pic|tures")'))?.module ?? {};
    assert.deepEqual(module, PICTURES);
    assert.equal(bytes, 18_798);
  });

  it('writes signatures that take and give the same out once', async () => {
    const module = (await hoverIn('m = hub.load("modules/elmo|-like")'))?.module;
    assert.equal(module?.calls.split('\n')[6], 'signatures["serving_default"](…)  # as signatures["default"]');
  });

  it('takes the folder that the setting names for a handle', async () => {
    const handle = 'https://tfhub.dev/some/pictures/1';
    const hover = await hoverIn(`m = hub.load("|${handle}")`, data, { [handle]: 'modules/pictures' });
    assert.deepEqual([hover?.module?.name, hover?.module?.place], ['some/pictures/1', PICTURES.place]);
  });

  /** Numbers in `trainable_weights` and all weights, as Keras counts them. */
  const models: readonly [file: string, trainable: number | null, parameters: number][] = [
    ['two-inputs-keras2.keras', 573, 573],
    ['sequential-keras2.h5', 54, 62],
    ['class.keras', null, 46],
  ];
  for (const [file, trainable, parameters] of models)
    it(`knows how much of ${file} is trained`, async () => {
      const module = (await hoverIn(`m = keras.models.load_model("model-files/|${file}")`))?.module;
      assert.deepEqual([module?.trainable, module?.parameters], [trainable, parameters]);
    });

  it('names the inputs and outputs of a model as Python does', async () => {
    const module = (await hoverIn('m = keras.models.load_model("model-files/two-inputs-ker|as2.keras")'))?.module;
    assert.equal(
      module?.calls,
      'model(inputs[0]: int32 (None, None), inputs[1]: float32 (None, 3))\n  → outputs[0]: float32 (None, 3)\n  → outputs[1]: float32 (None, 1)',
    );
  });

  it('says of a preset of KerasHub what its backbone takes and gives', async () => {
    const module = (await hoverIn('import keras_hub\nb = keras_hub.models.BertBackbone.from_preset("presets/be|rt")'))?.module;
    assert.equal(module?.name, 'bert · BertBackbone');
    assert.equal(
      module?.calls,
      'model(token_ids: int32 (None, None), segment_ids: int32 (None, None), padding_mask: int32 (None, None))\n  → sequence_output: float32 (None, None, 12)\n  → pooled_output: float32 (None, 12)',
    );
  });

  it('has only the catalogue where nothing on disk is looked at', async () => {
    const listed = (await hoverIn('m = hub.load("|https://tfhub.dev/google/nnlm-en-dim50/2")', null))?.module;
    assert.deepEqual(listed, {
      name: 'google/nnlm-en-dim50/2',
      format: 'tf2',
      calls: 'module(input: string (None,))\n  → float32 (None, 50)',
      parameters: null,
      trainable: null,
      bytes: null,
      place: null,
      download: 'https://tfhub.dev/google/nnlm-en-dim50/2',
    });
    assert.equal((await hoverIn('m = hub.load("|modules/pictures")', null))?.module, undefined);
  });

  it('says that the TF1 Hub format cannot be trained', async () => {
    const module = (await hoverIn('m = hub.load("|https://tfhub.dev/google/elmo/3")', null))?.module;
    assert.deepEqual([module?.format, module?.trainable], ['tf1-hub', 0]);
    assert.match(module?.calls ?? '', /^signatures\["default"\]\(strings: string \(None,\)\)\n {2}→ default: float32 \(None, 1024\)/);
  });
});
