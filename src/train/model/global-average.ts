import * as tf from '@tensorflow/tfjs-core';
import * as tfjs from '@tensorflow/tfjs-layers';

/** keras.layers.GlobalAveragePooling1D: the mean of the steps that a mask lets through; that of tfjs takes the mean of all. */
class GlobalAveragePooling1D extends tfjs.layers.Layer {
  static readonly className = 'KerasGlobalAveragePooling1D';

  constructor({ name }: { name: string }) {
    super({ name });
    this.supportsMasking = true;
  }

  override computeOutputShape(inputShape: tfjs.Shape | tfjs.Shape[]): tfjs.Shape {
    const [batch, , channels] = inputShape as tfjs.Shape;
    return [batch, channels];
  }

  /** Steps are gone, and the mask with them. */
  override computeMask(): tf.Tensor {
    return null as unknown as tf.Tensor;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], { mask }: { mask?: tf.Tensor | tf.Tensor[] }): tf.Tensor {
    return tf.tidy(() => {
      const [x] = [inputs].flat();
      const [given] = [mask].flat();
      if (!given) return tf.mean(x, 1);
      const steps = tf.expandDims(tf.cast(given, 'float32'), 2);
      return tf.div(tf.sum(tf.mul(x, steps), 1), tf.sum(steps, 1));
    });
  }
}
tf.serialization.registerClass(
  GlobalAveragePooling1D as unknown as tf.serialization.SerializableConstructor<tf.serialization.Serializable>,
);

export const globalAveragePooling1d = (config: { name: string }): tfjs.layers.Layer => new GlobalAveragePooling1D(config);
