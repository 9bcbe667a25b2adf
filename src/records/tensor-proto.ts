/** Dtype and shape of a serialized TensorProto (tensorflow/core/framework/tensor.proto), read without its values. */
export interface TensorHeader {
  /** TensorFlow's name: float32, int64, string … */
  dtype: string;
  shape: number[];
  /** Where its values lie as little-endian bytes; absent where they are written in another way, or are all zero. */
  content?: { start: number; end: number };
  /** Whether any values are written. */
  hasValues: boolean;
}

/** DataType (tensorflow/core/framework/types.proto): name and bytes an element in tensor_content; 0 where that is not used. */
const dtypes: Record<number, [name: string, size: number] | undefined> = {
  1: ['float32', 4],
  2: ['float64', 8],
  3: ['int32', 4],
  4: ['uint8', 1],
  5: ['int16', 2],
  6: ['int8', 1],
  7: ['string', 0],
  8: ['complex64', 8],
  9: ['int64', 8],
  10: ['bool', 1],
  14: ['bfloat16', 2],
  17: ['uint16', 2],
  18: ['complex128', 16],
  19: ['float16', 2],
  22: ['uint32', 4],
  23: ['uint64', 8],
};

/**
 * The header when the bytes [start, end) are what tf.io.serialize_tensor writes: dtype, shape, then values that fit that shape. Undefined for
 * anything else; bytes that do not begin with the dtype's tag and a known dtype are turned away at once.
 */
export function readTensorHeader(bytes: Uint8Array, start: number, end: number): TensorHeader | undefined {
  if (end - start < 4 || bytes[start] !== 0x08 || bytes[start + 2] !== 0x12) return undefined;
  const dtype = dtypes[bytes[start + 1]];
  if (!dtype) return undefined;
  const reader: Reader = { bytes, at: start + 3, end, sound: true };
  const shapeEnd = varint(reader) + reader.at;
  if (!reader.sound || shapeEnd > end) return undefined;
  const shape = readShape({ bytes, at: reader.at, end: shapeEnd, sound: true });
  if (!shape) return undefined;
  reader.at = shapeEnd;
  const values = valuesThatFit(reader, shape, dtype[1]);
  return values && { dtype: dtype[0], shape, ...values };
}

interface Reader {
  bytes: Uint8Array;
  at: number;
  end: number;
  sound: boolean;
}

function varint(reader: Reader): number {
  let value = 0;
  for (let scale = 1; scale < 2 ** 53; scale *= 128) {
    const byte = reader.at < reader.end ? reader.bytes[reader.at++] : -1;
    if (byte < 0) break;
    value += (byte & 127) * scale;
    if (byte < 128) return value;
  }
  reader.sound = false;
  return 0;
}

/** TensorShapeProto: repeated Dim dim = 2, with int64 size = 1 and a name that is passed over. */
function readShape(reader: Reader): number[] | undefined {
  const shape: number[] = [];
  while (reader.sound && reader.at < reader.end) {
    if (reader.bytes[reader.at++] !== 0x12) return undefined;
    const dimEnd = varint(reader) + reader.at;
    if (dimEnd > reader.end) return undefined;
    let size = 0;
    if (reader.at < dimEnd) {
      if (reader.bytes[reader.at++] !== 0x08) return undefined;
      size = varint(reader);
    }
    reader.at = dimEnd;
    shape.push(size);
  }
  return reader.sound ? shape : undefined;
}

/** What follows the shape: nothing (zeros), tensor_content of the right length, or one of the typed lists (fields 5–17). */
function valuesThatFit(reader: Reader, shape: number[], elementSize: number): Pick<TensorHeader, 'content' | 'hasValues'> | undefined {
  const start = reader.at;
  let content: TensorHeader['content'];
  const elements = shape.reduce((product, size) => product * size, 1);
  while (reader.sound && reader.at < reader.end) {
    const tag = varint(reader);
    const field = tag >>> 3;
    if (!reader.sound || field < 3 || field > 17) return undefined;
    const wire = tag & 7;
    if (wire === 0) varint(reader);
    else if (wire === 5) reader.at += 4;
    else if (wire === 1) reader.at += 8;
    else if (wire === 2) {
      const length = varint(reader);
      if (field === 4 && length !== elements * elementSize) return undefined;
      if (field === 4) content = { start: reader.at, end: reader.at + length };
      reader.at += length;
    } else return undefined;
  }
  const isWhole = reader.sound && reader.at === reader.end;
  return isWhole ? { ...(content && { content }), hasValues: reader.at > start } : undefined;
}
