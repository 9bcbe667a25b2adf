import * as tf from '@tensorflow/tfjs-core';
import { type ElementType, NdArray, type NumberArray } from './input/array';
import type { Leaf } from './input/elements';

/** The values of a tensor; of texts their bytes, which `dataSync` would decode. */
export function arrayFrom(tensor: tf.Tensor): NdArray {
  const values = tensor.dtype === 'string' ? tf.backend().readSync(tensor.dataId) : tensor.dataSync();
  return new NdArray(tensor.dtype as ElementType, tensor.shape, values as unknown as NumberArray);
}

/** tfjs computes with two types of numbers. */
export function tensorFrom(leaf: Leaf): tf.Tensor {
  if (!(leaf instanceof NdArray)) throw new Error('only dense tensors can go through a model');
  const { dtype, shape, data } = leaf;
  if (Array.isArray(data)) return tf.tensor(data, shape, 'string');
  return dtype === 'float32' ? tf.tensor(data, shape, 'float32') : tf.tensor(Int32Array.from(data), shape, 'int32');
}
