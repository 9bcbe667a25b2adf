import type { ModuleSession } from '../hub/session';
import { allocate, isElementType, NdArray, type NumberArray, numbersOf, stringsOf } from '../input/array';

/** The addon of tfjs-node, as far as it serves SavedModels. Tensors go by numbers. */
export interface NativeBinding {
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_INT64: number;
  readonly TF_UINT8: number;
  readonly TF_BOOL: number;
  readonly TF_STRING: number;
  createTensor(shape: readonly number[], dtype: number, values: unknown): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): NumberArray | BigInt64Array | Uint8Array[];
  loadSavedModel(folder: string, tags: string): number;
  runSavedModel(id: number, tensors: readonly number[], inputs: string, outputs: string): { id: number; shape: number[] }[];
}

type NumberTypes = 'TF_FLOAT' | 'TF_INT32' | 'TF_INT64' | 'TF_UINT8' | 'TF_BOOL';

/** The addon's type of each dtype of numbers, and the values in the array that it takes. */
const numberTypes: { readonly [dtype: string]: readonly [type: NumberTypes, values: (numbers: NumberArray) => unknown] } = {
  float32: ['TF_FLOAT', numbers => Float32Array.from(numbers)],
  int32: ['TF_INT32', numbers => Int32Array.from(numbers)],
  int64: ['TF_INT64', wordsOf],
  uint8: ['TF_UINT8', numbers => Uint8Array.from(numbers)],
  bool: ['TF_BOOL', numbers => Uint8Array.from(numbers)],
};

/** The addon takes 64-bit integers as pairs of 32-bit ones. */
function wordsOf(numbers: NumberArray): Int32Array {
  return new Int32Array(BigInt64Array.from(numbers, value => BigInt(Math.trunc(value))).buffer);
}

/** Loads SavedModels through the addon, each graph once. */
export function nativeSessions(binding: NativeBinding): (folder: string, tags: readonly string[]) => ModuleSession {
  const loaded = new Map<string, number>();
  return (folder, tags) => {
    const key = JSON.stringify([folder, tags]);
    const id = loaded.get(key) ?? binding.loadSavedModel(folder, tags.join(','));
    loaded.set(key, id);
    return { run: (inputs, outputs) => run(binding, id, inputs, outputs) };
  };
}

function run(
  binding: NativeBinding,
  session: number,
  inputs: Parameters<ModuleSession['run']>[0],
  outputs: Parameters<ModuleSession['run']>[1],
): NdArray[] {
  const given: number[] = [];
  try {
    for (const { array } of inputs) given.push(created(binding, array));
    const nodes = [inputs, outputs].map(ends => ends.map(({ node }) => node).join(','));
    const results = binding.runSavedModel(session, given, nodes[0], nodes[1]);
    try {
      return results.map(({ id, shape }, place) => arrayOf(binding.tensorDataSync(id), shape, outputs[place].dtype));
    } finally {
      for (const { id } of results) binding.deleteTensor(id);
    }
  } finally {
    for (const id of given) binding.deleteTensor(id);
  }
}

function created(binding: NativeBinding, array: NdArray): number {
  if (array.dtype === 'string') return binding.createTensor(array.shape, binding.TF_STRING, stringsOf(array, 'the module'));
  const row = numberTypes[array.dtype];
  if (row === undefined) throw new Error(`a module takes no ${array.dtype} here`);
  const [type, values] = row;
  return binding.createTensor(array.shape, binding[type], values(numbersOf(array, 'the module')));
}

function arrayOf(data: NumberArray | BigInt64Array | Uint8Array[], shape: number[], dtype: string): NdArray {
  if (!isElementType(dtype)) throw new Error(`the module gives ${dtype}, which cannot be computed with here`);
  if (dtype === 'string' || Array.isArray(data)) return new NdArray('string', shape, data as Uint8Array[]);
  const numbers = allocate(dtype, data.length);
  for (let i = 0; i < numbers.length; i++) numbers[i] = Number(data[i]);
  return new NdArray(dtype, shape, numbers);
}
