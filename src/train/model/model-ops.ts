import * as tf from '@tensorflow/tfjs-core';
import type { ModelOpName } from '../../plan/support/ops';
import { ModelValue, type Operand } from './model-value';

/** An operation on tensors of a model; arguments by their names in Python. Masks end at an operation, as in Keras. */
export type ModelOp = (args: { [parameter: string]: Operand }) => tf.Tensor;

const tensorOf = (operand: Operand): tf.Tensor => {
  if (operand instanceof ModelValue) return operand.tensor;
  throw new Error('the plan gives an operation what is no tensor');
};

/** How each operation of plan/support/ops.ts is run in a model. */
export const modelOps: { readonly [op in ModelOpName]: ModelOp } = {
  'operator.add': ({ a, b }) => tf.add(tensorOf(a), tensorOf(b)),
  'operator.mul': ({ a, b }) => tf.mul(tensorOf(a), tensorOf(b)),
  'tf.add': ({ x, y }) => tf.add(tensorOf(x), tensorOf(y)),
  'tf.multiply': ({ x, y }) => tf.mul(tensorOf(x), tensorOf(y)),
};
