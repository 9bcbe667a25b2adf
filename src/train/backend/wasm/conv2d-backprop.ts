import * as tf from '@tensorflow/tfjs-core';
import { padInput, reachOf, spread } from './patches';

/**
 * Gradient of Conv2D by its filter, as a convolution itself: channels stand for the batch, the batch for the channels, the gradient of the output is
 * the filter, and the strides are its dilations.
 */
export const conv2dBackpropFilter: tf.KernelConfig = {
  kernelName: tf.Conv2DBackpropFilter,
  backendName: 'wasm',
  kernelFunc({ inputs, attrs }) {
    const { x, dy } = inputs as { x: tf.Tensor4D; dy: tf.Tensor4D };
    const { strides, pad, dimRoundingMode, filterShape } = attrs as unknown as tf.Conv2DBackpropFilterAttrs;
    const info = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad, dimRoundingMode);
    return tf.tidy(() => {
      const { height, width } = reachOf(info);
      const read = tf.slice(padInput(x, info), [0, 0, 0, 0], [-1, height, width, -1]);
      const byChannel = tf.transpose(read, [3, 1, 2, 0]) as tf.Tensor4D;
      const gradient = tf.transpose(dy, [1, 2, 0, 3]) as tf.Tensor4D;
      return tf.transpose(tf.conv2d(byChannel, gradient, 1, 'valid', 'NHWC', [info.strideHeight, info.strideWidth]), [1, 2, 0, 3]);
    });
  },
};

/**
 * Gradient of Conv2D by its input, as a convolution of the output's gradient with the filter turned round. The backend has a kernel for it, which takes
 * ten times as long.
 */
export const conv2dBackpropInput: tf.KernelConfig = {
  kernelName: tf.Conv2DBackpropInput,
  backendName: 'wasm',
  kernelFunc({ inputs, attrs }) {
    const { dy, filter } = inputs as { dy: tf.Tensor4D; filter: tf.Tensor4D };
    const { strides, pad, dataFormat, dimRoundingMode, inputShape } = attrs as unknown as tf.Conv2DBackpropInputAttrs;
    if (dataFormat !== 'NHWC') throw new Error(`the WebAssembly engine has no gradient of a convolution in ${dataFormat}`);
    const info = tf.backend_util.computeConv2DInfo(inputShape, filter.shape, strides, 1, pad, dimRoundingMode);
    const { inHeight, inWidth, filterHeight, filterWidth, outHeight, outWidth, strideHeight, strideWidth } = info;
    const { top, left } = info.padInfo;
    return tf.tidy(() => {
      const apart = spread(spread(dy, 1, strideHeight), 2, strideWidth);
      // Rows that no tap read are padded on, so that every row of the input has its place.
      const below = Math.max(filterHeight - 1, top + inHeight - outHeight * strideHeight);
      const after = Math.max(filterWidth - 1, left + inWidth - outWidth * strideWidth);
      const padded = tf.pad4d(apart, [
        [0, 0],
        [filterHeight - 1, below],
        [filterWidth - 1, after],
        [0, 0],
      ]);
      const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]) as tf.Tensor4D;
      return tf.slice(tf.conv2d(padded, turned, 1, 'valid'), [0, top, left, 0], [-1, inHeight, inWidth, -1]);
    });
  },
};
