import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm/dist/backend_wasm';
import * as tf from '@tensorflow/tfjs-core';

/** Sums the rows of `x` that share a segment id (the gradient of a gather, so of Embedding), straight on the WebAssembly heap. Negative ids are left out. */
export const unsortedSegmentSum: tf.KernelConfig = {
  kernelName: tf.UnsortedSegmentSum,
  backendName: 'wasm',
  kernelFunc({ inputs, attrs, backend }) {
    const { x, segmentIds } = inputs as { x: tf.TensorInfo; segmentIds: tf.TensorInfo };
    const { numSegments } = attrs as unknown as tf.UnsortedSegmentSumAttrs;
    const wasm = backend as BackendWasm;
    const count = tf.util.sizeFromShape(segmentIds.shape);
    const output = wasm.makeOutput([numSegments, ...x.shape.slice(segmentIds.shape.length)], x.dtype);
    const width = tf.util.sizeFromShape(output.shape) / Math.max(1, numSegments);
    // The heap may have moved when the output was made, so views are taken after it.
    const values = wasm.typedArrayFromHeap(x);
    const ids = wasm.typedArrayFromHeap(segmentIds);
    const sums = wasm.typedArrayFromHeap(output);
    sums.fill(0);
    for (let row = 0; row < count; row++) {
      const segment = ids[row];
      if (segment < 0 || segment >= numSegments) continue;
      const from = row * width;
      const to = segment * width;
      for (let i = 0; i < width; i++) sums[to + i] = sums[to + i] + values[from + i];
    }
    return output;
  },
};
