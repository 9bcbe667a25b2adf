import type { DType } from '../../tensor/dtype';
import type { Dim, Shape } from '../../tensor/shape';
import { asInt, asItems } from '../../values/read';
import { type TensorValue, UNKNOWN, type Value } from '../../values/value';
import { type Call, parameters, type Rule, rows, type Table } from '../core/rule';
import { asShape } from '../core/tensors';
import { dtypeOr, familyOfResult, made, madeOf, operand } from './operand';

const ragged = ({ self }: Call): TensorValue | undefined =>
  self.kind === 'tensor' && self.type.raggedRank !== undefined ? self : undefined;
const sparse = (value: Value): TensorValue | undefined => (value.kind === 'tensor' && value.type.sparse ? value : undefined);

/** `to_tensor(default_value, shape)`: as long as the longest row, unless a shape is given. */
const toTensor: Rule = call => {
  const self = ragged(call);
  if (!self) return UNKNOWN;
  const wanted = asShape(call.args.get('shape'));
  const own = self.type.shape;
  const shape: Shape = wanted ? wanted.map((dim, axis) => dim ?? own?.[axis] ?? null) : call.args.get('shape').kind === 'none' ? own : null;
  return made(call, [self], shape, self.type.dtype);
};

const rowLengths: Rule = call => {
  const self = ragged(call);
  return self ? made(call, [self], [self.type.shape?.[0] ?? null], 'int64') : UNKNOWN;
};

const boundingShape: Rule = call => {
  const self = ragged(call);
  if (!self) return UNKNOWN;
  if (call.args.get('axis').kind !== 'none') return made(call, [self], [], 'int64');
  return made(call, [self], [self.type.shape?.length ?? null], 'int64');
};

/** Depth, length and kinds of nested lists. */
function nested(value: Value): { depth: number; dtype: DType | null; uniform: readonly Dim[] } | undefined {
  const items = asItems(value);
  if (items === undefined) {
    const { dtype, shape } = operand(value);
    return shape?.length === 0 ? { depth: 0, dtype, uniform: [] } : undefined;
  }
  const inner = items.map(nested);
  if (inner.includes(undefined)) return undefined;
  const deepest = inner.reduce((best, one) => (one && best && one.depth > best.depth ? one : (best ?? one)), inner[0]);
  const dtypes = new Set(inner.filter(one => one && (one.depth > 0 || one.dtype !== null)).map(one => one?.dtype ?? null));
  const dtype = dtypes.size === 1 ? [...dtypes][0] : dtypes.has('float32') ? 'float32' : null;
  return { depth: 1 + (deepest?.depth ?? 0), dtype: items.length === 0 ? null : dtype, uniform: [items.length] };
}

const constant: Rule = call => {
  const value = call.args.get('pylist');
  const read = nested(value);
  const asked = call.args.get('ragged_rank');
  if (read === undefined || (asked.kind !== 'none' && asInt(asked) === undefined) || call.args.get('inner_shape').kind !== 'none')
    return UNKNOWN;
  const raggedRank = asInt(asked) ?? Math.max(0, read.depth - 1);
  const dtype = dtypeOr(call, call.args.get('dtype'), read.dtype);
  if (raggedRank === 0 || raggedRank !== read.depth - 1)
    return raggedRank === 0 && read.depth === 1 ? made(call, [], read.uniform, dtype) : UNKNOWN;
  const shape = [read.uniform[0] ?? null, ...Array<Dim>(raggedRank).fill(null)];
  return madeOf(call, [], { shape, dtype, raggedRank });
};

const fromTensor: Rule = call => {
  const x = operand(call.args.get('tensor'));
  const rank = asInt(call.args.get('ragged_rank')) ?? 1;
  if (x.shape === null || rank !== 1) return UNKNOWN;
  return madeOf(call, [x.value], { shape: x.shape, dtype: x.dtype, raggedRank: 1 });
};

/** RaggedTensor.from_row_splits and its kin: one row of values for each. */
const fromRows =
  (rows: (count: Dim) => Dim, parameter: string): Rule =>
  call => {
    const [values, parts] = [operand(call.args.get('values')), operand(call.args.get(parameter))];
    if (values.shape === null) return UNKNOWN;
    return madeOf(call, [values.value], {
      shape: [rows(parts.shape?.[0] ?? null), null, ...values.shape.slice(1)],
      dtype: values.dtype,
      raggedRank: 1,
    });
  };

const stack: Rule = call => {
  const parts = asItems(call.args.get('values'))?.map(part => operand(part));
  if (!parts || parts.length === 0 || asInt(call.args.get('axis')) !== 0) return UNKNOWN;
  const rank = parts[0].shape?.length;
  if (rank === undefined || rank === 0 || parts.some(({ shape }) => shape?.length !== rank)) return UNKNOWN;
  const raggedRank = rank;
  return madeOf(
    call,
    parts.map(({ value }) => value),
    { shape: [parts.length, ...Array<Dim>(rank).fill(null)], dtype: parts[0].dtype, raggedRank },
  );
};

const toSparse: Rule = call => {
  const self = ragged(call);
  return self ? madeOf(call, [self], { shape: self.type.shape, dtype: self.type.dtype, sparse: true }) : UNKNOWN;
};

/** `tf.sparse.to_dense(sp)`: the same shape, dense. */
const toDense: Rule = call => {
  const x = sparse(call.args.get('sp_input'));
  return x ? made(call, [x], x.type.shape, x.type.dtype) : UNKNOWN;
};

const fromDense: Rule = call => {
  const x = operand(call.args.get('tensor'));
  return madeOf(call, [x.value], { shape: x.shape, dtype: x.dtype, sparse: true });
};

const sameSparse: Rule = call => {
  const x = sparse(call.args.get('sp_input'));
  return x ? { kind: 'tensor', family: familyOfResult(call, [x]), type: x.type } : UNKNOWN;
};

const sparseTensor: Rule = call => {
  const dims = asShape(call.args.get('dense_shape'));
  return madeOf(call, [call.args.get('values')], { shape: dims ?? null, dtype: operand(call.args.get('values')).dtype, sparse: true });
};

const sparseReshape: Rule = call => {
  const x = sparse(call.args.get('sp_input'));
  const shape = asShape(call.args.get('shape'));
  return x
    ? madeOf(call, [x], { shape: shape?.map(dim => (dim === -1 ? null : dim)) ?? null, dtype: x.type.dtype, sparse: true })
    : UNKNOWN;
};

const sparseProduct: Rule = call => {
  const [a, b] = [sparse(call.args.get('sp_a')), operand(call.args.get('b'))];
  return a ? made(call, [a, b.value], [a.type.shape?.[0] ?? null, b.shape?.[1] ?? null], a.type.dtype) : UNKNOWN;
};

const ownMethod = (name: string, rule: Rule, signature: string): Table => ({
  [`tf.RaggedTensor.${name}`]: { rule, parameters: parameters(signature) },
});

/** Ragged and sparse tensors: made, and made dense. */
export const raggedFunctions: Table = {
  'tf.ragged.constant': constant,
  'tf.ragged.stack': stack,
  ...ownMethod('to_tensor', toTensor, 'default_value=None, name=None, shape=None'),
  ...ownMethod('row_lengths', rowLengths, 'axis=1, name=None'),
  ...ownMethod('bounding_shape', boundingShape, 'axis=None, name=None, out_type=None'),
  ...ownMethod('to_sparse', toSparse, 'name=None'),
  ...ownMethod(
    'nrows',
    call => made(call, [], [], 'int64', { constant: [ragged(call)?.type.shape?.[0] ?? null] }),
    'out_type=None, name=None',
  ),
  ...ownMethod('from_tensor', fromTensor, 'tensor, lengths=None, padding=None, ragged_rank=1, name=None, row_splits_dtype=None'),
  ...ownMethod(
    'from_row_lengths',
    fromRows(count => count, 'row_lengths'),
    'values, row_lengths, name=None, validate=True',
  ),
  ...ownMethod(
    'from_row_splits',
    fromRows(count => (count === null ? null : count - 1), 'row_splits'),
    'values, row_splits, name=None, validate=True',
  ),
  ...rows(['tf.sparse.SparseTensor', 'tf.SparseTensor'], { rule: sparseTensor, parameters: parameters('indices, values, dense_shape') }),
  'tf.sparse.to_dense': toDense,
  'tf.sparse.from_dense': fromDense,
  ...rows(['tf.sparse.reorder', 'tf.sparse.fill_empty_rows', 'tf.sparse.softmax'], sameSparse),
  'tf.sparse.reshape': sparseReshape,
  'tf.sparse.sparse_dense_matmul': sparseProduct,
};
