import type { OpName, ops } from '../../../plan/support/ops';
import { allocate, allocateAny, NdArray, type NumberType, stringsOf } from '../array';
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
  'tf.io.decode_raw': decodeRaw,
} as const satisfies { readonly [op in OpName]?: Op };
