import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { readSavedModel } from '../../../../src/hub/saved-model/read';
import { inProject } from '../../../root';
import { folderOf, node, savedModel, signature, type WrittenField, written } from './written';

const whole = readFileSync(inProject('test/data/modules/words-dim128/saved_model.pb'));
const index = readFileSync(inProject('test/data/modules/words-dim128/variables/variables.index'));
const FLOAT32 = 1;
const FLOAT64 = 2;

const nested = (depth: number): WrittenField[] => (depth === 0 ? [[13, 'x']] : [[52, [[1, nested(depth - 1)]]]]);
/** Objects that depend on each other: each on the next one, the last one on the first. */
const circle = (length: number): WrittenField => [
  7,
  Array.from({ length }, (_, at): WrittenField => [1, [[15, [[1, (at + 1) % length]]]]]),
];

describe('a module that cannot be read', () => {
  const problems: { name: string; files: { [path: string]: Uint8Array }; problem: RegExp }[] = [
    { name: 'an empty folder', files: {}, problem: /^There is no saved_model\.pb in it\.$/ },
    { name: 'a model saved as text', files: { 'saved_model.pbtxt': whole }, problem: /saved as text/ },
    { name: 'an empty file', files: { 'saved_model.pb': new Uint8Array(0) }, problem: /cannot be read: it is empty\.$/ },
    {
      name: 'half a file',
      files: { 'saved_model.pb': whole.subarray(0, whole.length / 2) },
      problem: /cut off or corrupted: .* byte 37753/,
    },
    {
      name: 'a page of HTML',
      files: { 'saved_model.pb': Buffer.from('<!doctype html><title>403</title>') },
      problem: /another kind of file|cut off or corrupted/,
    },
    { name: 'a compressed file', files: { 'saved_model.pb': gzipSync(whole) }, problem: /another kind of file|cut off or corrupted/ },
    { name: 'a model without graphs', files: { 'saved_model.pb': written([[1, 1]]) }, problem: /holds no graph/ },
    {
      name: 'structures nested beyond all measure',
      files: {
        'saved_model.pb': savedModel([
          7,
          [
            [
              2,
              [
                [1, 'f'],
                [2, [[3, nested(200)]]],
              ],
            ],
          ],
        ]),
      },
      problem: /nested more than 100 levels deep/,
    },
  ];
  for (const { name, files, problem } of problems)
    it(`${name}: says so in a sentence`, async () => {
      const reading = await readSavedModel(folderOf(files));
      assert.ok('problem' in reading, JSON.stringify(reading));
      assert.match(reading.problem, problem);
    });

  it('is given up in time', async () => {
    const reading = await readSavedModel(folderOf({ 'saved_model.pb': whole }), { milliseconds: -1 });
    assert.deepEqual(reading, { problem: 'saved_model.pb cannot be read: it takes too long to read.', isBroken: false });
  });

  it('may be one that the disk does not give', async () => {
    const reading = await readSavedModel({ open: () => Promise.reject(new Error('EACCES: permission denied')) });
    assert.deepEqual(reading, { problem: 'saved_model.pb cannot be read: EACCES: permission denied.', isBroken: false });
  });
});

describe('a module that is read and of no use', () => {
  const cases: { name: string; model: Uint8Array; problem: RegExp; more?: { [path: string]: Uint8Array } }[] = [
    { name: 'no signature', model: savedModel([2, [node('Const')]]), problem: /no signature and cannot be called/ },
    { name: 'objects in a circle', model: savedModel(signature(FLOAT32), circle(3)), problem: /in a circle \(0 → 1 → 2 → 0\)/ },
    {
      name: 'a circle of 200,000 objects',
      model: savedModel(signature(FLOAT32), circle(200_000)),
      problem: /in a circle \(0 → 1 → .* → 0\)/,
    },
    {
      name: 'an index of variables that is cut off',
      model: savedModel(signature(FLOAT32)),
      more: { 'variables/variables.index': index.subarray(0, 100) },
      problem: /^variables\/variables\.index cannot be read: /,
    },
  ];
  for (const { name, model, problem, more } of cases)
    it(`${name}: says so in a sentence`, async () => {
      const reading = await readSavedModel(folderOf({ 'saved_model.pb': model, ...more }));
      assert.ok('facts' in reading, JSON.stringify(reading));
      assert.equal(reading.facts.problems.length, 1);
      assert.match(reading.facts.problems[0], problem);
    });

  it('is named with the operations that TensorFlow lacks', async () => {
    const library: WrittenField = [
      2,
      [
        [
          1,
          [
            [1, [[1, 'own_function']]],
            [3, [[2, 'RegexSplitWithOffsets']]],
            [3, [[2, 'own_function']]],
          ],
        ],
      ],
    ];
    const model = savedModel([2, [node('Const'), node('CaseFoldUTF8'), node('CaseFoldUTF8'), library]], signature(FLOAT32));
    const reading = await readSavedModel(folderOf({ 'saved_model.pb': model }));
    assert.ok('facts' in reading);
    assert.deepEqual(reading.facts.customOps, ['CaseFoldUTF8', 'RegexSplitWithOffsets']);
    assert.match(reading.facts.notes.join(), /does not have \(CaseFoldUTF8, RegexSplitWithOffsets\)\. .* tensorflow_text/);
    assert.deepEqual(reading.facts.ops, { CaseFoldUTF8: 2, Const: 1, RegexSplitWithOffsets: 1, own_function: 1 });
  });

  it('has dtypes by name, those of TensorFlow alone and references too', async () => {
    for (const [number, dtype] of [
      [FLOAT64, 'float64'],
      [11, 'qint8'],
      [101, 'float32'],
      [99, 'dtype 99'],
    ] as const) {
      const reading = await readSavedModel(folderOf({ 'saved_model.pb': savedModel(signature(number)) }));
      assert.ok('facts' in reading);
      assert.deepEqual(reading.facts.signatures.serving_default.inputs.x, { dtype, shape: [null, 3] });
      assert.deepEqual(
        reading.facts.notes.map(note => /takes float64 \(x\)/.test(note)),
        dtype === 'float64' ? [true] : [],
      );
    }
  });

  it('is of the TF1 Hub format where there is a tfhub_module.pb, and its graph is the one without tags', async () => {
    const model = written([
      [2, [[1, [[4, 'train']]]]],
      [2, [signature(FLOAT32)]],
    ]);
    const reading = await readSavedModel(folderOf({ 'saved_model.pb': model, 'tfhub_module.pb': new Uint8Array([8, 3]) }));
    assert.ok('facts' in reading);
    assert.equal(reading.facts.format, 'tf1-hub');
    assert.deepEqual(reading.facts.graphs, [['train'], []]);
    assert.deepEqual(Object.keys(reading.facts.signatures), ['serving_default']);
  });
});
