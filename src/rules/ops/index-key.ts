import type { Dim } from '../../tensor/shape';
import { asItems } from '../../values/read';
import type { SliceValue, Value } from '../../values/value';
import { typeOf } from '../core/tensors';
import { constantOf } from './operand';

/** One part of what stands in the brackets. */
export type KeyPart =
  | { readonly kind: 'int'; readonly index: number | null }
  | { readonly kind: 'slice'; readonly slice: SliceValue }
  | { readonly kind: 'newaxis' }
  | { readonly kind: 'ellipsis' }
  /** Whole numbers that pick items (NumPy). */
  | { readonly kind: 'array'; readonly shape: readonly Dim[] }
  /** Truth values that pick items; `count` where they are known. */
  | { readonly kind: 'mask'; readonly shape: readonly Dim[]; readonly count: Dim }
  | { readonly kind: 'unknown' };

/** The parts of a key. A list is one part in NumPy and several in TensorFlow and Keras. */
export function keyParts(key: Value, listIsTuple: boolean): readonly KeyPart[] {
  if (mayBeRange(key)) return [{ kind: 'unknown' }];
  if (key.kind === 'tuple') return key.items.map(part);
  const items = listIsTuple ? asItems(key) : undefined;
  return items ? items.map(part) : [part(key)];
}

/** A range is kept as a tuple of its items. As an index it is one part, which picks as a list does in NumPy; a tuple that was written has the places of its items. */
const mayBeRange = (key: Value): boolean =>
  key.kind === 'tuple' && key.spans === undefined && key.items.length > 0 && key.items.every(({ kind }) => kind === 'int');

function part(value: Value): KeyPart {
  switch (value.kind) {
    case 'int':
      return { kind: 'int', index: value.value };
    case 'slice':
      return { kind: 'slice', slice: value };
    case 'none':
      return { kind: 'newaxis' };
    case 'ellipsis':
      return { kind: 'ellipsis' };
    case 'tensor':
    case 'list':
    case 'tuple':
      return arrayPart(value);
    default:
      return value.kind === 'unknown' && value.integer ? { kind: 'int', index: null } : { kind: 'unknown' };
  }
}

function arrayPart(value: Value): KeyPart {
  const type = typeOf(value);
  if (type === undefined || type.shape === null || type.dtype === null || type.raggedRank !== undefined) return { kind: 'unknown' };
  const constant = constantOf(value);
  if (type.dtype === 'bool') {
    const known = constant?.every(item => typeof item === 'boolean') ? constant.filter(Boolean).length : null;
    return { kind: 'mask', shape: type.shape, count: known };
  }
  if (asItems(value)?.length === 0) return { kind: 'array', shape: [0] };
  if (!/int/.test(type.dtype)) return { kind: 'unknown' };
  const single = constant?.[0];
  if (type.shape.length === 0) return { kind: 'int', index: typeof single === 'number' ? single : null };
  return { kind: 'array', shape: type.shape };
}

/** How many axes of the tensor a part stands for. */
export const consumed = (part: KeyPart): number =>
  part.kind === 'newaxis' || part.kind === 'ellipsis' ? 0 : part.kind === 'mask' ? part.shape.length : 1;
