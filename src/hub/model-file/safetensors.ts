import type { VariableFacts } from '../saved-model/facts';
import { Unreadable } from '../saved-model/unreadable';
import { jsonObject } from './json';
import type { RandomAccess } from './random-access';

/** Names of the format by TensorFlow's. */
const DTYPES: { readonly [name: string]: { readonly dtype: string; readonly bits: number } } = {
  F64: { dtype: 'float64', bits: 64 },
  F32: { dtype: 'float32', bits: 32 },
  F16: { dtype: 'float16', bits: 16 },
  BF16: { dtype: 'bfloat16', bits: 16 },
  F8_E5M2: { dtype: 'float8_e5m2', bits: 8 },
  F8_E4M3: { dtype: 'float8_e4m3fn', bits: 8 },
  I64: { dtype: 'int64', bits: 64 },
  I32: { dtype: 'int32', bits: 32 },
  I16: { dtype: 'int16', bits: 16 },
  I8: { dtype: 'int8', bits: 8 },
  U64: { dtype: 'uint64', bits: 64 },
  U32: { dtype: 'uint32', bits: 32 },
  U16: { dtype: 'uint16', bits: 16 },
  U8: { dtype: 'uint8', bits: 8 },
  BOOL: { dtype: 'bool', bits: 8 },
  C64: { dtype: 'complex64', bits: 64 },
};

const LENGTH_BYTES = 8;
/** The limit of the format itself. */
const MAX_HEADER_BYTES = 100_000_000;
const MAX_TENSORS = 200_000;

/** Tensors of a safetensors file in the order of their bytes: its header only is read (https://huggingface.co/docs/safetensors). Throws `Unreadable`. */
export async function readSafetensors(access: RandomAccess): Promise<VariableFacts[]> {
  const head = await access.read(0, LENGTH_BYTES);
  const length = head.reduce((sum, byte, index) => sum + byte * 256 ** index, 0);
  if (length > MAX_HEADER_BYTES || length > access.size - LENGTH_BYTES)
    throw new Unreadable('it is cut off, or no safetensors file: its header is longer than the file');
  const header = jsonObject(new TextDecoder().decode(await access.read(LENGTH_BYTES, length)), 'its header');
  const entries = Object.entries(header).filter(([name]) => name !== '__metadata__');
  if (entries.length > MAX_TENSORS) throw new Unreadable(`it has more than ${MAX_TENSORS.toLocaleString('en-US')} tensors`);
  const available = access.size - LENGTH_BYTES - length;
  const tensors = entries.map(([name, entry]) => tensorOf(name, entry, available));
  return tensors.sort((a, b) => a.begin - b.begin).map(({ tensor }) => tensor);
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const areCounts = (value: unknown): value is number[] => Array.isArray(value) && value.every(isCount);

function tensorOf(name: string, entry: unknown, available: number): { tensor: VariableFacts; begin: number } {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as { dtype?: unknown; shape?: unknown; data_offsets?: unknown };
  if (typeof dtype !== 'string' || !areCounts(shape) || !areCounts(offsets) || offsets.length !== 2)
    throw new Unreadable(`the entry "${name}" of its header has no dtype, shape and place`);
  const known = Object.hasOwn(DTYPES, dtype) ? DTYPES[dtype] : undefined;
  const [begin, end] = offsets;
  if (end > available || begin > end)
    throw new Unreadable(`it is cut off: the values of "${name}" would end ${end - available} bytes beyond the end of the file`);
  const bytes = end - begin;
  const wanted = known && (shape.reduce((product, dim) => product * dim, 1) * known.bits) / 8;
  if (wanted !== undefined && wanted !== bytes)
    throw new Unreadable(`it is corrupted: "${name}" has ${bytes} bytes, and its shape and dtype need ${wanted}`);
  return { tensor: { name, dtype: known?.dtype ?? dtype.toLowerCase(), shape, bytes }, begin };
}
