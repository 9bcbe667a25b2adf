import * as tf from '@tensorflow/tfjs-core';
import * as tfjs from '@tensorflow/tfjs-layers';

type Layer = tfjs.layers.Layer;
/** Keras's fuzz factor. */
const EPSILON = 1e-7;
type Initializer = ReturnType<typeof tfjs.initializers.zeros>;
type Regularizer = ReturnType<typeof tfjs.regularizers.l2>;

interface NormalizationConfig {
  name: string;
  trainable?: boolean;
  axis?: number | number[];
  epsilon?: number;
  center?: boolean;
  scale?: boolean;
  betaInitializer?: Initializer;
  gammaInitializer?: Initializer;
  betaRegularizer?: Regularizer;
  gammaRegularizer?: Regularizer;
}

interface BatchConfig extends NormalizationConfig {
  momentum?: number;
  movingMeanInitializer?: Initializer;
  movingVarianceInitializer?: Initializer;
}

/** Normalizes, then scales and shifts where there is something to do so with. */
function normalize(x: tf.Tensor, mean: tf.Tensor, variance: tf.Tensor, epsilon: number, gamma?: tf.Tensor, beta?: tf.Tensor): tf.Tensor {
  const normal = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, epsilon)));
  const scaled = gamma ? tf.mul(normal, gamma) : normal;
  return beta ? tf.add(scaled, beta) : scaled;
}

/** Mean and variance of what a mask of all axes but the last lets through; Keras adds its fuzz factor to the count. */
function maskedMoments(x: tf.Tensor, mask: tf.Tensor, axes: number[]): { mean: tf.Tensor; variance: tf.Tensor } {
  const share = tf.mul(tf.cast(tf.expandDims(mask, -1), 'float32'), tf.onesLike(x));
  const count = tf.add(tf.sum(share, axes, true), EPSILON);
  const mean = tf.div(tf.sum(tf.mul(x, share), axes, true), count);
  const variance = tf.div(tf.sum(tf.mul(tf.square(tf.sub(x, mean)), share), axes, true), count);
  return { mean: tf.squeeze(mean, axes), variance: tf.squeeze(variance, axes) };
}

const axisOf = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

/**
 * keras.layers.BatchNormalization. The one of tfjs corrects the variance that it keeps by the number of samples, which Keras does not, and fails without
 * `scale`.
 */
class BatchNormalization extends tfjs.layers.Layer {
  static readonly className = 'KerasBatchNormalization';
  private gamma: tfjs.LayerVariable | undefined;
  private beta: tfjs.LayerVariable | undefined;
  private movingMean: tfjs.LayerVariable | undefined;
  private movingVariance: tfjs.LayerVariable | undefined;

  constructor(private readonly settings: BatchConfig) {
    super({ name: settings.name, trainable: settings.trainable });
  }

  override build(inputShape: tfjs.Shape | tfjs.Shape[]): void {
    const { axis = -1, scale = true, center = true, gammaInitializer, betaInitializer, gammaRegularizer, betaRegularizer } = this.settings;
    const { movingMeanInitializer, movingVarianceInitializer } = this.settings;
    const shape = inputShape as tfjs.Shape;
    const size = [shape[axisOf(Number(axis), shape.length)]];
    const { zeros, ones } = tfjs.initializers;
    if (scale) this.gamma = this.addWeight('gamma', size, 'float32', gammaInitializer ?? ones(), gammaRegularizer);
    if (center) this.beta = this.addWeight('beta', size, 'float32', betaInitializer ?? zeros(), betaRegularizer);
    this.movingMean = this.addWeight('moving_mean', size, 'float32', movingMeanInitializer ?? zeros(), undefined, false);
    this.movingVariance = this.addWeight('moving_variance', size, 'float32', movingVarianceInitializer ?? ones(), undefined, false);
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean; mask?: tf.Tensor }): tf.Tensor {
    return tf.tidy(() => {
      const x = [inputs].flat()[0];
      const { axis = -1, epsilon = 1e-3 } = this.settings;
      const own = axisOf(Number(axis), x.rank);
      const along = x.shape.map((dimension, i) => (i === own ? dimension : 1));
      const spread = (weight: tfjs.LayerVariable | undefined): tf.Tensor | undefined => weight && tf.reshape(weight.read(), along);
      const moving = [this.movingMean, this.movingVariance] as [tfjs.LayerVariable, tfjs.LayerVariable];
      // A frozen layer keeps to its moving averages in training too.
      const [mean, variance] =
        kwargs.training === true && this.trainable ? this.batchMoments(x, kwargs.mask, own, moving) : moving.map(weight => weight.read());
      return normalize(x, tf.reshape(mean, along), tf.reshape(variance, along), epsilon, spread(this.gamma), spread(this.beta));
    });
  }

  /** Mean and variance of a batch; the moving averages take them in. */
  private batchMoments(
    x: tf.Tensor,
    mask: tf.Tensor | undefined,
    own: number,
    [movingMean, movingVariance]: [tfjs.LayerVariable, tfjs.LayerVariable],
  ): tf.Tensor[] {
    const { momentum = 0.99 } = this.settings;
    const others = x.shape.flatMap((_, i) => (i === own ? [] : [i]));
    const { mean, variance } = mask ? maskedMoments(x, mask, others) : tf.moments(x, others);
    const blend = (old: tf.Tensor, fresh: tf.Tensor): tf.Tensor => tf.add(tf.mul(old, momentum), tf.mul(fresh, 1 - momentum));
    movingMean.write(blend(movingMean.read(), mean));
    movingVariance.write(blend(movingVariance.read(), variance));
    return [mean, variance];
  }
}

/** keras.layers.LayerNormalization. The one of tfjs fails without `center` or `scale`. */
class LayerNormalization extends tfjs.layers.Layer {
  static readonly className = 'KerasLayerNormalization';
  private gamma: tfjs.LayerVariable | undefined;
  private beta: tfjs.LayerVariable | undefined;

  constructor(private readonly settings: NormalizationConfig) {
    super({ name: settings.name, trainable: settings.trainable });
  }

  private axes(rank: number): number[] {
    return [this.settings.axis ?? -1].flat().map(axis => axisOf(axis, rank));
  }

  override build(inputShape: tfjs.Shape | tfjs.Shape[]): void {
    const { scale = true, center = true, gammaInitializer, betaInitializer, gammaRegularizer, betaRegularizer } = this.settings;
    const shape = inputShape as tfjs.Shape;
    const size = this.axes(shape.length).map(axis => shape[axis]);
    if (scale) this.gamma = this.addWeight('gamma', size, 'float32', gammaInitializer ?? tfjs.initializers.ones(), gammaRegularizer);
    if (center) this.beta = this.addWeight('beta', size, 'float32', betaInitializer ?? tfjs.initializers.zeros(), betaRegularizer);
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = [inputs].flat()[0];
      const axes = this.axes(x.rank);
      const along = x.shape.map((dimension, i) => (axes.includes(i) ? dimension : 1));
      const spread = (weight: tfjs.LayerVariable | undefined): tf.Tensor | undefined => weight && tf.reshape(weight.read(), along);
      const { mean, variance } = tf.moments(x, axes, true);
      return normalize(x, mean, variance, this.settings.epsilon ?? 1e-3, spread(this.gamma), spread(this.beta));
    });
  }
}

export const batchNormalization = (config: object): Layer => new BatchNormalization(config as BatchConfig);
export const layerNormalization = (config: object): Layer => new LayerNormalization(config as NormalizationConfig);
