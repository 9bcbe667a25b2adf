import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm/dist/backend_wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { Adapter } from './adapter';

/** Steps through an array that is broadcast to `shape`: 0 along an axis where it repeats. */
function broadcastStrides(from: readonly number[], shape: readonly number[]): number[] {
  let stride = 1;
  return shape
    .map((_, axis) => shape.length - 1 - axis)
    .map(axis => {
      const dimension = from[axis - shape.length + from.length] ?? 1;
      const own = dimension === 1 ? 0 : stride;
      stride *= dimension;
      return own;
    })
    .reverse();
}

/**
 * The backend's Equal takes twenty times as long when one side is broadcast, as it is in the gradient of every maximum over an axis (GlobalMaxPooling1D).
 * Here that case is done on the heap, row by row.
 */
export const equalAdapter: Adapter = {
  kernelName: tf.Equal,
  adapt: original => params => {
    const { a, b } = params.inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
    if (tf.util.arraysEqual(a.shape, b.shape) || a.dtype === 'string') return original(params);
    const backend = params.backend as BackendWasm;
    const shape = tf.backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
    const output = backend.makeOutput(shape, 'bool');
    const left = backend.typedArrayFromHeap(a);
    const right = backend.typedArrayFromHeap(b);
    const equal = backend.typedArrayFromHeap(output);
    const stridesA = broadcastStrides(a.shape, shape);
    const stridesB = broadcastStrides(b.shape, shape);
    const last = shape.length - 1;
    const [stepA = 0, stepB = 0, width = 1] = [stridesA[last], stridesB[last], shape[last]];
    for (let row = 0; row < equal.length / Math.max(1, width); row++) {
      let rest = row;
      let atA = 0;
      let atB = 0;
      for (let axis = last - 1; axis >= 0; axis--) {
        const index = rest % shape[axis];
        rest = Math.floor(rest / shape[axis]);
        atA += index * stridesA[axis];
        atB += index * stridesB[axis];
      }
      for (let i = 0; i < width; i++) equal[row * width + i] = left[atA + i * stepA] === right[atB + i * stepB] ? 1 : 0;
    }
    return output;
  },
};
