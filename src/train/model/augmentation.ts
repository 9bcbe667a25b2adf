import * as tf from '@tensorflow/tfjs-core';
import * as tfjs from '@tensorflow/tfjs-layers';
import { mixSeeds } from '../random';

type Layer = tfjs.layers.Layer;
type Config = { readonly [name: string]: unknown };
type Fill = 'constant' | 'reflect' | 'wrap' | 'nearest';

/** Random numbers between two, one for each image: [batch]. */
type Draw = (low: number, high: number) => tf.Tensor1D;
/** What a layer does to images in training: [batch, height, width, channels]. */
type Change = (images: tf.Tensor4D, config: Config, draw: Draw) => tf.Tensor;

/** A layer of Keras's that changes images at random in training and hands them on otherwise. Its numbers follow from the seed of the run. */
function augmentation(className: string, change: Change): (config: Config) => Layer {
  class Augmentation extends tfjs.layers.Layer {
    static readonly className = className;
    private calls = 0;

    constructor(private readonly config: Config) {
      super({ name: config.name as string });
    }

    override call(inputs: tf.Tensor | tf.Tensor[], { training }: { training?: boolean }): tf.Tensor {
      return tf.tidy(() => {
        const images = tf.cast([inputs].flat()[0], 'float32') as tf.Tensor4D;
        if (training !== true) return images;
        const { seed } = this.config;
        let drawn = 0;
        const call = ++this.calls;
        return change(images, this.config, (low, high) => {
          const own = typeof seed === 'number' ? mixSeeds(seed, call, ++drawn) : undefined;
          return tf.randomUniform([images.shape[0]], low, high, 'float32', own) as tf.Tensor1D;
        });
      });
    }

    override computeOutputShape(inputs: tfjs.Shape | tfjs.Shape[]): tfjs.Shape | tfjs.Shape[] {
      return inputs;
    }
  }
  return config => new Augmentation(config);
}

/** Two ends: a number stands for both sides of zero. */
const range = (factor: unknown): [number, number] =>
  Array.isArray(factor) ? [Number(factor[0]), Number(factor[1])] : [-Number(factor), Number(factor)];

const perImage = (values: tf.Tensor1D): tf.Tensor => tf.reshape(values, [-1, 1, 1, 1]);

/** Images moved as their rows of eight numbers say, as in tf.raw_ops.ImageProjectiveTransformV3. */
function moved(
  images: tf.Tensor4D,
  rows: (tf.Tensor1D | number)[],
  { fillMode = 'reflect', interpolation = 'bilinear', fillValue = 0 }: Config,
): tf.Tensor {
  const [batch] = images.shape;
  const columns = [...rows, 0, 0].map(value => (typeof value === 'number' ? tf.fill([batch], value) : value));
  const transforms = tf.split<tf.Tensor2D>(tf.stack(columns, 1) as tf.Tensor2D, batch);
  // One by one: the kernels that are not TensorFlow's own move the first image of a batch only.
  const results = tf
    .split<tf.Tensor4D>(images, batch)
    .map((one, i) => tf.image.transform(one, transforms[i], interpolation as 'bilinear', fillMode as Fill, Number(fillValue)));
  return tf.concat(results, 0);
}

const clipped = (x: tf.Tensor, { valueRange = [0, 255] }: Config): tf.Tensor => {
  const [low, high] = (valueRange as number[]).toSorted((a, b) => a - b);
  return tf.clipByValue(x, low, high);
};

export const randomFlip = augmentation('KerasRandomFlip', (images, { mode = 'horizontal_and_vertical' }, draw) => {
  const flipped = (x: tf.Tensor, axis: number): tf.Tensor => tf.where(tf.lessEqual(perImage(draw(0, 1)), 0.5), tf.reverse(x, axis), x);
  const across = String(mode).startsWith('horizontal') ? flipped(images, 2) : images;
  return String(mode).endsWith('vertical') ? flipped(across, 1) : across;
});

export const randomRotation = augmentation('KerasRandomRotation', (images, config, draw) => {
  const [, height, width] = images.shape;
  const [x, y] = [(width - 1) / 2, (height - 1) / 2];
  const [low, high] = range(config.factor);
  const angle = draw(low * 2 * Math.PI, high * 2 * Math.PI);
  const [cos, sin] = [tf.cos(angle), tf.sin(angle)];
  const acrossOffset = tf.add(tf.sub(x, tf.mul(cos, x)), tf.mul(sin, y)) as tf.Tensor1D;
  const downOffset = tf.sub(tf.sub(y, tf.mul(sin, x)), tf.mul(cos, y)) as tf.Tensor1D;
  return moved(images, [cos, tf.neg(sin), acrossOffset, sin, cos, downOffset], config);
});

export const randomZoom = augmentation('KerasRandomZoom', (images, config, draw) => {
  const [, height, width] = images.shape;
  const zoom = (factor: unknown): tf.Tensor1D => {
    const [low, high] = range(factor);
    return draw(1 + low, 1 + high);
  };
  const down = zoom(config.heightFactor);
  const across = config.widthFactor === undefined ? down : zoom(config.widthFactor);
  const offset = (scale: tf.Tensor1D, size: number): tf.Tensor1D => tf.mul((size - 1) / 2, tf.sub(1, scale)) as tf.Tensor1D;
  return moved(images, [across, 0, offset(across, width), 0, down, offset(down, height)], config);
});

export const randomTranslation = augmentation('KerasRandomTranslation', (images, config, draw) => {
  const [, height, width] = images.shape;
  const shift = (factor: unknown, size: number): tf.Tensor1D => {
    const [low, high] = range(factor);
    return tf.mul(draw(low, high), -size) as tf.Tensor1D;
  };
  const down = shift(config.heightFactor, height);
  return moved(images, [1, 0, shift(config.widthFactor, width), 0, 1, down], config);
});

export const randomContrast = augmentation('KerasRandomContrast', (images, config, draw) => {
  // One factor is that of both sides, which Keras takes off and adds.
  const [low, high] = Array.isArray(config.factor) ? range(config.factor) : [Number(config.factor), Number(config.factor)];
  const mean = tf.mean(images, [1, 2], true);
  return clipped(tf.add(tf.mul(tf.sub(images, mean), perImage(draw(1 - low, 1 + high))), mean), config);
});

export const randomBrightness = augmentation('KerasRandomBrightness', (images, config, draw) => {
  const [low, high] = range(config.factor);
  const [from, to] = (config.valueRange as number[] | undefined)?.toSorted((a, b) => a - b) ?? [0, 255];
  return clipped(tf.add(images, perImage(tf.mul(draw(low, high), to - from) as tf.Tensor1D)), config);
});
