import * as tf from '@tensorflow/tfjs-core';
import type { NamedTensor } from '../../runs/safetensors';
import type { BuiltModel } from './build-model';
import type { TrainOptimizer } from './optimizers/optimizers';

/** Prefix of the optimizer's tensors, so that a model's weights can be told from them. */
const OPTIMIZER_PREFIX = 'optimizer/';

const named = (name: string, tensor: tf.Tensor): NamedTensor => ({
  name,
  dtype: tensor.dtype === 'int32' ? 'I32' : 'F32',
  shape: tensor.shape,
  data: tensor.dataSync() as Float32Array | Int32Array,
});

/** A copy of the model's weights. */
export function readWeights(model: BuiltModel): NamedTensor[] {
  return model.weights.map(weight => named(weight.originalName, weight.read()));
}

/** The optimizer's slots and its count of steps. */
export const readOptimizer = (optimizer: TrainOptimizer): NamedTensor[] =>
  optimizer.read().map(tensor => ({ ...tensor, name: `${OPTIMIZER_PREFIX}${tensor.name}` }));

/** Puts weights into a model. Throws when a weight is missing or of another shape, naming it. */
export function writeWeights(model: BuiltModel, tensors: NamedTensor[]): void {
  const byName = new Map(tensors.map(tensor => [tensor.name, tensor]));
  tf.tidy(() => {
    for (const weight of model.weights) {
      const found = byName.get(weight.originalName);
      if (!found) throw new Error(`the saved weights hold no "${weight.originalName}"; they are of another model`);
      weight.write(tf.tensor(found.data, found.shape, 'float32'));
    }
  });
}

/** Puts saved slots back into a fresh optimizer. */
export function writeOptimizer(optimizer: TrainOptimizer, tensors: NamedTensor[]): void {
  const own = tensors.filter(({ name }) => name.startsWith(OPTIMIZER_PREFIX));
  optimizer.write(own.map(tensor => ({ ...tensor, name: tensor.name.slice(OPTIMIZER_PREFIX.length) })));
}
