import * as tf from '@tensorflow/tfjs-core';
import * as tfjs from '@tensorflow/tfjs-layers';

type Layer = tfjs.layers.Layer;
type Config = Parameters<typeof tfjs.layers.conv1d>[0];

/** The class behind the factory, which tfjs does not export. */
const Conv1dBase = tfjs.layers.conv1d({ filters: 1, kernelSize: 1 }).constructor as new (config: Config) => Layer;

/** keras.layers.Conv1D with padding="causal", which tfjs lacks: steps before the first are zeros, and no output sees what comes after it. */
class CausalConv1D extends Conv1dBase {
  static readonly className = 'KerasCausalConv1D';
  private readonly before: number;

  constructor(config: Config) {
    super({ ...config, padding: 'valid' });
    this.before = Number([config.kernelSize].flat()[0]) - 1;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: object): tf.Tensor | tf.Tensor[] {
    return tf.tidy(() => {
      const [x] = [inputs].flat();
      return super.call(
        tf.pad(x, [
          [0, 0],
          [this.before, 0],
          [0, 0],
        ]),
        kwargs as never,
      );
    });
  }

  override computeOutputShape(inputs: tfjs.Shape | tfjs.Shape[]): tfjs.Shape | tfjs.Shape[] {
    const [batch, length, channels] = inputs as tfjs.Shape;
    return super.computeOutputShape([batch, length === null ? null : length + this.before, channels]);
  }
}

export const conv1d = (config: Config): Layer => (config.padding === 'causal' ? new CausalConv1D(config) : tfjs.layers.conv1d(config));
