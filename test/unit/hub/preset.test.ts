import * as assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { presetFacts } from '../../../src/check/host/node-preset-facts';
import { presetFolder } from '../../../src/hub/node-preset';
import { backboneClasses, backboneTypes, presetOf } from '../../../src/hub/preset';

describe('the folder of a preset', () => {
  const here = mkdtempSync(join(tmpdir(), 'presets-'));
  after(() => rmSync(here, { recursive: true, force: true }));
  const write = (path: string, text = '{}'): void => {
    mkdirSync(dirname(join(here, path)), { recursive: true });
    writeFileSync(join(here, path), text);
  };
  const kaggle = 'kaggle/models/keras/bert/keras/bert_tiny_en';
  for (const version of ['2', '10', 'notes']) write(`${kaggle}/${version}/config.json`);
  write(`${kaggle}/11/other.json`);
  write('own/config.json');
  const hugging = 'hugging/hub/models--keras--bert';
  write(`${hugging}/refs/main`, 'abc123\n');
  write(`${hugging}/snapshots/abc123/config.json`);
  write('hugging/hub/models--keras--bad/refs/main', '../..');

  const places = { folders: [here], environment: { KAGGLEHUB_CACHE: join(here, 'kaggle'), HF_HOME: join(here, 'hugging') } };
  const cases: readonly [preset: string, folder: string | undefined][] = [
    ['own', 'own'],
    ['./own', 'own'],
    ['bert_tiny_en', `${kaggle}/10`],
    ['kaggle://keras/bert/keras/bert_tiny_en', `${kaggle}/10`],
    ['kaggle://keras/bert/keras/bert_tiny_en/2', `${kaggle}/2`],
    ['kaggle://keras/bert/keras/bert_tiny_en/11', undefined],
    ['kaggle://keras/bert/keras', undefined],
    ['kaggle://../../../own', undefined],
    ['hf://keras/bert', `${hugging}/snapshots/abc123`],
    ['hf://keras/bad', undefined],
    ['hf://keras/none', undefined],
    ['hf://keras/..', undefined],
    ['gs://bucket/own', undefined],
    ['bert_huge_en', undefined],
    ['', undefined],
  ];
  for (const [preset, folder] of cases)
    it(`"${preset}" is ${folder}`, () => assert.equal(presetFolder(preset, places), folder && join(here, folder)));

  it('is read anew when its config.json has changed', () => {
    const facts = presetFacts(places);
    const config = (size: number) => ({ registered_name: 'x', class_name: 'BertBackbone', config: { hidden_dim: size } });
    assert.equal(facts('own'), undefined);
    for (const size of [4, 512]) {
      write('own/config.json', JSON.stringify(config(size)));
      assert.deepEqual(facts('own'), { className: 'BertBackbone', folder: join(here, 'own'), config: { hidden_dim: size } });
    }
  });
});

describe('the config.json of a preset', () => {
  const unread = [
    '',
    'null',
    '[]',
    '{}',
    '{"model_type": "bert"}',
    '{"registered_name": "x", "class_name": "Y", "config": []}',
    '{"class_name": 1}',
  ];
  for (const text of unread) it(`${text || 'an empty one'} is none`, () => assert.equal(presetOf(text, '/'), undefined));

  const open: readonly [name: string, className: string, config: { [parameter: string]: unknown }][] = [
    ['a class of a program', 'OwnBackbone', { hidden_dim: 4 }],
    ['a name of every object', 'constructor', { hidden_dim: 4 }],
    ['a size that is missing', 'BertBackbone', {}],
    ['a size that is a text', 'BertBackbone', { hidden_dim: '4' }],
    ['a size that is no whole number', 'BertBackbone', { hidden_dim: 4.5 }],
    ['an encoder of images', 'Qwen3_5Backbone', { hidden_dim: 4, vision_encoder: {} }],
    ['channels in front', 'ViTBackbone', { hidden_dim: 4, image_shape: [3, 32, 32], data_format: 'channels_first' }],
    ['images of no shape', 'ViTBackbone', { hidden_dim: 4, image_shape: 32 }],
  ];
  for (const [name, className, config] of open)
    it(`says nothing of shapes with ${name}`, () => assert.equal(backboneTypes({ className, config }), undefined));

  it('says what each known class takes and gives', () => {
    const config = { hidden_dim: 4, vocabulary_size: 9, num_mels: 80, image_shape: [32, 32, 3] };
    for (const className of backboneClasses()) assert.ok(backboneTypes({ className, config }), className);
  });
});
