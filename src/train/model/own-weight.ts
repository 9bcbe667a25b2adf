import * as tf from '@tensorflow/tfjs-core';
import { LayerVariable } from '@tensorflow/tfjs-layers';
import type { Json, WeightPlan } from '../../plan/plan';
import { conversions, type SeedSource } from './config';

interface Initializer {
  apply(shape: number[], dtype?: tf.DataType): tf.Tensor;
}
interface Regularizer {
  apply(x: tf.Tensor): tf.Scalar;
}

/** A weight that a layer of the program made itself, and what its regularizer adds to the loss. */
export interface OwnWeight {
  readonly variable: LayerVariable;
  losses(): tf.Scalar[];
}

const made = <T>(convert: (value: Json, nextSeed: SeedSource) => unknown, value: Json, nextSeed: SeedSource): T =>
  convert(value, nextSeed) as T;

export function makeWeight({ name, shape, initializer, regularizer, trainable }: WeightPlan, nextSeed: SeedSource): OwnWeight {
  const first = tf.tidy(() => made<Initializer>(conversions.initializer, initializer, nextSeed).apply(shape, 'float32'));
  const variable = new LayerVariable(first, 'float32', name, trainable);
  first.dispose();
  const rule = regularizer === undefined ? undefined : made<Regularizer>(conversions.regularizer, regularizer, nextSeed);
  return { variable, losses: () => (rule === undefined ? [] : [rule.apply(variable.read())]) };
}
