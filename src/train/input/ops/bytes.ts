import type { OpName, ops } from '../../../plan/support/ops';
import { readTensorHeader } from '../../../records/tensor-proto';
import { allocate, allocateAny, NdArray, type NumberType, sizeOf, stringsOf } from '../array';
import type { Op } from '../mapped-function';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Applies a function to every string. */
const onStrings = (argument: string, compute: (bytes: Uint8Array) => Uint8Array): Op => {
  return ({ op, array }) => {
    const read = array(argument);
    return frame => {
      const input = read(frame);
      return new NdArray('string', input.shape, stringsOf(input, op).map(compute));
    };
  };
};

const toNumber: Op = ({ op, array, dtype }) => {
  const read = array('input');
  const type = dtype('out_type', 'float32') as NumberType;
  return frame => {
    const input = read(frame);
    const data = allocate(type, input.data.length);
    stringsOf(input, op).forEach((bytes, i) => {
      const text = decoder.decode(bytes).trim();
      const value = Number(text);
      if (text === '' || Number.isNaN(value)) throw new Error(`${op}: "${text.slice(0, 40)}" is not a number`);
      data[i] = value;
    });
    return new NdArray(type, input.shape, data);
  };
};

type RawType = (typeof ops)['tf.io.decode_raw']['arguments']['out_type']['only'][number];

/** Little-endian values of these types, as tf.io.decode_raw reads them. */
const readers: { readonly [dtype in RawType]: [bytes: number, read: (view: DataView, at: number) => number] } = {
  uint8: [1, (view, at) => view.getUint8(at)],
  int8: [1, (view, at) => view.getInt8(at)],
  int16: [2, (view, at) => view.getInt16(at, true)],
  uint16: [2, (view, at) => view.getUint16(at, true)],
  int32: [4, (view, at) => view.getInt32(at, true)],
  int64: [8, (view, at) => Number(view.getBigInt64(at, true))],
  float32: [4, (view, at) => view.getFloat32(at, true)],
  float64: [8, (view, at) => view.getFloat64(at, true)],
};

type TensorType = (typeof ops)['tf.io.parse_tensor']['arguments']['out_type']['only'][number];

/** The same for what a serialized tensor can hold besides. */
const tensorReaders: { readonly [dtype in TensorType]: readonly [bytes: number, read: (view: DataView, at: number) => number] } = {
  ...readers,
  uint32: [4, (view, at) => view.getUint32(at, true)],
  uint64: [8, (view, at) => Number(view.getBigUint64(at, true))],
  bool: readers.uint8,
};

/** The tensor that tf.io.serialize_tensor wrote. */
const parseTensor: Op = ({ op, array, dtype }) => {
  const read = array('serialized');
  const type = dtype('out_type') as TensorType;
  const [width, readValue] = tensorReaders[type];
  return frame => {
    const [bytes] = stringsOf(read(frame), op);
    const header = bytes && readTensorHeader(bytes, 0, bytes.length);
    if (header === undefined) throw new Error(`${op}: these bytes are no tensor that tf.io.serialize_tensor wrote`);
    const { dtype: found, shape, content, hasValues } = header;
    if (found !== type) throw new Error(`${op}: the tensor is ${found}, and was asked for as ${type}`);
    if (hasValues && !content) throw new Error(`${op}: the values of this tensor are not written as tf.io.serialize_tensor writes them`);
    const data = allocateAny(type, sizeOf(shape));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (content) for (let i = 0; i < data.length; i++) data[i] = readValue(view, content.start + i * width);
    return new NdArray(type, shape, data);
  };
};

const decodeRaw: Op = ({ op, array, dtype }) => {
  const read = array('input_bytes');
  const type = dtype('out_type') as RawType;
  const [width, readValue] = readers[type];
  return frame => {
    const input = read(frame);
    const strings = stringsOf(input, op);
    const length = (strings[0]?.length ?? 0) / width;
    if (!Number.isInteger(length) || strings.some(bytes => bytes.length !== length * width)) {
      throw new Error(`${op}: ${strings[0]?.length} bytes are no whole number of ${type} values, or the strings differ in length`);
    }
    const data = allocateAny(type, strings.length * length);
    strings.forEach((bytes, row) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (let i = 0; i < length; i++) data[row * length + i] = readValue(view, i * width);
    });
    return new NdArray(type, [...input.shape, length], data);
  };
};

export const bytesOps = {
  'tf.strings.lower': onStrings('input', bytes => bytes.map(byte => (byte >= 65 && byte <= 90 ? byte + 32 : byte))),
  'tf.strings.upper': onStrings('input', bytes => bytes.map(byte => (byte >= 97 && byte <= 122 ? byte - 32 : byte))),
  'tf.strings.strip': onStrings('input', bytes => encoder.encode(decoder.decode(bytes).trim())),
  'tf.strings.to_number': toNumber,
  'tf.strings.length': ({ op, array }) => {
    const read = array('input');
    return frame => {
      const input = read(frame);
      return new NdArray(
        'int32',
        input.shape,
        Int32Array.from(stringsOf(input, op), bytes => bytes.length),
      );
    };
  },
  'tf.io.parse_tensor': parseTensor,
  'tf.io.decode_raw': decodeRaw,
} as const satisfies { readonly [op in OpName]?: Op };
