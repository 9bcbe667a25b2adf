import * as tf from '@tensorflow/tfjs-core';
import { NdArray } from '../input/array';
import type { Preprocessor } from '../preprocessing/preprocessor';
import { arrayFrom, tensorFrom } from '../tensor-arrays';
import { ModelValue, type NodeValue, tensorsOf } from './model-value';

/** The call of a layer that prepares values in a model: no gradient goes through it. */
export function runPreprocessor(preprocessor: Preprocessor, inputs: NodeValue): ModelValue {
  const result = preprocessor.run(tensorsOf(inputs).map(({ tensor }) => arrayFrom(tensor)));
  if (!(result instanceof NdArray)) throw new Error('a model takes dense tensors only');
  const tensor = tensorFrom(result);
  return new ModelValue(preprocessor.givesIds ? tensor : tf.cast(tensor, 'float32'));
}
