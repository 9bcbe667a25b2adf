import * as tf from '@tensorflow/tfjs-core';
import { mixSeeds } from '../../random';
import { type LayerConfig, weightedLayer } from './weighted';

/** The largest part of an image that has the form of the result, and where it begins. */
function middle(x: tf.Tensor, height: number, width: number): { sizes: [number, number]; start: [number, number] } {
  const [, rows, columns] = x.shape as number[];
  const cropRows = Math.max(Math.min(rows, Math.trunc((columns * height) / width)), 1);
  const cropColumns = Math.max(Math.min(columns, Math.trunc((rows * width) / height)), 1);
  return { sizes: [cropRows, cropColumns], start: [Math.trunc((rows - cropRows) / 2), Math.trunc((columns - cropColumns) / 2)] };
}

const part = (x: tf.Tensor, [top, left]: [number, number], [height, width]: [number, number]): tf.Tensor => {
  const [, rows, columns] = x.shape as number[];
  return tf.slice(x, [0, top, left, 0], [-1, Math.min(height, rows - top), Math.min(width, columns - left), -1]);
};

const resized = (x: tf.Tensor, size: [number, number]): tf.Tensor =>
  x.shape[1] === size[0] && x.shape[2] === size[1] ? x : tf.image.resizeBilinear(x as tf.Tensor4D, size, false, true);

const sizeOf = ({ height, width }: LayerConfig): [number, number] => [Number(height), Number(width)];

/** The middle of each image; of images that are too small, a part of that form made larger. */
export const centerCrop = weightedLayer({
  className: 'KerasCenterCrop',
  weights: () => ({}),
  call: ({ inputs: [x], config }) => {
    const images = tf.cast(x, 'float32');
    const [, rows, columns] = x.shape as number[];
    const [height, width] = sizeOf(config);
    if (rows >= height && columns >= width)
      return part(images, [Math.floor((rows - height) / 2), Math.floor((columns - width) / 2)], [height, width]);
    const { sizes, start } = middle(images, height, width);
    return resized(part(images, start, sizes), [height, width]);
  },
});

/** A part of each image in training, the same of all in a batch; outside of training Keras hands the images on. */
export const randomCrop = weightedLayer({
  className: 'KerasRandomCrop',
  weights: () => ({}),
  call: ({ inputs: [x], config, training, count }) => {
    if (!training) return tf.cast(x, 'float32');
    const images = tf.cast(x, 'float32');
    const [, rows, columns] = x.shape as number[];
    const [height, width] = sizeOf(config);
    const seed = typeof config.seed === 'number' ? mixSeeds(config.seed, count) : undefined;
    const drawn = tf.randomUniform([2], 0, 1, 'float32', seed).dataSync();
    const start: [number, number] =
      rows > height && columns > width
        ? [Math.floor(drawn[0] * (rows - height + 1)), Math.floor(drawn[1] * (columns - width + 1))]
        : middle(images, height, width).start;
    return resized(part(images, start, [height, width]), [height, width]);
  },
});
