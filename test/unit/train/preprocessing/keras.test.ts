import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { allocateAny, type ElementType, NdArray } from '../../../../src/train/input/array';
import { preprocessorClassOf } from '../../../../src/train/preprocessing/make-preprocessor';
import type { Preprocessor, PreprocessorConfig } from '../../../../src/train/preprocessing/preprocessor';
import { inProject } from '../../../root';

interface Written {
  dtype: ElementType;
  shape: number[];
  values: (number | string)[];
}
interface Case {
  class: string;
  config: PreprocessorConfig;
  adapted?: Written[];
  inputs: Written[];
  output: Written;
  vocabularySize?: number;
}

const arrayOf = ({ dtype, shape, values }: Written): NdArray => {
  const data = allocateAny(dtype, values.length);
  values.forEach((value, i) => {
    data[i] = typeof value === 'string' ? Buffer.from(value) : value;
  });
  return new NdArray(dtype, shape, data);
};

function layerOf({ class: name, config, adapted }: Case): Preprocessor {
  const found = preprocessorClassOf({ class: name, name, config, site: { path: 'main.py', line: 1, column: 1 } });
  if (adapted === undefined) return found.make(config);
  const learner = found.learn?.(config);
  assert(learner, `${name} learns`);
  for (const batch of adapted) learner.update(arrayOf(batch));
  return learner.finish();
}

/** What Keras 3 gave, in functions of tf.data (test/python/preprocessing.py). */
const cases: Case[] = JSON.parse(readFileSync(inProject('test/data/train/preprocessing.json'), 'utf8'));

describe('layers that prepare values give what Keras gives', () => {
  cases.forEach((one, place) => {
    it(`${place} ${one.class} ${JSON.stringify(one.config)}${one.adapted ? ' after adapt' : ''}`, () => {
      const layer = layerOf(one);
      const result = layer.run(one.inputs.map(arrayOf));
      assert(result instanceof NdArray);
      assert.deepEqual({ dtype: result.dtype, shape: result.shape }, { dtype: one.output.dtype, shape: one.output.shape });
      assert.equal(layer.vocabularySize, one.vocabularySize);
      const wrong = one.output.values.flatMap((value, i) =>
        Math.abs(Number(result.data[i]) - Number(value)) > 2e-5 * Math.max(1, Math.abs(Number(value))) ? [[i, result.data[i], value]] : [],
      );
      assert.deepEqual(wrong, []);
    });
  });
});
