import * as tf from '@tensorflow/tfjs-core';
import type { Adapter } from './adapter';

function swapLastAxes(x: tf.Tensor): tf.Tensor {
  const axes = x.shape.map((_, axis) => axis);
  return tf.transpose(x, [...axes.slice(0, -2), x.shape.length - 1, x.shape.length - 2]);
}

/**
 * The backend multiplies a transposed matrix by a plain loop, but untransposed ones by XNNPACK: transposing first is four to fifteen times as fast, and
 * every gradient of a Dense layer is such a product.
 */
export const matMulAdapter: Adapter = {
  kernelName: tf.BatchMatMul,
  adapt: original => params => {
    const { a, b } = params.inputs as { a: tf.Tensor; b: tf.Tensor };
    const attrs = params.attrs as unknown as tf.BatchMatMulAttrs;
    if (!attrs.transposeA && !attrs.transposeB) return original(params);
    return tf.tidy(() => {
      const inputs = { a: attrs.transposeA ? swapLastAxes(a) : a, b: attrs.transposeB ? swapLastAxes(b) : b };
      const product = original({ ...params, inputs, attrs: { transposeA: false, transposeB: false } }) as tf.TensorInfo;
      return tf.engine().makeTensorFromTensorInfo(product);
    });
  },
};
