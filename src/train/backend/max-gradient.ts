import * as tf from '@tensorflow/tfjs-core';

/** The gradient of a maximum over axes as TensorFlow has it: values that are equally large share it. tfjs gives each of them all of it. */
const sharedGradient: tf.GradConfig = {
  kernelName: tf.Max,
  inputsToSave: ['x'],
  outputsToSave: [true],
  gradFunc: (dy, [x, max], attributes) => {
    const axes = tf.util.parseAxisParam(attributes.reductionIndices as number[], x.shape);
    const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
    return {
      x: () => {
        const isMax = tf.cast(tf.equal(x, tf.reshape(max, kept)), 'float32');
        return tf.mul(isMax, tf.div(tf.reshape(dy as tf.Tensor, kept), tf.sum(isMax, axes, true)));
      },
    };
  },
};

/** Puts TensorFlow's gradients in the place of those that tfjs has otherwise; once is enough, whatever the engine. */
export function installGradients(): void {
  tf.unregisterGradient(tf.Max);
  tf.registerGradient(sharedGradient);
}
