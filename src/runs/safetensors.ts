/**
 * Weights in one file, in the safetensors format: the header's length as a 64-bit little-endian number, the header as JSON (name → dtype, shape, range
 * of bytes), then the values. Python's safetensors package reads it.
 */
export interface NamedTensor {
  name: string;
  dtype: 'F32' | 'I32' | 'BOOL';
  shape: number[];
  data: Float32Array | Int32Array | Uint8Array;
}

const LENGTH_BYTES = 8;
const METADATA = '__metadata__';

interface HeaderEntry {
  dtype: NamedTensor['dtype'];
  shape: number[];
  data_offsets: [number, number];
}

/** The parts of the file, to be written one after the other; `metadata` is any short text by name. */
export function encodeTensors(tensors: NamedTensor[], metadata: { [name: string]: string } = {}): Uint8Array[] {
  const header: { [name: string]: HeaderEntry | { [name: string]: string } } = { [METADATA]: metadata };
  let offset = 0;
  for (const { name, dtype, shape, data } of tensors) {
    header[name] = { dtype, shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const text = JSON.stringify(header);
  // Spaces at the end align the values.
  const json = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const length = new Uint8Array(LENGTH_BYTES);
  new DataView(length.buffer).setBigUint64(0, BigInt(json.length), true);
  return [length, json, ...tensors.map(({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength))];
}

const views = {
  F32: (buffer: ArrayBuffer) => new Float32Array(buffer),
  I32: (buffer: ArrayBuffer) => new Int32Array(buffer),
  BOOL: (buffer: ArrayBuffer) => new Uint8Array(buffer),
};

/** Reads such a file. Throws an error for the user when it is none. */
export function decodeTensors(bytes: Uint8Array): { tensors: NamedTensor[]; metadata: { [name: string]: string } } {
  const length =
    bytes.length >= LENGTH_BYTES ? Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true)) : Number.POSITIVE_INFINITY;
  const start = LENGTH_BYTES + length;
  if (start > bytes.length) throw new Error('this is not a weights file, or it is truncated');
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, start))) as { [name: string]: HeaderEntry };
  const { [METADATA]: metadata, ...entries } = header;
  const tensors = Object.entries(entries).map(
    ([
      name,
      {
        dtype,
        shape,
        data_offsets: [from, to],
      },
    ]): NamedTensor => {
      if (start + to > bytes.length || !(dtype in views)) throw new Error(`the weights of "${name}" are truncated or of an unknown type`);
      return { name, dtype, shape, data: views[dtype](Uint8Array.from(bytes.subarray(start + from, start + to)).buffer) };
    },
  );
  return { tensors, metadata: (metadata ?? {}) as unknown as { [name: string]: string } };
}
