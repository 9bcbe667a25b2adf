import * as assert from 'node:assert/strict';
import { typeJson } from '../../../../src/check/views/type-json';
import { reading } from '../../check/reading';

const words = 'vocabulary=["a", "b", "c"]';

/** Layers on a batch of three texts or ids, with the shape of what they give. */
const shapes: readonly [layer: string, shape: readonly (number | null)[] | null, input?: string][] = [
  [`StringLookup(${words})`, [null, 3]],
  [`StringLookup(${words}, output_mode="multi_hot")`, [null, 4]],
  [`StringLookup(${words}, output_mode="multi_hot", num_oov_indices=2)`, [null, 5]],
  ['StringLookup(output_mode="multi_hot")', [null, null]],
  ['StringLookup(max_tokens=10, output_mode="multi_hot")', [null, null]],
  ['StringLookup(max_tokens=10, pad_to_max_tokens=True, output_mode="multi_hot")', [null, 10]],
  ['StringLookup(pad_to_max_tokens=True, output_mode="count")', [null, null]],
  ['IntegerLookup(vocabulary=[7, 8], output_mode="multi_hot")', [null, 3], 'dtype="int64"'],
  ['IntegerLookup(max_tokens=5, pad_to_max_tokens=True, output_mode="multi_hot")', [null, 5], 'dtype="int64"'],
  ['CategoryEncoding(num_tokens=6, output_mode="multi_hot")', [null, 6], 'dtype="int64"'],
  ['Hashing(num_bins=9, output_mode="multi_hot")', [null, 9]],
];

/** Arguments that Keras refuses, and their neighbours that it takes. */
const refusals: readonly [layer: string, isRefused: boolean][] = [
  ['StringLookup(max_tokens=1)', true],
  ['StringLookup(max_tokens=0)', true],
  ['StringLookup(max_tokens=2)', false],
  ['StringLookup(max_tokens=None)', false],
  ['IntegerLookup(max_tokens=1)', true],
  ['IntegerLookup(max_tokens=2)', false],
  ['TextVectorization(max_tokens=1)', true],
  ['TextVectorization(max_tokens=2)', false],
  ['CategoryEncoding(num_tokens=0)', true],
  ['CategoryEncoding(num_tokens=1)', false],
  ['StringLookup(output_mode="other")', true],
  ['Hashing(num_bins=0)', true],
];

describe('layers of categories', () => {
  for (const [layer, shape, dtype = 'dtype="string"'] of shapes)
    it(`${layer} gives ${JSON.stringify(shape)}`, async () => {
      const { assignments, diagnostics } = await reading(`y = layers.${layer}(keras.Input((3,), ${dtype}))\n`);
      assert.deepEqual(diagnostics, []);
      const type = assignments[0] && typeJson(assignments[0].value);
      assert.deepEqual(type && 'shape' in type && type.shape, shape);
    });

  for (const [layer, isRefused] of refusals)
    it(`${layer} is ${isRefused ? 'refused' : 'taken'}`, async () => {
      const { diagnostics } = await reading(`layer = layers.${layer}\n`);
      assert.equal(diagnostics.length, isRefused ? 1 : 0);
    });
});
