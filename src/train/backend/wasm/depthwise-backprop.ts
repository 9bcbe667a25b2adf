import * as tf from '@tensorflow/tfjs-core';
import { type ConvInfo, mapTaps, padInput, scatterTaps, tapInput } from './patches';

/** [batch, outHeight, outWidth, channels * multiplier] → [places, channels, multiplier]. */
function splitChannels(dy: tf.Tensor, info: ConvInfo): tf.Tensor3D {
  const places = info.batchSize * info.outHeight * info.outWidth;
  return tf.reshape(dy, [places, info.inChannels, info.outChannels / info.inChannels]);
}

/** Gradient of DepthwiseConv2dNative by its filter [height, width, channels, multiplier]. */
export const depthwiseBackpropFilter: tf.KernelConfig = {
  kernelName: tf.DepthwiseConv2dNativeBackpropFilter,
  backendName: 'wasm',
  kernelFunc({ inputs, attrs }) {
    const { x, dy } = inputs as { x: tf.Tensor4D; dy: tf.Tensor4D };
    const { strides, dilations, pad, dimRoundingMode, filterShape } = attrs as unknown as tf.DepthwiseConv2dNativeBackpropFilterAttrs;
    const info = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, dilations, pad, dimRoundingMode, true);
    return tf.tidy(() => {
      const padded = padInput(x, info);
      const gradient = splitChannels(dy, info);
      const places = gradient.shape[0];
      const taps = mapTaps(info, (row, column) => {
        const read = tf.reshape(tapInput(padded, info, row, column), [places, info.inChannels, 1]);
        return tf.sum(tf.mul(read, gradient), 0);
      });
      return tf.reshape(tf.stack(taps), filterShape);
    });
  },
};

/** Gradient of DepthwiseConv2dNative by its input: every tap hands the output's gradient back to the place that it read. */
export const depthwiseBackpropInput: tf.KernelConfig = {
  kernelName: tf.DepthwiseConv2dNativeBackpropInput,
  backendName: 'wasm',
  kernelFunc({ inputs, attrs }) {
    const { dy, filter } = inputs as { dy: tf.Tensor4D; filter: tf.Tensor4D };
    const { strides, dilations, pad, dimRoundingMode, inputShape } = attrs as unknown as tf.DepthwiseConv2dNativeBackpropInputAttrs;
    const info = tf.backend_util.computeConv2DInfo(inputShape, filter.shape, strides, dilations, pad, dimRoundingMode, true);
    const { batchSize, outHeight, outWidth, inChannels } = info;
    return tf.tidy(() => {
      const gradient = splitChannels(dy, info);
      return scatterTaps(info, (row, column) => {
        const weights = tf.reshape(tf.slice(filter, [row, column, 0, 0], [1, 1, -1, -1]), [1, inChannels, -1]);
        return tf.reshape(tf.sum(tf.mul(gradient, weights), 2), [batchSize, outHeight, outWidth, inChannels]);
      });
    });
  },
};
