import type { Span } from '../../diagnostics/span';
import type { DType } from '../../tensor/dtype';
import { type Dim, elementCount, type Shape } from '../../tensor/shape';
import { asInt, asItems } from '../../values/read';
import type { ObjectValue, Value } from '../../values/value';
import type { Bound } from '../core/bind';
import { asDType, asShape } from '../core/tensors';

/** One entry of a feature description (https://www.tensorflow.org/api_docs/python/tf/io). */
export interface Feature {
  readonly kind: 'fixed' | 'var' | 'sequence' | 'ragged' | 'sparse';
  readonly name: string;
  /** Undefined where it is not known. */
  readonly dtype: DType | null | undefined;
  /** Of one record's value, of one step's of a sequence, of the whole sparse tensor; undefined where it is not known. */
  readonly shape: Shape | undefined;
  readonly args: Bound;
  readonly span: Span;
}

const kinds: { [type: string]: Feature['kind'] } = {
  'tf.io.FixedLenFeature': 'fixed',
  'tf.io.VarLenFeature': 'var',
  'tf.io.FixedLenSequenceFeature': 'sequence',
  'tf.io.RaggedFeature': 'ragged',
  'tf.io.SparseFeature': 'sparse',
};

/** A feature as a description names it; undefined where it is not known. */
export function featureOf(name: string, value: Value): Feature | undefined {
  if (value.kind !== 'object' || !Object.hasOwn(kinds, value.type)) return undefined;
  const args = (value as ObjectValue).state.content as Bound | undefined;
  if (args === undefined) return undefined;
  const kind = kinds[value.type];
  return { kind, name, dtype: asDType(args.get('dtype')), shape: shapeOf(kind, args), args, span: value.origin.span };
}

function shapeOf(kind: Feature['kind'], args: Bound): Shape | undefined {
  if (kind === 'var' || kind === 'ragged') return null;
  if (kind === 'sparse') {
    const size = args.get('size');
    const dims = (asItems(size) ?? [size]).map(asInt);
    return dims.map(dim => dim ?? null);
  }
  const shape = args.get('shape');
  return shape.kind === 'none' ? null : asShape(shape);
}

/** Values that one record must have for a feature of fixed length; null where it is not known. */
export const valueCount = ({ kind, shape }: Feature): Dim => (kind === 'fixed' && shape ? elementCount(shape) : null);

export const REQUIRED_DTYPES = ['float32', 'int64', 'string'] as const;
/** How TensorFlow's three kinds of lists of values are called in a record, and in a description. */
export const listKinds: { readonly [dtype: string]: 'float' | 'int64' | 'bytes' } = { float32: 'float', int64: 'int64', string: 'bytes' };
export const listDTypes = { float: 'float32', int64: 'int64', bytes: 'string' } as const;
