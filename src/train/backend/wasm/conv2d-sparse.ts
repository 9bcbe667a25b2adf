import * as tf from '@tensorflow/tfjs-core';
import type { Adapter } from './adapter';
import { type ConvInfo, mapTaps, padInput, tapInput } from './patches';

/** The backend gives zeros, without a word, where a stride is larger than the filter is long: a 1x1 convolution with stride 2, for one. */
const skipsInput = (info: ConvInfo): boolean => info.strideHeight > info.filterHeight || info.strideWidth > info.filterWidth;

function infoOf(inputs: tf.NamedTensorInfoMap, attrs: tf.NamedAttrMap | undefined): ConvInfo {
  const { x, filter } = inputs as { x: tf.Tensor4D; filter: tf.Tensor4D };
  const { strides, pad, dilations, dimRoundingMode } = attrs as unknown as tf.Conv2DAttrs;
  return tf.backend_util.computeConv2DInfo(x.shape, filter.shape, strides, dilations, pad, dimRoundingMode);
}

/** Conv2D as one matrix product for every tap of the filter. */
function convolveByTaps(inputs: tf.NamedTensorInfoMap, info: ConvInfo): tf.Tensor4D {
  const { x, filter } = inputs as { x: tf.Tensor4D; filter: tf.Tensor4D };
  const places = info.batchSize * info.outHeight * info.outWidth;
  const padded = padInput(x, info);
  const taps = mapTaps(info, (row, column) => {
    const weights = tf.reshape(tf.slice(filter, [row, column, 0, 0], [1, 1, -1, -1]), [info.inChannels, info.outChannels]);
    return tf.matMul(tf.reshape(tapInput(padded, info, row, column), [places, info.inChannels]), weights);
  });
  return tf.reshape(tf.addN(taps), info.outShape);
}

const activations: { [name: string]: (x: tf.Tensor, inputs: tf.NamedTensorInfoMap, alpha: number) => tf.Tensor } = {
  linear: x => x,
  relu: x => tf.relu(x),
  relu6: x => tf.relu6(x),
  elu: x => tf.elu(x),
  sigmoid: x => tf.sigmoid(x),
  leakyrelu: (x, _inputs, alpha) => tf.leakyRelu(x, alpha),
  prelu: (x, inputs) => tf.prelu(x, inputs.preluActivationWeights as tf.Tensor),
};

/** Conv2D, with the case that the backend gets wrong done by taps. */
export const conv2dAdapter: Adapter = {
  kernelName: tf.Conv2D,
  adapt: original => params => {
    const info = infoOf(params.inputs, params.attrs);
    return skipsInput(info) ? tf.tidy(() => convolveByTaps(params.inputs, info)) : original(params);
  },
};

/** Conv2D with bias and activation in one; the same case as for `conv2dAdapter`. */
export const fusedConv2dAdapter: Adapter = {
  kernelName: tf.FusedConv2D,
  adapt: original => params => {
    const info = infoOf(params.inputs, params.attrs);
    if (!skipsInput(info)) return original(params);
    const { activation, leakyreluAlpha } = params.attrs as unknown as tf.FusedConv2DAttrs;
    const { bias } = params.inputs as { bias?: tf.Tensor };
    return tf.tidy(() => {
      const sums = convolveByTaps(params.inputs, info);
      const activate = activations[activation];
      if (!activate) throw new Error(`the WebAssembly engine does not know the activation "${activation}" of a convolution`);
      return activate(bias ? tf.add(sums, bias) : sums, params.inputs, leakyreluAlpha ?? 0.2);
    });
  },
};
