/** Element types by TensorFlow's own names (tensorflow/core/framework/types.proto). */
export const DTYPES = [
  'float16',
  'float32',
  'float64',
  'bfloat16',
  'int8',
  'int16',
  'int32',
  'int64',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'bool',
  'string',
  'complex64',
  'complex128',
  'variant',
  'resource',
] as const;

export type DType = (typeof DTYPES)[number];

/** Python-side spellings that mean one of the above. */
const aliases: { [name: string]: DType } = {
  half: 'float16',
  float: 'float32',
  double: 'float64',
  int: 'int32',
  bool_: 'bool',
  str: 'string',
  float_: 'float64',
  int_: 'int64',
  byte: 'int8',
};

/** The dtype of a name such as "float32", "tf.float32" or "half"; undefined where there is none. */
export function dtypeOf(name: string): DType | undefined {
  const last = name.slice(name.lastIndexOf('.') + 1);
  if ((DTYPES as readonly string[]).includes(last)) return last as DType;
  return Object.hasOwn(aliases, last) ? aliases[last] : undefined;
}

const floats = new Set<DType>(['float16', 'float32', 'float64', 'bfloat16']);
const integers = new Set<DType>(['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64']);

export const isFloat = (dtype: DType): boolean => floats.has(dtype);
export const isInteger = (dtype: DType): boolean => integers.has(dtype);
export const isComplex = (dtype: DType): boolean => dtype === 'complex64' || dtype === 'complex128';
export const isNumeric = (dtype: DType): boolean => isFloat(dtype) || isInteger(dtype) || isComplex(dtype);
