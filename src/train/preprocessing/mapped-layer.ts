import * as tf from '@tensorflow/tfjs-core';
import type { LayerPlan, ModelPlan } from '../../plan/plan';
import { allocate, type ElementType, NdArray, numbersOf, RaggedArray } from '../input/array';
import { type Op, type StepValue, toArray } from '../input/mapped-function';
import { buildModel } from '../model/build-model';
import { arrayFrom, tensorFrom } from '../tensor-arrays';
import { makePreprocessor } from './make-preprocessor';
import type { Tensors } from './preprocessor';

const listOf = (value: StepValue): StepValue[] => (Array.isArray(value) ? (value as StepValue[]) : [value]);

/** A layer that prepares values, in a function of a pipeline. */
const preprocess: Op = ({ op, literal, operand, adapted }) => {
  const layer = makePreprocessor(literal('layer') as unknown as LayerPlan, adapted);
  const read = operand('inputs');
  return frame =>
    layer.run(listOf(read(frame)).map((value): Tensors => (value instanceof RaggedArray ? value : toArray(value, op)))) as StepValue;
};

/** Another layer or a model without weights, in a function of a pipeline. */
const call: Op = ({ op, literal, operand, dtype, random, adapted }) => {
  const model = buildModel(literal('model') as unknown as ModelPlan, () => Math.floor(random() * 2 ** 31), adapted);
  const training = literal('training') === true;
  const unbatched = literal('unbatched') === true;
  const gives = dtype('dtype');
  const read = operand('inputs');
  return frame => {
    const arrays = listOf(read(frame)).map(value => toArray(value, op));
    const result = tf.tidy(() => {
      const tensors = arrays.map((array, place) => {
        const tensor = tf.cast(tensorFrom(array), model.inputs[place].dtype);
        return unbatched ? tf.expandDims(tensor, 0) : tensor;
      });
      const [{ tensor }] = model.apply(tensors, training);
      return unbatched ? tf.squeeze(tensor, [0]) : tf.clone(tensor);
    });
    const array = arrayFrom(result);
    result.dispose();
    return as(array, gives);
  };
};

function as(array: NdArray, dtype: ElementType): NdArray {
  if (dtype === 'string' || array.dtype === dtype) return array;
  const numbers = numbersOf(array, 'a layer');
  const data = allocate(dtype, numbers.length);
  data.set(numbers);
  return new NdArray(dtype, array.shape, data);
}

export const mappedLayerOps = { 'keras.preprocess': preprocess, 'keras.call': call } as const satisfies { [op: string]: Op };
