import { IMAGE_FORMATS, type ImageFormat, readImageSize } from '../recognize/image-header';
import { readTensorHeader } from '../recognize/tensor-proto';
import { hasControl, isUtf8 } from '../recognize/utf8';
import { hashBytes, hashed } from '../sketch/hash';
import { countBytes, createValueCounts, mergeValueCounts, type ValueCounts } from '../sketch/value-counts';
import { lengthAt, sizeOfLength } from './canonical';
import { addInt64, createInt64Collector, type Int64Collector, mergeInt64Collector } from './int64-collector';
import type { ListBatch } from './list-batch';

/** Smallest and largest of one number of an image. */
export interface Extent {
  min: number;
  max: number;
}

/** What is kept of a stream of byte strings. */
export interface BytesCollector {
  lengths: Int64Collector;
  values: ValueCounts;
  /** Values looked at for text (all of the first 4,096, then one in 16), how many were UTF-8, and how many of those held control characters. */
  textChecked: number;
  textValid: number;
  textControl: number;
  images: { [format in ImageFormat]: number };
  width: Extent;
  height: Extent;
  channels: Extent;
  /** How many values were a TensorProto of "dtype shape"; at most 64 different ones are told apart, the rest is under ''. */
  tensors: Record<string, number>;
}

const ALL_CHECKED = 4096;
const CHECKED_AFTER = 16;
const TENSOR_KINDS = 64;

const nothing = (): Extent => ({ min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY });

export const createBytesCollector = (): BytesCollector => ({
  lengths: createInt64Collector(),
  values: createValueCounts('bytes'),
  textChecked: 0,
  textValid: 0,
  textControl: 0,
  images: { jpeg: 0, png: 0, gif: 0, webp: 0, bmp: 0 },
  width: nothing(),
  height: nothing(),
  channels: nothing(),
  tensors: {},
});

/** Adds the strings of a feature's lists, from list `first` on, and writes how many each list has; `ordinal` lists came before. */
export function addBytesLists(
  collector: BytesCollector,
  lists: ListBatch,
  first: number,
  bytes: Uint8Array,
  view: DataView,
  ordinal: number,
): void {
  const { start, end, next, size } = lists;
  let before = ordinal;
  for (let list = first; list >= 0; list = next[list]) {
    const listEnd = end[list];
    let count = 0;
    for (let at = start[list]; at < listEnd; count++) {
      const length = lengthAt(bytes, at + 1);
      const valueStart = at + 1 + sizeOfLength(length);
      at = valueStart + length;
      addBytes(collector, bytes, view, valueStart, at, before + count);
    }
    before++;
    size[list] = count;
  }
}

/** Adds the value [start, end): a hash, a table look-up, one look at the first byte; no string is made. */
export function addBytes(collector: BytesCollector, bytes: Uint8Array, view: DataView, start: number, end: number, ordinal: number): void {
  addInt64(collector.lengths, end - start, 0);
  hashBytes(view, start, end);
  countBytes(collector.values, hashed[0], hashed[1], bytes, start, end);
  if (start === end) return;
  if (ordinal < ALL_CHECKED || ordinal % CHECKED_AFTER === 0) checkText(collector, bytes, start, end);
  const image = readImageSize(view, start, end);
  if (image) {
    collector.images[image.format]++;
    widen(collector.width, image.width, image.width);
    widen(collector.height, image.height, image.height);
    widen(collector.channels, image.channels, image.channels);
  } else if (bytes[start] === 8) addTensor(collector, bytes, start, end);
}

function checkText(collector: BytesCollector, bytes: Uint8Array, start: number, end: number): void {
  collector.textChecked++;
  if (!isUtf8(bytes, start, end)) return;
  collector.textValid++;
  if (hasControl(bytes, start, end)) collector.textControl++;
}

function addTensor(collector: BytesCollector, bytes: Uint8Array, start: number, end: number): void {
  const header = readTensorHeader(bytes, start, end);
  if (header) addTensors(collector.tensors, `${header.dtype} ${header.shape.join(',')}`, 1);
}

function addTensors(tensors: Record<string, number>, key: string, count: number): void {
  const known = key in tensors || Object.keys(tensors).length < TENSOR_KINDS;
  tensors[known ? key : ''] = (tensors[known ? key : ''] ?? 0) + count;
}

function widen(extent: Extent, min: number, max: number): void {
  if (min < extent.min) extent.min = min;
  if (max > extent.max) extent.max = max;
}

/** Adds everything of `other`, in place. */
export function mergeBytesCollector(collector: BytesCollector, other: BytesCollector): void {
  mergeInt64Collector(collector.lengths, other.lengths);
  mergeValueCounts(collector.values, other.values);
  collector.textChecked += other.textChecked;
  collector.textValid += other.textValid;
  collector.textControl += other.textControl;
  for (const format of IMAGE_FORMATS) collector.images[format] += other.images[format];
  widen(collector.width, other.width.min, other.width.max);
  widen(collector.height, other.height.min, other.height.max);
  widen(collector.channels, other.channels.min, other.channels.max);
  for (const [key, count] of Object.entries(other.tensors)) addTensors(collector.tensors, key, count);
}
