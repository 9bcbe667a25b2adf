import * as tf from '@tensorflow/tfjs-core';
import type { Json } from '../../../plan/plan';
import { ModelValue, type NodeValue } from '../model-value';

/** An operation on tensors of a model: arguments by the operation's own names. What it gives that is no tensor is a size or a list of them. */
export type ModelOp = (args: { readonly [parameter: string]: NodeValue | undefined }) => tf.Tensor | Json;

/** A tensor; numbers become one of the dtype that the other operand has, if that holds them. */
export function asTensor(operand: NodeValue | undefined, like?: tf.Tensor): tf.Tensor {
  if (operand instanceof ModelValue) return operand.tensor;
  if (operand === undefined || operand === null || typeof operand === 'string') throw new Error('an operation of the model gets no tensor');
  const numbers = operand as number | number[];
  if ([numbers].flat(9).every(value => typeof value === 'boolean')) return tf.tensor(numbers, undefined, 'bool');
  const isWhole = [numbers].flat(9).every(Number.isInteger) && like?.dtype !== 'float32' && like !== undefined;
  return tf.tensor(numbers, undefined, isWhole ? 'int32' : 'float32');
}

/** Both sides of an operator. */
export function pair(a: NodeValue | undefined, b: NodeValue | undefined): [tf.Tensor, tf.Tensor] {
  const like = [a, b].find(side => side instanceof ModelValue)?.tensor;
  return [asTensor(a, like), asTensor(b, like)];
}

export const floats = (x: tf.Tensor): tf.Tensor => (x.dtype === 'float32' ? x : tf.cast(x, 'float32'));

/** Runs what TensorFlow has no gradient for, which tfjs would fail at: nothing flows back through it. */
export function withoutGradient(inputs: readonly tf.Tensor[], run: (...inputs: tf.Tensor[]) => tf.Tensor): tf.Tensor {
  const custom = tf.customGrad((...given: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const tensors = given.slice(0, -1) as tf.Tensor[];
    const shapes = tensors.map(({ shape }) => shape);
    return { value: run(...tensors), gradFunc: () => shapes.map(shape => tf.zeros(shape)) };
  });
  return custom(...inputs);
}

/** A size: written out, or what tf.shape gave. */
export const wholeSize = (operand: NodeValue): number => {
  if (typeof operand === 'number') return operand;
  if (operand instanceof ModelValue) return operand.tensor.dataSync()[0];
  throw new Error('a size of the model is no number');
};

export const sizesOf = (operand: NodeValue | undefined): number[] =>
  Array.isArray(operand) ? operand.map(wholeSize) : [wholeSize(operand ?? null)];

export const reducedAxes = (operand: NodeValue | undefined): number | number[] | undefined =>
  (operand ?? undefined) as number | number[] | undefined;

export const tensorList = (operand: NodeValue | undefined): tf.Tensor[] => {
  const all = Array.isArray(operand) ? operand : [];
  const like = all.find(item => item instanceof ModelValue)?.tensor;
  return all.map(item => asTensor(item, like));
};
