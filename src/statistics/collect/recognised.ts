import { readTensorHeader } from '../../records/tensor-proto';
import { IMAGE_FORMATS, type ImageFormat, readImageSize } from '../recognize/image-header';
import { hasControl, isUtf8, wordCount } from '../recognize/utf8';

/** Smallest and largest of some numbers. */
export interface Extent {
  min: number;
  max: number;
}

/** What a stream of byte strings was recognised as. */
export interface Recognised {
  /**
   * Values looked at for text (all of the first 4,096, then one in 16), how many were UTF-8, and how many of those held control characters: of values
   * that the kernel has not looked at.
   */
  textChecked: number;
  textValid: number;
  textControl: number;
  /** Words of those that the kernel has not counted; a long one that is no text may have any number. */
  words: Extent;
  images: { [format in ImageFormat]: number };
  width: Extent;
  height: Extent;
  channels: Extent;
  /** How many values were a TensorProto of "dtype shape"; at most 64 different ones are told apart, the rest is under ''. */
  tensors: Record<string, number>;
}

/** As ../kernel/bytes-collector.ts has them. */
const ALL_CHECKED_VALUES = 4096;
const CHECK_INTERVAL_AFTER = 16;
const MAX_TENSOR_KINDS = 64;

const nothing = (): Extent => ({ min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY });

export const createRecognised = (): Recognised => ({
  textChecked: 0,
  textValid: 0,
  textControl: 0,
  words: nothing(),
  images: { jpeg: 0, png: 0, gif: 0, webp: 0, bmp: 0 },
  width: nothing(),
  height: nothing(),
  channels: nothing(),
  tensors: {},
});

/** Looks at the value [start, end), the one of the number `ordinal`, whether it is text, if it is one of those that are looked at. */
export function checkText(recognised: Recognised, bytes: Uint8Array, start: number, end: number, ordinal: number): void {
  if (start === end || (ordinal >= ALL_CHECKED_VALUES && ordinal % CHECK_INTERVAL_AFTER !== 0)) return;
  recognised.textChecked++;
  if (!isUtf8(bytes, start, end)) return;
  recognised.textValid++;
  if (hasControl(bytes, start, end)) recognised.textControl++;
}

/** Counts the words of the value [start, end). */
export function countWords({ words }: Recognised, bytes: Uint8Array, start: number, end: number): void {
  if (isUtf8(bytes, start, end)) {
    const count = wordCount(bytes, start, end);
    widen(words, count, count);
  } else widen(words, 0, Number.POSITIVE_INFINITY);
}

/** Looks at the first bytes of the value [start, end), whether they are an image's or a serialized tensor's; `view` is over `bytes`. */
export function recognise(recognised: Recognised, bytes: Uint8Array, view: DataView, start: number, end: number): void {
  const image = readImageSize(view, start, end);
  if (image) {
    recognised.images[image.format]++;
    widen(recognised.width, image.width, image.width);
    widen(recognised.height, image.height, image.height);
    widen(recognised.channels, image.channels, image.channels);
  } else if (start < end && bytes[start] === 8) addTensor(recognised, bytes, start, end);
}

function addTensor(recognised: Recognised, bytes: Uint8Array, start: number, end: number): void {
  const header = readTensorHeader(bytes, start, end);
  if (header) addTensors(recognised.tensors, `${header.dtype} ${header.shape.join(',')}`, 1);
}

function addTensors(tensors: Record<string, number>, key: string, count: number): void {
  const known = key in tensors || Object.keys(tensors).length < MAX_TENSOR_KINDS;
  tensors[known ? key : ''] = (tensors[known ? key : ''] ?? 0) + count;
}

function widen(extent: Extent, min: number, max: number): void {
  if (min < extent.min) extent.min = min;
  if (max > extent.max) extent.max = max;
}

/** Adds everything of `other`, in place. */
export function mergeRecognised(recognised: Recognised, other: Recognised): void {
  recognised.textChecked += other.textChecked;
  recognised.textValid += other.textValid;
  recognised.textControl += other.textControl;
  for (const format of IMAGE_FORMATS) recognised.images[format] += other.images[format];
  widen(recognised.words, other.words.min, other.words.max);
  widen(recognised.width, other.width.min, other.width.max);
  widen(recognised.height, other.height.min, other.height.max);
  widen(recognised.channels, other.channels.min, other.channels.max);
  for (const [key, count] of Object.entries(other.tensors)) addTensors(recognised.tensors, key, count);
}

/** The same, on its own from now on. */
export function copyOf(recognised: Recognised): Recognised {
  const copy = createRecognised();
  mergeRecognised(copy, recognised);
  return copy;
}
