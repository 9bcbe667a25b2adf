import { elementCount } from '../../tensor/shape';
import type { Iterated } from '../../values/library';
import { asNumber } from '../../values/read';
import { int, str, type TensorValue, UNKNOWN, type Value } from '../../values/value';
import type { Use } from '../core/kind';
import { fail } from '../core/report';
import { shapeTuple, tensor, tensorsIn } from '../core/tensors';
import { mapTensors } from './control';
import { dtypeObject } from './dtypes';
import { arrayMethods, tensorMethods } from './tensor-methods';
import { shapeObject } from './tensor-shape';

/** The class whose methods a tensor has. */
export function classOf({ family, type, facts }: TensorValue): string {
  if (family === 'numpy') return 'numpy.ndarray';
  if (family === 'keras') return 'keras.KerasTensor';
  if (type.raggedRank !== undefined) return 'tf.RaggedTensor';
  if (type.sparse) return 'tf.SparseTensor';
  return facts?.variable === true ? 'tf.Variable' : 'tf.Tensor';
}

/** Attributes of tensors and arrays. */
export function tensorAttribute(use: Use, name: string): Value | undefined {
  const { self, context } = use;
  if (self.kind !== 'tensor') return undefined;
  const { shape, dtype } = self.type;
  const isArray = self.family === 'numpy';
  switch (name) {
    case 'shape':
      return isArray || self.family === 'keras' ? shapeTuple(shape) : shapeObject(shape, context.span);
    case 'dtype':
      return dtype === null ? UNKNOWN : self.family === 'keras' ? str(dtype) : dtypeObject(dtype, context.span);
    case 'ndim':
      return shape === null ? UNKNOWN : int(shape.length);
    case 'size': {
      const count = isArray ? elementCount(shape) : null;
      return count === null ? UNKNOWN : int(count);
    }
    case 'T':
      return isArray ? tensor('numpy', shape && [...shape].reverse(), dtype) : UNKNOWN;
    case 'values':
      return self.type.sparse
        ? tensor(self.family, [null], dtype)
        : self.type.raggedRank === 1 && shape
          ? tensor(self.family, [null, ...shape.slice(2)], dtype)
          : UNKNOWN;
    case 'flat_values':
      return self.type.raggedRank !== undefined && shape
        ? tensor(self.family, [null, ...shape.slice(self.type.raggedRank + 1)], dtype)
        : UNKNOWN;
    case 'indices':
      return self.type.sparse ? tensor(self.family, [null, shape?.length ?? null], 'int64') : UNKNOWN;
    case 'dense_shape':
      return self.type.sparse ? tensor(self.family, [shape?.length ?? null], 'int64') : UNKNOWN;
    case 'ragged_rank':
      return self.type.raggedRank === undefined ? UNKNOWN : int(self.type.raggedRank);
    default: {
      const owner = classOf(self);
      const has = isArray ? arrayMethods.has(name) : tensorMethods[owner]?.has(name);
      return has ? { kind: 'method', self, owner, name } : UNKNOWN;
    }
  }
}

/** Rows of a tensor: each index of the first axis. */
export function tensorIterate({ self, context }: Use): Iterated | undefined {
  if (self.kind !== 'tensor') return undefined;
  if (self.family === 'keras') {
    fail(
      { context },
      'symbolic-value',
      'A symbolic Keras tensor cannot be iterated over: it has a shape and no values yet. Use keras.ops.unstack, or index it. Keras: "Iterating over a symbolic KerasTensor is not supported."',
    );
    return undefined;
  }
  const { shape, dtype } = self.type;
  if (shape === null || self.type.raggedRank !== undefined || self.type.sparse || shape.length === 0) return undefined;
  const [rows, ...rest] = shape;
  const row = (index: number): Value =>
    tensor(self.family, rest, dtype, rest.length === 0 && self.constant ? { constant: [self.constant[index] ?? null] } : {});
  return rows === null || rows > 64
    ? { each: tensor(self.family, rest, dtype), count: rows }
    : { items: Array.from({ length: rows }, (_, index) => row(index)) };
}

/** `len(tensor)`: its first dimension. */
export const tensorLength = (self: Value): number | undefined => (self.kind === 'tensor' ? (self.type.shape?.[0] ?? undefined) : undefined);

/** A tensor in a condition. Inside a traced function TensorFlow turns `if` into a graph, so only Keras's symbolic tensors are wrong there. */
export function tensorTruth({ self, context }: Use): boolean | undefined {
  if (self.kind !== 'tensor') return undefined;
  if (self.family === 'keras') {
    fail(
      { context },
      'symbolic-value',
      'A symbolic Keras tensor has no truth value: it has a shape and no values yet. Use keras.ops.where, or put the decision into a layer. Keras: "A symbolic KerasTensor cannot be used as a boolean."',
    );
    return undefined;
  }
  const number = asNumber(self);
  const single = self.constant?.length === 1 ? self.constant[0] : undefined;
  return number !== undefined ? number !== 0 : typeof single === 'boolean' ? single : undefined;
}

/** Eager tensors as a traced function sees them: symbolic. Everything else stays the object that it is, variables too. */
export const asSymbolic = (value: Value): Value =>
  value.kind === 'tensor' && value.family === 'eager' && value.facts?.variable !== true
    ? { kind: 'tensor', family: 'graph', type: value.type, ...(value.origin && { origin: value.origin }) }
    : value;

/** What a program gets of what was traced: tensors with numbers. */
export const concrete = (value: Value): Value =>
  tensorsIn(value).some(({ family }) => family === 'graph')
    ? mapTensors(value, one => (one.family === 'graph' ? { ...one, family: 'eager' } : one))
    : value;

/** An array's elements were written to: what was known of them holds no more, for every name that the array has. */
export function forgetElements(array: TensorValue): void {
  const known = array as { constant?: unknown; facts?: unknown };
  known.constant = undefined;
  if (array.family === 'numpy') known.facts = undefined;
}
