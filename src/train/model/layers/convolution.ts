import * as tf from '@tensorflow/tfjs-core';
import * as tfjs from '@tensorflow/tfjs-layers';
import { activated, type Layer, type LayerConfig, lastSize, sizesFor, weightedLayer } from './weighted';

type Rank = 1 | 2 | 3;

const convolve: { readonly [rank in Rank]: (x: tf.Tensor, kernel: tf.Tensor, strides: number[], padding: 'valid' | 'same') => tf.Tensor } =
  {
    1: (x, kernel, [stride], padding) => tf.conv1d(x as tf.Tensor3D, kernel as tf.Tensor3D, stride, padding),
    2: (x, kernel, strides, padding) => tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, strides as [number, number], padding),
    3: (x, kernel, strides, padding) => tf.conv3d(x as tf.Tensor5D, kernel as tf.Tensor5D, strides as [number, number, number], padding),
  };

/** Zeros before and after each axis so that the padding is done. */
function paddings(config: LayerConfig, kernel: number[], dilation: number[]): [number, number][] {
  return kernel.map((size, axis) => {
    const total = (size - 1) * dilation[axis];
    if (config.padding === 'causal') return [total, 0];
    return config.padding === 'same' ? [Math.floor(total / 2), total - Math.floor(total / 2)] : [0, 0];
  });
}

/** A convolution whose windows have gaps: as many plain ones as a gap is wide, each over the positions in step with each other. */
function dilated(x: tf.Tensor, dilation: number[], pads: [number, number][], plain: (x: tf.Tensor) => tf.Tensor): tf.Tensor {
  const filled = pads.map(([before, after], axis): [number, number] => {
    const size = x.shape[axis + 1] + before + after;
    return [before, after + ((dilation[axis] - (size % dilation[axis])) % dilation[axis])];
  });
  const crops = filled.map(([, after], axis): [number, number] => [0, after - pads[axis][1]]);
  return tf.batchToSpaceND(plain(tf.spaceToBatchND(x, dilation, filled)), dilation, crops);
}

/** Channels in groups, each with kernels of its own. */
function inGroups(x: tf.Tensor, kernel: tf.Tensor, groups: number, one: (x: tf.Tensor, kernel: tf.Tensor) => tf.Tensor): tf.Tensor {
  if (groups === 1) return one(x, kernel);
  const kernels = tf.split(kernel, groups, -1);
  return tf.concat(
    tf.split(x, groups, -1).map((part, i) => one(part, kernels[i])),
    -1,
  );
}

/** keras.layers.Conv1D, Conv2D and Conv3D with dilation, groups or causal padding, for none of which tfjs has a gradient. */
const general = (rank: Rank): ((config: LayerConfig) => Layer) =>
  weightedLayer({
    className: `KerasConv${rank}D`,
    weights: ([shape], config) => {
      const filters = Number(config.filters);
      return {
        kernel: {
          shape: [...sizesFor(config.kernelSize, rank), lastSize(shape) / Number(config.groups ?? 1), filters],
          initializer: config.kernelInitializer,
          regularizer: config.kernelRegularizer,
        },
        ...(config.useBias !== false && {
          bias: { shape: [filters], initializer: config.biasInitializer, regularizer: config.biasRegularizer },
        }),
      };
    },
    call: ({ inputs: [x], config, weight }) => {
      const dilation = sizesFor(config.dilationRate, rank);
      const strides = sizesFor(config.strides, rank);
      const kernel = weight('kernel') as tf.Tensor;
      const pads = paddings(config, kernel.shape.slice(0, rank), dilation);
      const isDilated = dilation.some(gap => gap > 1);
      const one = (part: tf.Tensor, own: tf.Tensor): tf.Tensor => {
        if (isDilated) return dilated(part, dilation, pads, filled => convolve[rank](filled, own, strides, 'valid'));
        if (config.padding !== 'causal') return convolve[rank](part, own, strides, config.padding === 'same' ? 'same' : 'valid');
        return convolve[rank](tf.pad(part, [[0, 0], ...pads, [0, 0]]), own, strides, 'valid');
      };
      const result = inGroups(x, kernel, Number(config.groups ?? 1), one);
      const bias = weight('bias');
      return activated(bias ? tf.add(result, bias) : result, config.activation);
    },
  });

const isPlain = ({ dilationRate, groups, padding }: LayerConfig): boolean =>
  [dilationRate ?? 1].flat().every(gap => gap === 1) && (groups ?? 1) === 1 && padding !== 'causal';

const convolution = (rank: Rank, plain: (config: never) => Layer): ((config: LayerConfig) => Layer) => {
  const own = general(rank);
  return config => {
    const gaps = [config.dilationRate ?? 1].flat().some(gap => Number(gap) > 1);
    if (gaps && [config.strides ?? 1].flat().some(stride => Number(stride) > 1))
      throw new Error('Keras takes no strides above 1 with a dilation_rate above 1');
    const { groups: _, ...plainConfig } = config;
    return isPlain(config) ? plain(plainConfig as never) : own(config);
  };
};

export const conv1d = convolution(1, tfjs.layers.conv1d);
export const conv2d = convolution(2, tfjs.layers.conv2d);
export const conv3d = convolution(3, tfjs.layers.conv3d);

const biasOf = (config: LayerConfig, size: number) =>
  config.useBias === false ? {} : { bias: { shape: [size], initializer: config.biasInitializer, regularizer: config.biasRegularizer } };

const finished = (
  result: tf.Tensor,
  { config, weight }: { config: LayerConfig; weight(name: string): tf.Tensor | undefined },
): tf.Tensor => {
  const bias = weight('bias');
  return activated(bias ? tf.add(result, bias) : result, config.activation);
};

/** Steps as the columns of an image of one row. */
const asRow = (x: tf.Tensor): tf.Tensor4D => tf.expandDims(x, 1) as tf.Tensor4D;
const asSteps = (x: tf.Tensor): tf.Tensor => tf.squeeze(x, [1]);

export const conv1dTranspose = weightedLayer({
  className: 'KerasConv1DTranspose',
  weights: ([shape], config) => ({
    kernel: {
      shape: [...sizesFor(config.kernelSize, 1), Number(config.filters), lastSize(shape)],
      initializer: config.kernelInitializer,
      regularizer: config.kernelRegularizer,
    },
    ...biasOf(config, Number(config.filters)),
  }),
  call: run => {
    const [x] = run.inputs;
    const { config } = run;
    const kernel = run.weight('kernel') as tf.Tensor;
    const [stride] = sizesFor(config.strides, 1);
    const [size, filters] = kernel.shape;
    const steps = (x.shape[1] as number) * stride + (config.padding === 'same' ? 0 : Math.max(size - stride, 0));
    const padding = config.padding === 'same' ? 'same' : 'valid';
    const result = tf.conv2dTranspose(
      asRow(x),
      tf.expandDims(kernel, 0) as tf.Tensor4D,
      [x.shape[0], 1, steps, filters],
      [1, stride],
      padding,
    );
    return finished(asSteps(result), run);
  },
});

const depthwiseKernel = (shape: (number | null)[], config: LayerConfig) => ({
  depthwise_kernel: {
    shape: [...sizesFor(config.kernelSize, 1), lastSize(shape), Number(config.depthMultiplier ?? 1)],
    initializer: config.depthwiseInitializer,
    regularizer: config.depthwiseRegularizer,
  },
});

function depthwise(x: tf.Tensor, kernel: tf.Tensor, config: LayerConfig): tf.Tensor {
  const [stride] = sizesFor(config.strides, 1);
  const padding = config.padding === 'same' ? 'same' : 'valid';
  return asSteps(tf.depthwiseConv2d(asRow(x), tf.expandDims(kernel, 0) as tf.Tensor4D, [stride, stride], padding));
}

export const depthwiseConv1d = weightedLayer({
  className: 'KerasDepthwiseConv1D',
  weights: ([shape], config) => ({
    ...depthwiseKernel(shape, config),
    ...biasOf(config, lastSize(shape) * Number(config.depthMultiplier ?? 1)),
  }),
  call: run => finished(depthwise(run.inputs[0], run.weight('depthwise_kernel') as tf.Tensor, run.config), run),
});

export const separableConv1d = weightedLayer({
  className: 'KerasSeparableConv1D',
  weights: ([shape], config) => ({
    ...depthwiseKernel(shape, config),
    pointwise_kernel: {
      shape: [1, lastSize(shape) * Number(config.depthMultiplier ?? 1), Number(config.filters)],
      initializer: config.pointwiseInitializer,
      regularizer: config.pointwiseRegularizer,
    },
    ...biasOf(config, Number(config.filters)),
  }),
  call: run => {
    const each = depthwise(run.inputs[0], run.weight('depthwise_kernel') as tf.Tensor, run.config);
    return finished(tf.conv1d(each as tf.Tensor3D, run.weight('pointwise_kernel') as tf.Tensor3D, 1, 'valid'), run);
  },
});
