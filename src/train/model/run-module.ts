import * as tf from '@tensorflow/tfjs-core';
import type { ModulePlan } from '../../plan/plan';
import { loadedModule } from '../hub/module';
import { type Element, type ElementType, NdArray, type NumberArray } from '../input/array';
import { isLeaf, type Leaf } from '../input/elements';
import { ModelValue, type NodeValue } from './model-value';

/** The call of a frozen module in a model: no gradient goes through it. */
export function moduleRunner(plan: ModulePlan): (inputs: NodeValue) => NodeValue {
  const run = loadedModule(plan);
  return inputs => nodeValueOf(run(elementOf(inputs)));
}

function elementOf(value: NodeValue): Element {
  if (value instanceof ModelValue) return arrayOf(value.tensor);
  if (Array.isArray(value)) return value.map(elementOf);
  if (value === null || typeof value !== 'object') throw new Error('a module takes tensors only');
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, elementOf(entry)]));
}

/** The values of a tensor; of texts their bytes, which `dataSync` would decode. */
function arrayOf(tensor: tf.Tensor): NdArray {
  const values = tensor.dtype === 'string' ? tf.backend().readSync(tensor.dataId) : tensor.dataSync();
  return new NdArray(tensor.dtype as ElementType, tensor.shape, values as unknown as NumberArray);
}

function nodeValueOf(element: Element): NodeValue {
  if (isLeaf(element)) return new ModelValue(tensorOf(element));
  return Object.fromEntries(Object.entries(element).map(([name, entry]) => [name, nodeValueOf(entry as Element)]));
}

/** tfjs computes with two types of numbers. */
function tensorOf(leaf: Leaf): tf.Tensor {
  if (!(leaf instanceof NdArray)) throw new Error('a module gives dense tensors only');
  const { dtype, shape, data } = leaf;
  if (Array.isArray(data)) return tf.tensor(data, shape, 'string');
  return dtype === 'float32' ? tf.tensor(data, shape, 'float32') : tf.tensor(Int32Array.from(data), shape, 'int32');
}
