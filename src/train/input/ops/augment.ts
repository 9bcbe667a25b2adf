import type { OpName } from '../../../plan/support/ops';
import type { Random } from '../../random';
import { allocate, isFloatElement, NdArray, type NumberType, numbersOf } from '../array';
import { padArray } from '../batching';
import type { Binding, Op } from '../mapped-function';
import { mapNumbers } from './elementwise';
import { convertImage, type ResizeMethod, resized, resizeMethod } from './image';
import { cast, integersOf, transposeArray } from './shape';
import { subscriptArray } from './subscript';

/** Crops, flips and changes of light. What is random draws from the run's seed: of TensorFlow's distribution, not its numbers. */

const range = (from: number, size: number) => ({ slice: [from, from + size, null] as [number, number, null] });

/** A box of an image, or of a tensor of any rank. Throws where it reaches beyond. */
function box(array: NdArray, from: readonly number[], size: readonly number[], what: string): NdArray {
  const fits = size.every((length, axis) => from[axis] >= 0 && from[axis] + length <= (array.shape[axis] ?? 0));
  if (!fits) throw new Error(`${what}: a box of ${size.join(' × ')} does not fit into ${array.shape.join(' × ')}`);
  return subscriptArray(
    array,
    size.map((length, axis) => range(from[axis], length)),
  );
}

const reversed = (image: NdArray, axis: 0 | 1): NdArray => {
  const all = { slice: [null, null, null] as [null, null, null] };
  const back = { slice: [null, null, -1] as [null, null, number] };
  return subscriptArray(image, axis === 0 ? [back] : [all, back]);
};

/** An op of one image, from what the program writes. */
export const imageOp =
  (prepare: (binding: Binding) => (image: NdArray) => NdArray): Op =>
  binding => {
    const read = binding.array('image');
    const change = prepare(binding);
    return frame => change(read(frame));
  };

export const literalNumber = ({ literal }: Binding, name: string, fallback?: number): number => Number(literal(name, fallback));
export const drawnBetween = (random: Random, low: number, high: number): number => low + (high - low) * random();

/** Back to the image's own dtype; what is beyond its range becomes its end. */
function saturated(image: NdArray, dtype: NumberType): NdArray {
  if (isFloatElement(dtype)) return cast(image, dtype);
  const most = { uint8: 255, int8: 127, uint16: 65535, int16: 32767 }[dtype as string];
  if (most === undefined) return convertImage(image, dtype);
  const least = dtype.startsWith('u') ? 0 : -most - 1;
  const scaled = mapNumbers(image, 'an image', 'same', value => Math.min(Math.max(value * (most + 0.5), least), most));
  return cast(scaled, dtype);
}

/** Computes on [0, 1] in float32, whatever the image's dtype. */
export const onFloats = (image: NdArray, change: (floats: NdArray) => NdArray): NdArray =>
  saturated(change(convertImage(image, 'float32')), image.dtype as NumberType);

const brighter = (image: NdArray, delta: number): NdArray =>
  onFloats(image, floats => mapNumbers(floats, 'an image', 'same', value => value + delta));

/** Further from, or nearer to, the mean of each channel. */
const contrasted = (image: NdArray, factor: number): NdArray =>
  onFloats(image, floats => {
    const values = numbersOf(floats, 'an image');
    const channels = floats.shape.at(-1) ?? 1;
    const means = new Float64Array(channels);
    for (let i = 0; i < values.length; i++) means[i % channels] += values[i] / (values.length / channels);
    const data = allocate('float32', values.length);
    for (let i = 0; i < data.length; i++) data[i] = (values[i] - means[i % channels]) * factor + means[i % channels];
    return new NdArray('float32', floats.shape, data);
  });

/** Mean 0 and deviation 1, which is not smaller than that of one pixel among all. */
function standardized(image: NdArray): NdArray {
  const values = Float64Array.from(numbersOf(image, 'tf.image.per_image_standardization'));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const deviation = Math.max(Math.sqrt(variance), 1 / Math.sqrt(values.length));
  return new NdArray(
    'float32',
    image.shape,
    Float32Array.from(values, value => (value - mean) / deviation),
  );
}

/** Zeros around an image, so that it begins at `from` in one of `height` × `width`. */
function padded(image: NdArray, from: readonly [number, number], height: number, width: number): NdArray {
  const [rows, columns, ...rest] = image.shape;
  // Zeros come behind each axis, so those in front are made by turning it around.
  const turned = reversed(reversed(image, 0), 1);
  const front = reversed(reversed(padArray(turned, [rows + from[0], columns + from[1], ...rest], 0), 0), 1);
  return padArray(front, [height, width, ...rest], 0);
}

/** Cut around the centre where the image is larger, zeros around it where it is smaller. */
function cropOrPad(image: NdArray, height: number, width: number): NdArray {
  const [rows, columns] = image.shape;
  const kept = [Math.min(height, rows), Math.min(width, columns)];
  const from = [Math.max(0, Math.floor((rows - height) / 2)), Math.max(0, Math.floor((columns - width) / 2))];
  const cropped = box(image, from, kept, 'tf.image.resize_with_crop_or_pad');
  const before = [Math.max(0, Math.floor((height - rows) / 2)), Math.max(0, Math.floor((width - columns) / 2))] as const;
  return padded(cropped, before, height, width);
}

/** As large as fits without another aspect, in the middle of zeros. Sizes are float32, as TensorFlow computes them. */
function resizedWithPad(image: NdArray, height: number, width: number, method: ResizeMethod): NdArray {
  const [rows, columns] = image.shape;
  const ratio = Math.max(Math.fround(rows / height), Math.fround(columns / width));
  const [tall, wide] = [Math.fround(rows / ratio), Math.fround(columns / ratio)];
  const from = [Math.floor((height - tall) / 2), Math.floor((width - wide) / 2)].map(place => Math.max(0, place)) as [number, number];
  return padded(resized(image, Math.floor(tall), Math.floor(wide), method, 'tf.image.resize_with_pad'), from, height, width);
}

const randomFlip = (axis: 0 | 1): Op =>
  imageOp(
    ({ random }) =>
      image =>
        random() < 0.5 ? reversed(image, axis) : image,
  );

export const augmentOps = {
  'tf.image.flip_left_right': imageOp(() => image => reversed(image, 1)),
  'tf.image.flip_up_down': imageOp(() => image => reversed(image, 0)),
  'tf.image.random_flip_left_right': randomFlip(1),
  'tf.image.random_flip_up_down': randomFlip(0),
  'tf.image.rot90': imageOp(binding => {
    const turns = ((literalNumber(binding, 'k', 1) % 4) + 4) % 4;
    const turned = (image: NdArray): NdArray => transposeArray(reversed(image, 1), [1, 0, 2]);
    return image => Array.from({ length: turns }).reduce<NdArray>(turned, image);
  }),
  'tf.image.adjust_brightness': imageOp(binding => {
    const delta = literalNumber(binding, 'delta');
    return image => brighter(image, delta);
  }),
  'tf.image.random_brightness': imageOp(binding => {
    const most = literalNumber(binding, 'max_delta');
    return image => brighter(image, drawnBetween(binding.random, -most, most));
  }),
  'tf.image.adjust_contrast': binding => {
    const read = binding.array('images');
    const factor = literalNumber(binding, 'contrast_factor');
    return frame => contrasted(read(frame), factor);
  },
  'tf.image.random_contrast': imageOp(binding => {
    const [lower, upper] = [literalNumber(binding, 'lower'), literalNumber(binding, 'upper')];
    return image => contrasted(image, drawnBetween(binding.random, lower, upper));
  }),
  'tf.image.per_image_standardization': imageOp(() => standardized),
  'tf.image.central_crop': imageOp(binding => {
    const fraction = literalNumber(binding, 'central_fraction');
    return image => {
      const from = image.shape.slice(0, 2).map(length => Math.trunc((length - length * fraction) / 2));
      const size = from.map((start, axis) => image.shape[axis] - 2 * start);
      return box(image, from, size, binding.op);
    };
  }),
  'tf.image.crop_to_bounding_box': imageOp(binding => {
    const from = [literalNumber(binding, 'offset_height'), literalNumber(binding, 'offset_width')];
    const size = [literalNumber(binding, 'target_height'), literalNumber(binding, 'target_width')];
    return image => box(image, from, size, binding.op);
  }),
  'tf.image.resize_with_crop_or_pad': imageOp(binding => {
    const [height, width] = [literalNumber(binding, 'target_height'), literalNumber(binding, 'target_width')];
    return image => cropOrPad(image, height, width);
  }),
  'tf.image.resize_with_pad': imageOp(binding => {
    const [height, width] = [literalNumber(binding, 'target_height'), literalNumber(binding, 'target_width')];
    const method = resizeMethod(binding);
    return image => resizedWithPad(image, height, width, method);
  }),
  'tf.image.pad_to_bounding_box': imageOp(binding => {
    const from = [literalNumber(binding, 'offset_height'), literalNumber(binding, 'offset_width')] as const;
    const [height, width] = [literalNumber(binding, 'target_height'), literalNumber(binding, 'target_width')];
    return image => {
      const [rows, columns] = image.shape;
      if (from[0] + rows > height || from[1] + columns > width)
        throw new Error(`${binding.op}: an image of ${rows} × ${columns} at ${from.join(', ')} does not fit into ${height} × ${width}`);
      return padded(image, from, height, width);
    };
  }),
  'tf.image.random_crop': binding => {
    const read = binding.array('value');
    const readSize = binding.operand('size');
    return frame => {
      const value = read(frame);
      const size = integersOf(readSize(frame), binding.op);
      const from = size.map((length, axis) => Math.floor(binding.random() * ((value.shape[axis] ?? 0) - length + 1)));
      return box(value, from, size, binding.op);
    };
  },
  'tf.random.uniform': binding => {
    const readShape = binding.operand('shape');
    const dtype = binding.dtype('dtype', 'float32') as NumberType;
    const low = literalNumber(binding, 'minval', 0);
    const high = binding.given('maxval') ? literalNumber(binding, 'maxval') : 1;
    const whole = !isFloatElement(dtype);
    return frame => {
      const shape = integersOf(readShape(frame), binding.op);
      const data = allocate(
        dtype,
        shape.reduce((size, length) => size * length, 1),
      );
      for (let i = 0; i < data.length; i++) {
        const drawn = drawnBetween(binding.random, low, high);
        data[i] = whole ? Math.floor(drawn) : drawn;
      }
      return new NdArray(dtype, shape, data);
    };
  },
} as const satisfies { readonly [op in OpName]?: Op };
