import { said } from '../common/sentence';
import type { DType } from '../tensor/dtype';
import { afterStep, type Blocked, type Course } from './course';
import { saidShape } from './said-shape';
import { castStep, holdsAsMany, reshape } from './steps';

/** Images as a layer takes them; null is any size. */
export interface WantedImage {
  readonly height: number | null;
  readonly width: number | null;
  /** Undefined: as they are, up to three. */
  readonly channels: number | null;
  readonly dtype: DType;
  /** Range of the pixels; undefined: as they are stored. */
  readonly pixels?: readonly [number, number];
}

/** Formats that tf.io decodes by a function of their own. */
const DECODERS: { readonly [format: string]: string } = { jpeg: 'decode_jpeg', png: 'decode_png' };
/** Formats that tf.io.decode_image reads too. */
const DECODED = new Set(['jpeg', 'png', 'gif', 'bmp']);
/** Channels that tf.io's decoders can be asked for. */
const CHANNELS = new Set([1, 3, 4]);
/** Pixels of 8 bits go up to this. */
const MAX_BYTE = 255;

/** Decodes, scales and resizes an image, or takes one that is stored as numbers. */
export function toImage(course: Course, wanted: WantedImage): Course | Blocked {
  const { feature, type } = course;
  if (feature.images !== undefined && type.dtype === 'string') return fromEncoded(course, feature.images.formats, wanted);
  if (type.dtype === 'string') return { why: said`"${feature.name}" holds strings that are no images, and the layer takes images.` };
  const { height, width, channels } = wanted;
  const own = height !== null && width !== null ? [height, width, channels ?? 3] : undefined;
  const shaped = type.shape?.length !== 3 && own && holdsAsMany(type.shape, own) ? reshape(course, own) : course;
  const [, , depth] = shaped.type.shape ?? [];
  if (shaped.type.shape?.length !== 3 || (channels !== null && depth !== channels))
    return {
      why: said`"${feature.name}" has ${saidShape(type.shape)} per example, and the layer takes images of ${channels ?? 3} channels.`,
    };
  return resized(scaledNumbers(shaped, wanted), wanted);
}

function fromEncoded(course: Course, formats: readonly string[], wanted: WantedImage): Course | Blocked {
  const foreign = formats.find(format => !DECODED.has(format));
  if (foreign !== undefined)
    return { why: said`"${course.feature.name}" holds ${foreign} images, which tf.io.decode_image does not read.` };
  const channels = wanted.channels ?? 3;
  if (!CHANNELS.has(channels)) return { why: said`TensorFlow decodes images into 1, 3 or 4 channels, and the layer takes ${channels}.` };
  const [only, ...more] = formats;
  const own = more.length === 0 ? DECODERS[only] : undefined;
  const type = { shape: [null, null, channels], dtype: 'uint8' as const };
  const decoded =
    own === undefined
      ? afterStep(course, said`Decode the images`, type, x => `tf.io.decode_image(${x}, channels=${channels}, expand_animations=False)`)
      : afterStep(course, said`Decode the ${only} images`, type, x => `tf.io.${own}(${x}, channels=${channels})`);
  return resized(scaledBytes(decoded, wanted), wanted);
}

const floats = (course: Course): Course['type'] => ({ ...course.type, dtype: 'float32' });

/** From 0 to 1 into another range. */
function stretched(course: Course, [low, high]: readonly [number, number]): Course {
  if (low === 0 && high === 1) return course;
  return afterStep(
    course,
    said`Scale from 0…1 to ${low}…${high}`,
    course.type,
    x => `${x} * ${decimal(high - low)} ${low < 0 ? '-' : '+'} ${decimal(Math.abs(low))}`,
  );
}

const decimal = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));

function scaledBytes(course: Course, { pixels }: WantedImage): Course {
  if (pixels === undefined || pixels[1] === MAX_BYTE) return course;
  const unit = afterStep(
    course,
    said`Scale the pixels from 0…255 to 0…1`,
    floats(course),
    x => `tf.image.convert_image_dtype(${x}, tf.float32)`,
  );
  return stretched(unit, pixels);
}

/** Pixels that are stored as numbers are scaled where they are those of 8 bits; others are taken as they are. */
function scaledNumbers(course: Course, { pixels, dtype }: WantedImage): Course {
  const { numbers } = course.feature;
  const areBytes = numbers !== undefined && numbers.min >= 0 && numbers.max > 1 && numbers.max <= MAX_BYTE;
  if (pixels === undefined || pixels[1] === MAX_BYTE || !areBytes) return castStep(course, dtype);
  const unit = afterStep(course, said`Scale the pixels from 0…255 to 0…1`, floats(course), x => `tf.cast(${x}, tf.float32) / 255.0`);
  return stretched(unit, pixels);
}

/** tf.image.resize gives float32 whatever it gets. */
function resized(course: Course, { height, width, dtype }: WantedImage): Course {
  const [rows, columns, channels] = course.type.shape ?? [];
  if (height === null || width === null || (rows === height && columns === width)) return castStep(course, dtype);
  const type = { shape: [height, width, channels ?? null], dtype: 'float32' as const };
  return castStep(
    afterStep(course, said`Resize to ${height} × ${width}`, type, x => `tf.image.resize(${x}, [${height}, ${width}])`),
    dtype,
  );
}
