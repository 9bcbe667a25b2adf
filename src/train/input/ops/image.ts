import type * as tf from '@tensorflow/tfjs-core';
import { formatSizes } from '../../../common/sizes';
import { plainName, readObject } from '../../../plan/support/names';
import type { OpName } from '../../../plan/support/ops';
import { allocate, isFloatElement, NdArray, type NumberArray, type NumberType, numbersOf, stringsOf } from '../array';
import type { Binding, Op } from '../mapped-function';
import { mapNumbers } from './elementwise';
import { cast, checkedAxis, concatArrays, integersOf } from './shape';

/** Largest value of an integer dtype that images use. */
const maxima: { [dtype: string]: number } = {
  uint8: 255,
  int8: 127,
  uint16: 65535,
  int16: 32767,
  int32: 2147483647,
  uint32: 4294967295,
  int64: 2 ** 63,
};

/** tf.image.convert_image_dtype: integers stand for [0, 1] (see its page for the half-open scale of float to integer). */
export function convertImage(image: NdArray, dtype: NumberType): NdArray {
  if (image.dtype === dtype) return image;
  const from = maxima[image.dtype];
  const to = maxima[dtype];
  if (isFloatElement(image.dtype) && isFloatElement(dtype)) return cast(image, dtype);
  if (from !== undefined && isFloatElement(dtype))
    return mapNumbers(cast(image, dtype), 'tf.image.convert_image_dtype', 'same', value => value / from);
  if (isFloatElement(image.dtype) && to !== undefined) {
    return cast(
      mapNumbers(image, 'tf.image.convert_image_dtype', 'same', value => value * (to + 0.5)),
      dtype,
    );
  }
  // Between integers the range is scaled by whole numbers, as TensorFlow does it.
  if (from !== undefined && to !== undefined) {
    const scale = from > to ? Math.floor((from + 1) / (to + 1)) : Math.floor((to + 1) / (from + 1));
    const change = from > to ? (value: number) => Math.floor(value / scale) : (value: number) => value * scale;
    return cast(mapNumbers(cast(image, 'float64'), 'tf.image.convert_image_dtype', 'same', change), dtype);
  }
  throw new Error(`tf.image.convert_image_dtype takes no image of dtype ${image.dtype}`);
}

/** Rows, columns and channels of a resize: places and weights along one axis, half-pixel centres. */
function bilinearTaps(from: number, to: number): { low: Int32Array; high: Int32Array; weight: Float32Array } {
  const low = new Int32Array(to);
  const high = new Int32Array(to);
  const weight = new Float32Array(to);
  for (let i = 0; i < to; i++) {
    const center = Math.max(0, ((i + 0.5) * from) / to - 0.5);
    low[i] = Math.min(Math.floor(center), from - 1);
    high[i] = Math.min(low[i] + 1, from - 1);
    weight[i] = center - Math.floor(center);
  }
  return { low, high, weight };
}

/** tf.image.resize with method bilinear: float32 out. */
function resizeBilinear(
  source: NumberArray,
  height: number,
  width: number,
  channels: number,
  newHeight: number,
  newWidth: number,
): NumberArray {
  const rows = bilinearTaps(height, newHeight);
  const columns = bilinearTaps(width, newWidth);
  const out = new Float32Array(newHeight * newWidth * channels);
  const at = (y: number, x: number, c: number): number => source[(y * width + x) * channels + c] as number;
  let place = 0;
  for (let y = 0; y < newHeight; y++) {
    const [top, bottom, down] = [rows.low[y], rows.high[y], rows.weight[y]] as [number, number, number];
    for (let x = 0; x < newWidth; x++) {
      const [left, right, across] = [columns.low[x], columns.high[x], columns.weight[x]] as [number, number, number];
      for (let c = 0; c < channels; c++) {
        const upper = at(top, left, c) + (at(top, right, c) - at(top, left, c)) * across;
        const lower = at(bottom, left, c) + (at(bottom, right, c) - at(bottom, left, c)) * across;
        out[place++] = upper + (lower - upper) * down;
      }
    }
  }
  return out;
}

function resizeNearest(
  source: NumberArray,
  height: number,
  width: number,
  channels: number,
  newHeight: number,
  newWidth: number,
): NumberArray {
  const data = new (source.constructor as { new (size: number): NumberArray })(newHeight * newWidth * channels);
  let place = 0;
  for (let y = 0; y < newHeight; y++) {
    const row = Math.min(height - 1, Math.floor(((y + 0.5) * height) / newHeight));
    for (let x = 0; x < newWidth; x++) {
      const column = Math.min(width - 1, Math.floor(((x + 0.5) * width) / newWidth));
      for (let c = 0; c < channels; c++) data[place++] = source[(row * width + column) * channels + c] as number;
    }
  }
  return data;
}

const nearest = { resize: resizeNearest, dtype: (input: NumberType) => input };
/** Methods by their names, and by those of tf.image.ResizeMethod. */
const methods: { readonly [method: string]: { resize: typeof resizeBilinear; dtype(input: NumberType): NumberType } } = {
  bilinear: { resize: resizeBilinear, dtype: () => 'float32' },
  nearest,
  nearestneighbor: nearest,
};

export type ResizeMethod = (typeof methods)[string];

/** The method that a resize asks for. */
export const resizeMethod = ({ literal }: Binding): ResizeMethod =>
  methods[plainName(readObject(literal('method', 'bilinear'))?.name ?? '')];

/** One image of [height, width, channels] in another size. Throws for another rank. */
export function resized(image: NdArray, newHeight: number, newWidth: number, method: ResizeMethod, what: string): NdArray {
  if (image.shape.length !== 3)
    throw new Error(`${what} needs one image of shape [height, width, channels], and got ${formatSizes(image.shape)}`);
  const [height, width, channels] = image.shape as [number, number, number];
  const data = method.resize(numbersOf(image, what), height, width, channels, newHeight, newWidth);
  return new NdArray(method.dtype(image.dtype as NumberType), [newHeight, newWidth, channels], data);
}

const resize: Op = binding => {
  const { op, array, operand } = binding;
  const read = array('images');
  const readSize = operand('size');
  const method = resizeMethod(binding);
  return frame => {
    const [newHeight, newWidth] = integersOf(readSize(frame), op) as [number, number];
    return resized(read(frame), newHeight, newWidth, method, op);
  };
};

type Decoder = (bytes: Uint8Array, channels: number) => tf.Tensor3D | tf.Tensor4D;

/** Image decoders of the native engine; src/train/backend puts them here when it is loaded. */
export const imageDecoders: { decode: Decoder | undefined } = { decode: undefined };

const decodeImage = ({ op, array, literal, dtype }: Binding) => {
  const { decode } = imageDecoders;
  if (!decode) throw new Error(`${op} is for the native engine, and this run uses another one`);
  const read = array('contents');
  const channels = Number(literal('channels', 0));
  const type = dtype('dtype', 'uint8') as NumberType;
  return (frame: Parameters<typeof read>[0]) => {
    const [bytes] = stringsOf(read(frame), op);
    if (!bytes) throw new Error(`${op} needs one string`);
    const image = decode(bytes, channels);
    const pixels = new NdArray('uint8', image.shape, Uint8Array.from(image.dataSync()));
    image.dispose();
    return convertImage(pixels, type);
  };
};

/** Weights of red, green and blue in tf.image.rgb_to_grayscale. */
const GRAY = [0.2989, 0.587, 0.114] as const;

export const imageOps = {
  'tf.io.decode_jpeg': decodeImage,
  'tf.io.decode_png': decodeImage,
  'tf.io.decode_image': decodeImage,
  'tf.image.decode_jpeg': decodeImage,
  'tf.image.decode_png': decodeImage,
  'tf.image.decode_image': decodeImage,
  'tf.image.resize': resize,
  'tf.image.convert_image_dtype': ({ array, dtype }) => {
    const read = array('image');
    const type = dtype('dtype') as NumberType;
    return frame => convertImage(read(frame), type);
  },
  'tf.image.rgb_to_grayscale': ({ op, array }) => {
    const read = array('images');
    return frame => {
      const image = read(frame);
      const values = numbersOf(image, op);
      if (image.shape.at(-1) !== 3) throw new Error(`${op} needs three channels, and got shape ${formatSizes(image.shape)}`);
      const data = allocate(image.dtype as NumberType, values.length / 3);
      for (let i = 0; i < data.length; i++) data[i] = GRAY.reduce((sum, weight, c) => sum + weight * values[i * 3 + c], 0);
      return new NdArray(image.dtype, [...image.shape.slice(0, -1), 1], data);
    };
  },
  'tf.image.grayscale_to_rgb': ({ array }) => {
    const read = array('images');
    return frame => {
      const image = read(frame);
      return concatArrays([image, image, image], checkedAxis(-1, image.shape.length, 'tf.image.grayscale_to_rgb'));
    };
  },
} as const satisfies { readonly [op in OpName]?: Op };
