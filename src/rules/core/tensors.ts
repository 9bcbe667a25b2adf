import { type DType, dtypeOf } from '../../tensor/dtype';
import type { Dim, Shape } from '../../tensor/shape';
import type { TensorType } from '../../tensor/type';
import { asItems, asNumber, asRepeated } from '../../values/read';
import { type Facts, int, type TensorValue, tuple, UNKNOWN, type Value } from '../../values/value';
import type { Call, Session } from './rule';

type Family = TensorValue['family'];

/** Elements that are kept of a constant tensor, at most. */
const MAX_CONSTANT_ELEMENTS = 256;

export function tensor(
  family: Family,
  shape: Shape,
  dtype: DType | null,
  more: { constant?: TensorValue['constant']; facts?: Facts } = {},
): TensorValue {
  const { constant, facts } = more;
  return {
    kind: 'tensor',
    family,
    type: { shape, dtype },
    ...(constant && constant.length <= MAX_CONSTANT_ELEMENTS && { constant }),
    ...(facts && { facts }),
  };
}

export const ofType = (family: Family, type: TensorType): TensorValue => ({ kind: 'tensor', family, type });

/** Tensors anywhere in a nest of tuples, lists and dictionaries. */
export function tensorsIn(value: Value): TensorValue[] {
  if (value.kind === 'tensor') return [value];
  if (value.kind === 'dict') return [...(value.cell.content?.values() ?? [])].flatMap(item => tensorsIn(item.value));
  return (asItems(value) ?? []).flatMap(tensorsIn);
}

/** What a result is when these go in: symbolic where any of them is, else by where the program stands. */
export function familyOf(session: Session, values: readonly Value[]): Family {
  const families = new Set(values.flatMap(tensorsIn).map(value => value.family));
  if (families.has('keras')) return 'keras';
  return session.graphDepth > 0 || families.has('graph') ? 'graph' : 'eager';
}

/** A new tensor made by this call from these values. */
export const result = (
  call: Call,
  values: readonly Value[],
  shape: Shape,
  dtype: DType | null,
  more?: Parameters<typeof tensor>[3],
): TensorValue => tensor(familyOf(call.session, values), shape, dtype, more);

/** The dtype that a value names: "float32", tf.float32, np.float32, `float`; undefined where it is not known, null for None. */
export function asDType(value: Value): DType | null | undefined {
  switch (value.kind) {
    case 'none':
      return null;
    case 'str':
      return dtypeOf(value.value);
    case 'api':
      return dtypeOf(value.name);
    case 'builtin':
      return pythonDTypes[value.name];
    case 'object':
      return value.type === 'tf.DType' ? dtypeOf(String(value.state.content)) : undefined;
    default:
      return undefined;
  }
}
/** dtype arguments are mostly used with NumPy's reading of Python's classes. */
const pythonDTypes: { [name: string]: DType } = { int: 'int64', float: 'float64', bool: 'bool', str: 'string' };

/** One dimension: an integer, None (unknown), or a scalar tensor. Undefined where the value is no dimension. */
export function asDim(value: Value): Dim | undefined {
  if (value.kind === 'none' || value.kind === 'unknown') return null;
  const number = asNumber(value);
  if (number !== undefined) return Number.isInteger(number) ? number : undefined;
  return value.kind === 'tensor' ? null : undefined;
}

/** A shape as programs write it: a tuple or list of dimensions, one integer, a TensorShape, a constant tensor. Undefined where it is not known at all; null for unknown rank. */
export function asShape(value: Value): Shape | undefined {
  if (value.kind === 'object' && value.type === 'tf.TensorShape') return value.state.content as Shape;
  if (value.kind === 'tensor') {
    const { shape } = value.type;
    if (shape?.length === 0) return [asDim(value) ?? null];
    if (shape?.length !== 1 || shape[0] === null) return shape?.length === 1 ? null : undefined;
    return value.constant
      ? value.constant.map(dim => (typeof dim === 'number' ? dim : null))
      : Array.from({ length: shape[0] }, () => null);
  }
  const items = asItems(value);
  if (items === undefined) {
    const single = value.kind === 'int' ? asDim(value) : undefined;
    return single === undefined ? undefined : [single];
  }
  const dims = items.map(asDim);
  return dims.includes(undefined) ? undefined : (dims as Dim[]);
}

/** A shape as Python shows it; a dimension that is null here may be None there or only not known to us, so it is unknown. */
export const shapeTuple = (shape: Shape): Value =>
  shape === null ? UNKNOWN : tuple(shape.map(dim => (dim === null ? UNKNOWN : int(dim))));

/** The type of anything that TensorFlow would turn into a tensor: tensors, Python numbers and texts, nested lists of them, objects whose state
 * says what array they are. Undefined where not known. */
export function typeOf(value: Value): TensorType | undefined {
  switch (value.kind) {
    case 'tensor':
      return value.type;
    case 'bool':
      return { shape: [], dtype: 'bool' };
    case 'int':
      return { shape: [], dtype: 'int32' };
    case 'float':
      return { shape: [], dtype: 'float32' };
    case 'str':
    case 'bytes':
      return { shape: [], dtype: 'string' };
    case 'tuple':
    case 'list':
      return stacked(asItems(value)) ?? repeatedType(asRepeated(value));
    case 'object':
      return (value.state.content as { arrayType?: TensorType } | undefined)?.arrayType;
    default:
      return undefined;
  }
}

/** Of rows that differ in length nothing is an array: where a size is not known there is still one. */
function repeatedType(rows: ReturnType<typeof asRepeated>): TensorType | undefined {
  const each = rows && typeOf(rows.each);
  if (!rows || !each?.shape || each.sparse || each.raggedRank !== undefined) return undefined;
  return { shape: [rows.count, ...each.shape], dtype: each.dtype };
}

function stacked(items: readonly Value[] | undefined): TensorType | undefined {
  if (items === undefined) return undefined;
  if (items.length === 0) return { shape: [0], dtype: 'float32' };
  const types = items.map(typeOf);
  const [first] = types;
  if (first === undefined || first.shape === null) return undefined;
  for (const type of types) {
    if (type === undefined || type.shape === null || type.shape.length !== first.shape.length) return undefined;
    if (type.shape.some((dim, axis) => dim !== first.shape?.[axis])) return undefined;
  }
  return { shape: [items.length, ...first.shape], dtype: commonDType(types.map(type => type?.dtype ?? null)) };
}

/** Python's numbers, and arrays of their dtypes, become floats where one is; what other dtypes become together differs between the libraries. */
function commonDType(dtypes: readonly (DType | null)[]): DType | null {
  const distinct = new Set(dtypes);
  if (distinct.size === 1) return dtypes[0];
  const plain = [...distinct].every(dtype => dtype === 'bool' || dtype === 'int32' || dtype === 'float32');
  return plain && distinct.has('float32') ? 'float32' : null;
}
