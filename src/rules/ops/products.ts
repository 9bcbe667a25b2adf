import type { DType } from '../../tensor/dtype';
import { contracted, dotProduct, einsum, matrixProduct, numpyProduct, swapped } from '../../tensor/product';
import { kerasPromotion, numpyPromotion } from '../../tensor/promotion';
import { asInt, asItems, asString } from '../../values/read';
import { UNKNOWN, type Value } from '../../values/value';
import { type Call, parameters, type Rule, rows, type Table } from '../core/rule';
import { arg, dense, dialectOf, dtypeOr, flag, ints, made, type Operand, operand, refuseCall, settled } from './operand';

/** The dtype of a product; undefined where TensorFlow refuses the two. */
function productDType(call: Call, operands: readonly Operand[], dialect = dialectOf(call)): DType | null | undefined {
  if (dialect !== 'tf') return (dialect === 'numpy' ? numpyPromotion : kerasPromotion)(operands);
  // Arrays and lists take the dtype of the tensor beside them.
  const strong = operands.filter(({ value }) => value.kind === 'tensor' && value.family !== 'numpy');
  const dtypes = new Set((strong.length > 0 ? strong : operands).map(({ dtype }) => dtype));
  if (dtypes.has(null)) return [...dtypes].find(dtype => dtype !== null) ?? null;
  if (dtypes.size === 1) return [...dtypes][0];
  if (strong.length < 2) return null;
  refuseCall(
    call,
    'op-dtype',
    `the operands have dtypes ${[...dtypes].join(' and ')}: TensorFlow never converts a tensor by itself; cast one with tf.cast`,
  );
  return undefined;
}

/** `a @ b` and the matmul functions. */
export function multiplied(call: Call, left: Value, right: Value, dialect = dialectOf(call)): Value {
  const [a, b] = [operand(left, dialect), operand(right, dialect)];
  const dtype = productDType(call, [a, b], dialect);
  if (dtype === undefined) return UNKNOWN;
  return settled(call, [left, right], dialect === 'tf' ? matrixProduct(a.shape, b.shape) : numpyProduct(a.shape, b.shape), dtype);
}

const matmul: Rule = call => {
  const [left, right] = [arg(call, 'a', 'x1'), arg(call, 'b', 'x2')];
  const [a, b] = [operand(left), operand(right)];
  const [ta, tb] = ['transpose_a', 'transpose_b'].map((name, index) => {
    const [plain, adjoint] = [flag(call.args.get(name)), flag(call.args.get(index === 0 ? 'adjoint_a' : 'adjoint_b'))];
    return plain === true || adjoint === true ? true : plain === false && adjoint === false ? false : undefined;
  });
  const dtype = productDType(call, [a, b]);
  if (dtype === undefined) return UNKNOWN;
  if (ta === undefined || tb === undefined) return made(call, [left, right], null, dtype);
  const output = call.args.get('output_type');
  return settled(
    call,
    [left, right],
    matrixProduct(ta ? swapped(a.shape) : a.shape, tb ? swapped(b.shape) : b.shape),
    output.kind === 'none' ? dtype : dtypeOr(call, output, dtype),
  );
};

/** `tf.linalg.matvec(a, b)`: b is a column without its axis. */
const matvec: Rule = call => {
  const [left, right] = [call.args.get('a'), call.args.get('b')];
  const [a, b] = [operand(left), operand(right)];
  const dtype = productDType(call, [a, b]);
  if (dtype === undefined) return UNKNOWN;
  const transposed = flag(call.args.get('transpose_a'));
  if (transposed === undefined) return made(call, [left, right], null, dtype);
  const product = matrixProduct(transposed ? swapped(a.shape) : a.shape, b.shape && [...b.shape, 1]);
  return settled(call, [left, right], Array.isArray(product) ? product.slice(0, -1) : product, dtype);
};

const dot: Rule = call => {
  const [left, right] = call.self.kind === 'tensor' ? [call.self, arg(call, 'b')] : [arg(call, 'a', 'x1'), arg(call, 'b', 'x2')];
  const dialect = dialectOf(call);
  const [a, b] = [operand(left, dialect), operand(right, dialect)];
  const dtype = productDType(call, [a, b]);
  return dtype === undefined ? UNKNOWN : settled(call, [left, right], dotProduct(a.shape, b.shape), dtype);
};

const outer: Rule = call => {
  const [left, right] = [arg(call, 'a', 'x1'), arg(call, 'b', 'x2')];
  const [a, b] = [operand(left, dialectOf(call)), operand(right, dialectOf(call))];
  const size = (shape: Operand['shape']) =>
    shape?.reduce<number | null>((all, dim) => (all === null || dim === null ? null : all * dim), 1) ?? null;
  return made(call, [left, right], [size(a.shape), size(b.shape)], productDType(call, [a, b]) ?? null);
};

const inner: Rule = call => {
  const [left, right] = [arg(call, 'a', 'x1'), arg(call, 'b', 'x2')];
  const [a, b] = [operand(left, dialectOf(call)), operand(right, dialectOf(call))];
  const dtype = productDType(call, [a, b]) ?? null;
  if (a.shape?.length === 0 || b.shape?.length === 0) return made(call, [left, right], null, dtype);
  return settled(call, [left, right], contracted(a.shape, b.shape, [-1], [-1]), dtype);
};

const tensordot: Rule = call => {
  const [left, right] = [arg(call, 'a', 'x1'), arg(call, 'b', 'x2')];
  const dialect = dialectOf(call);
  const [a, b] = [operand(left, dialect), operand(right, dialect)];
  const dtype = productDType(call, [a, b]);
  if (dtype === undefined) return UNKNOWN;
  // Sizes that are only traced are compared when the model runs.
  const checked = ![a, b].some(one => isSymbolic(one) || one.shape?.includes(null));
  const axes = call.args.given('axes') === false ? { kind: 'int' as const, value: 2 } : call.args.get('axes');
  const count = asInt(axes);
  if (count !== undefined) {
    if (a.shape === null || b.shape === null) return made(call, [left, right], null, dtype);
    const { length } = a.shape;
    const last = Array.from({ length: count }, (_, index) => length - count + index);
    return settled(
      call,
      [left, right],
      contracted(
        a.shape,
        b.shape,
        last,
        last.map((_, index) => index),
        checked,
      ),
      dtype,
    );
  }
  const pairs = asItems(axes)?.map(ints);
  const [ofA, ofB] = pairs?.length === 2 ? pairs : [undefined, undefined];
  return ofA && ofB
    ? settled(call, [left, right], contracted(a.shape, b.shape, ofA, ofB, checked), dtype)
    : made(call, [left, right], null, dtype);
};

const isSymbolic = ({ value }: Operand): boolean => value.kind === 'tensor' && value.family === 'keras';

const einsumRule: Rule = call => {
  const equation = asString(arg(call, 'equation', 'subscripts'));
  const operands = call.args.rest;
  if (equation === undefined || call.args.open) return made(call, operands, null, null);
  const dialect = dialectOf(call);
  const read = operands.map(value => operand(value, dialect));
  const dtype = dialect === 'tf' ? (read.find(one => one.dtype !== null)?.dtype ?? null) : (productDType(call, read) ?? null);
  const shapes = read.map(({ shape }) => shape);
  return settled(call, operands, einsum(equation, shapes, !read.some(isSymbolic)), dtype);
};

const both = (name: string, signature: string, rule: Rule): Table => ({
  [`keras.ops.${name}`]: dense(rule),
  [`numpy.${name}`]: { rule: dense(rule), parameters: parameters(signature) },
});

/** Products of matrices and tensors. */
export const productFunctions: Table = {
  ...rows(['tf.matmul', 'tf.linalg.matmul'], dense(matmul)),
  'tf.linalg.matvec': dense(matvec),
  ...both('matmul', 'x1, x2', call => multiplied(call, arg(call, 'x1'), arg(call, 'x2'))),
  ...both('dot', 'a, b', dot),
  'numpy.ndarray.dot': { rule: dense(dot), parameters: parameters('b') },
  ...both('outer', 'a, b', outer),
  ...both('inner', 'a, b', inner),
  ...both('tensordot', 'a, b, axes=2', tensordot),
  'tf.tensordot': dense(tensordot),
  ...both('einsum', 'subscripts, *operands, **kwargs', einsumRule),
  ...rows(['tf.einsum', 'tf.linalg.einsum'], dense(einsumRule)),
};
