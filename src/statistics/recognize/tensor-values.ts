import { readTensorHeader, type TensorHeader } from '../../records/tensor-proto';
import { WIRE, WireCursor } from '../../records/wire';

/** The first values of a serialized tensor, as text exactly and, where they are numbers, for drawing. */
export interface TensorValues extends TensorHeader {
  /** Values there are by the shape; `texts` and `numbers` may be fewer. */
  total: number;
  texts: string[];
  numbers: Float64Array;
}

type Read = (view: DataView, at: number) => number | bigint;

/** How an element lies in tensor_content (little-endian), by dtype. */
const CONTENT: { [dtype: string]: { size: number; read: Read } | undefined } = {
  float32: { size: 4, read: (view, at) => view.getFloat32(at, true) },
  float64: { size: 8, read: (view, at) => view.getFloat64(at, true) },
  int8: { size: 1, read: (view, at) => view.getInt8(at) },
  int16: { size: 2, read: (view, at) => view.getInt16(at, true) },
  int32: { size: 4, read: (view, at) => view.getInt32(at, true) },
  int64: { size: 8, read: (view, at) => view.getBigInt64(at, true) },
  uint8: { size: 1, read: (view, at) => view.getUint8(at) },
  uint16: { size: 2, read: (view, at) => view.getUint16(at, true) },
  uint32: { size: 4, read: (view, at) => view.getUint32(at, true) },
  uint64: { size: 8, read: (view, at) => view.getBigUint64(at, true) },
  bool: { size: 1, read: (view, at) => view.getUint8(at) },
  float16: { size: 2, read: (view, at) => half(view.getUint16(at, true)) },
  bfloat16: { size: 2, read: (view, at) => brain(view.getUint16(at, true)) },
};

/** Fields of TensorProto with values of their own (tensorflow/core/framework/tensor.proto), other than tensor_content = 4. */
const TENSOR_CONTENT = 4;
const STRING_VAL = 8;
const FIXED: { [field: number]: { size: number; read: Read } | undefined } = { 5: CONTENT.float32, 6: CONTENT.float64 };
const VARINTS = new Set([7, 10, 11, 13, 16, 17]);

const decoder = new TextDecoder();

/** Reads at most `most` values of what tf.io.serialize_tensor wrote; undefined when the bytes are no tensor. */
export function readTensorValues(bytes: Uint8Array, most: number): TensorValues | undefined {
  const header = readTensorHeader(bytes, 0, bytes.length);
  if (!header) return undefined;
  const total = header.shape.reduce((product, size) => product * size, 1);
  const values = listed(bytes, header.dtype, Math.min(most, total));
  // A list that is shorter than the tensor has its last value repeated; none at all is zeros.
  const rest = values.at(-1) ?? (header.dtype === 'string' ? '' : 0);
  while (values.length < Math.min(most, total)) values.push(rest);
  return { ...header, total, texts: values.map(shown), numbers: Float64Array.from(values, Number) };
}

type Value = number | bigint | string;

const shown = (value: Value): string =>
  typeof value === 'number' && !Number.isInteger(value) ? String(Number(value.toPrecision(7))) : String(value);

function listed(bytes: Uint8Array, dtype: string, most: number): Value[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cursor = new WireCursor();
  const values: Value[] = [];
  cursor.reset(bytes, 0, bytes.length);
  while (values.length < most && cursor.tag()) {
    const { field, type } = cursor;
    if (type !== WIRE.bytes) {
      const at = cursor.at;
      cursor.skip();
      if (VARINTS.has(field) && type === WIRE.varint) values.push(varint(bytes, at).value);
      else if (FIXED[field]) values.push(FIXED[field].read(view, at));
      continue;
    }
    const start = cursor.body();
    if (start < 0) break;
    const end = cursor.at;
    if (field === STRING_VAL) values.push(decoder.decode(bytes.subarray(start, end)));
    else if (VARINTS.has(field)) {
      for (let at = start; at < end && values.length < most; ) {
        const { value, next } = varint(bytes, at);
        values.push(dtype === 'float16' ? half(Number(value)) : dtype === 'bfloat16' ? brain(Number(value)) : value);
        at = next;
      }
    } else {
      const element = field === TENSOR_CONTENT ? CONTENT[dtype] : FIXED[field];
      for (let at = start; element && at + element.size <= end && values.length < most; at += element.size) {
        values.push(element.read(view, at));
      }
    }
  }
  return values;
}

/** A varint as the signed 64-bit number that it stands for, and where the next one begins. */
function varint(bytes: Uint8Array, start: number): { value: bigint; next: number } {
  let value = 0n;
  let shift = 0n;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    value |= BigInt(byte & 0x7f) << shift;
    shift += 7n;
    if (byte < 0x80) return { value: BigInt.asIntN(64, value), next: at + 1 };
  }
  return { value, next: bytes.length };
}

/** IEEE 754 binary16. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const word = new DataView(new ArrayBuffer(4));

/** The upper half of a float32. */
function brain(bits: number): number {
  word.setUint16(0, bits);
  word.setUint16(2, 0);
  return word.getFloat32(0);
}
