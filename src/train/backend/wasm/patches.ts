import * as tf from '@tensorflow/tfjs-core';

/** The part of tfjs-core's Conv2DInfo that the composed kernels read. */
export type ConvInfo = tf.backend_util.Conv2DInfo;

/** `x` with its padding made explicit, so that every tap of the filter reads inside it. */
export function padInput(x: tf.Tensor4D, info: ConvInfo): tf.Tensor4D {
  const { top, bottom, left, right } = info.padInfo;
  // A stride may leave the last rows unread, and "same" padding may fall short of the last tap by rounding: pad to what the taps reach.
  const reach = reachOf(info);
  const below = Math.max(bottom, reach.height - info.inHeight - top);
  const after = Math.max(right, reach.width - info.inWidth - left);
  return top + below + left + after === 0
    ? x
    : tf.pad4d(x, [
        [0, 0],
        [top, below],
        [left, after],
        [0, 0],
      ]);
}

/** How far the taps reach into the padded input. */
export const reachOf = (info: ConvInfo): { height: number; width: number } => ({
  height: (info.outHeight - 1) * info.strideHeight + (info.filterHeight - 1) * info.dilationHeight + 1,
  width: (info.outWidth - 1) * info.strideWidth + (info.filterWidth - 1) * info.dilationWidth + 1,
});

/** What the tap (row, column) of the filter reads at every place of the output: [batch, outHeight, outWidth, channels]. */
export function tapInput(padded: tf.Tensor4D, info: ConvInfo, row: number, column: number): tf.Tensor4D {
  const { outHeight, outWidth, strideHeight, strideWidth, batchSize, inChannels } = info;
  const top = row * info.dilationHeight;
  const left = column * info.dilationWidth;
  const height = (outHeight - 1) * strideHeight + 1;
  const width = (outWidth - 1) * strideWidth + 1;
  const window = tf.slice(padded, [0, top, left, 0], [batchSize, height, width, inChannels]);
  if (strideHeight === 1 && strideWidth === 1) return window;
  return tf.stridedSlice(window, [0, 0, 0, 0], [batchSize, height, width, inChannels], [1, strideHeight, strideWidth, 1]) as tf.Tensor4D;
}

/** Calls `each` for every tap of the filter, row by row. */
export function mapTaps<T>(info: ConvInfo, each: (row: number, column: number) => T): T[] {
  return Array.from({ length: info.filterHeight * info.filterWidth }, (_, tap) =>
    each(Math.floor(tap / info.filterWidth), tap % info.filterWidth),
  );
}

/** Puts `step - 1` zeros after every element along an axis. */
export function spread<T extends tf.Tensor>(x: T, axis: number, step: number): T {
  if (step === 1) return x;
  const shape = [...x.shape];
  const widened = tf.expandDims(x, axis + 1);
  const zeros = tf.zeros([...shape.slice(0, axis + 1), step - 1, ...shape.slice(axis + 1)]);
  shape[axis] = shape[axis] * step;
  return tf.reshape(tf.concat([widened, zeros], axis + 1), shape) as T;
}

/**
 * The reverse of `tapInput`, summed over all taps: what `tapGradient` gives for a tap at every place of the output ([batch, outHeight, outWidth,
 * channels]) is added to the places of the input that the tap read.
 */
export function scatterTaps(info: ConvInfo, tapGradient: (row: number, column: number) => tf.Tensor4D): tf.Tensor4D {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, strideHeight, strideWidth } = info;
  const { top, left } = info.padInfo;
  const height = Math.max(reachOf(info).height + strideHeight - 1, top + inHeight);
  const width = Math.max(reachOf(info).width + strideWidth - 1, left + inWidth);
  const taps = mapTaps(info, (row, column) => {
    const above = row * info.dilationHeight;
    const before = column * info.dilationWidth;
    return tf.pad4d(spread(spread(tapGradient(row, column), 1, strideHeight), 2, strideWidth), [
      [0, 0],
      [above, height - above - outHeight * strideHeight],
      [before, width - before - outWidth * strideWidth],
      [0, 0],
    ]);
  });
  return tf.slice(tf.addN(taps), [0, top, left, 0], [batchSize, inHeight, inWidth, inChannels]);
}
