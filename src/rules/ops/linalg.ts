import { reduced } from '../../tensor/axes';
import { isComplex, isFloat } from '../../tensor/dtype';
import { isMisfit } from '../../tensor/misfit';
import { swapped } from '../../tensor/product';
import { kerasFloat } from '../../tensor/promotion';
import { type Dim, mayEqual, printShape, type Shape } from '../../tensor/shape';
import { asInt } from '../../values/read';
import { tuple, type Value } from '../../values/value';
import { type Call, parameters, type Rule, rows, type Table } from '../core/rule';
import { arg, dense, dialectOf, flag, ints, made, type Operand, operand, refuseCall } from './operand';

const matrix = (call: Call): Operand => operand(arg(call, 'input', 'matrix', 'tensor', 'x', 'a', 'm', 'v'), dialectOf(call));

/** A square matrix, or batches of them. */
function notSquare(call: Call, { shape }: Operand): Value | undefined {
  if (shape === null) return undefined;
  const [rows, columns] = shape.slice(-2);
  if (shape.length >= 2 && mayEqual(rows, columns)) return undefined;
  return refuseCall(call, 'op-shape', `the shape ${printShape(shape)} is no square matrix`);
}

const mapsSquare =
  (shapeOf: (shape: readonly Dim[]) => Shape): Rule =>
  call => {
    const x = matrix(call);
    const wrong = notSquare(call, x);
    return wrong ?? made(call, [x.value], x.shape && shapeOf(x.shape), dialectOf(call) === 'tf' ? x.dtype : x.dtype && kerasFloat(x.dtype));
  };

const maps =
  (shapeOf: (shape: readonly Dim[]) => Shape): Rule =>
  call => {
    const x = matrix(call);
    return made(call, [x.value], x.shape && shapeOf(x.shape), x.dtype);
  };

const smaller = (a: Dim, b: Dim): Dim => (a === null || b === null ? null : Math.min(a, b));

const norm: Rule = call => {
  const x = matrix(call);
  const [axes, keep] = [ints(call.args.get('axis')), flag(call.args.get('keepdims'))];
  if (dialectOf(call) === 'tf' && x.dtype !== null && !isFloat(x.dtype) && !isComplex(x.dtype))
    return refuseCall(call, 'op-dtype', `the tensor has dtype ${x.dtype} and must be a float; cast it with tf.cast(x, tf.float32)`);
  const dtype = x.dtype === null ? null : dialectOf(call) === 'numpy' && !x.dtype.startsWith('float') ? 'float64' : kerasFloat(x.dtype);
  const outcome = axes === undefined || keep === undefined ? null : reduced(x.shape, axes, keep);
  return isMisfit(outcome) ? refuseCall(call, 'op-shape', outcome.misfit) : made(call, [x.value], outcome, dtype);
};

const svd: Rule = call => {
  const x = matrix(call);
  const all = flag(call.args.get('full_matrices'));
  if (x.shape === null || x.shape.length < 2 || all === undefined || call.args.given('compute_uv')) return { kind: 'unknown' };
  const [rows, columns] = x.shape.slice(-2);
  const [front, least] = [x.shape.slice(0, -2), smaller(rows, columns)];
  const s = made(call, [x.value], [...front, least], x.dtype);
  const u = made(call, [x.value], [...front, rows, all ? rows : least], x.dtype);
  const v = made(
    call,
    [x.value],
    dialectOf(call) === 'tf' ? [...front, columns, all ? columns : least] : [...front, all ? columns : least, columns],
    x.dtype,
  );
  return tuple(dialectOf(call) === 'tf' ? [s, u, v] : [u, s, v]);
};

const qr: Rule = call => {
  const x = matrix(call);
  if (x.shape === null || x.shape.length < 2 || call.args.given('full_matrices') || call.args.given('mode')) return { kind: 'unknown' };
  const [rows, columns] = x.shape.slice(-2);
  const [front, least] = [x.shape.slice(0, -2), smaller(rows, columns)];
  return tuple([made(call, [x.value], [...front, rows, least], x.dtype), made(call, [x.value], [...front, least, columns], x.dtype)]);
};

const eigh: Rule = call => {
  const x = matrix(call);
  const wrong = notSquare(call, x);
  if (wrong) return wrong;
  return tuple([made(call, [x.value], x.shape?.slice(0, -1) ?? null, x.dtype), made(call, [x.value], x.shape, x.dtype)]);
};

const solve: Rule = call => {
  const right = operand(arg(call, 'rhs', 'b'), dialectOf(call));
  const x = matrix(call);
  return notSquare(call, x) ?? made(call, [x.value, right.value], right.shape, x.dtype);
};

const diagonal: Rule = call => {
  const x = operand(arg(call, 'diagonal'));
  const plain = call.args.given('k') === false && call.args.given('num_rows') === false;
  const last = x.shape?.at(-1) ?? null;
  return made(call, [x.value], plain && x.shape ? [...x.shape.slice(0, -1), last, last] : null, x.dtype);
};

/** NumPy's diag: a matrix from a vector, a vector from a matrix. */
const diag: Rule = call => {
  const x = matrix(call);
  const k = asInt(call.args.get('k')) ?? 0;
  if (x.shape === null) return made(call, [x.value], null, x.dtype);
  const [a, b] = x.shape;
  if (x.shape.length === 1) return made(call, [x.value], a === null ? [null, null] : [a + Math.abs(k), a + Math.abs(k)], x.dtype);
  return made(call, [x.value], [k === 0 ? smaller(a, b ?? null) : null], x.dtype);
};

const normalize: Rule = call => {
  const x = operand(call.args.get('tensor'));
  const axes = ints(call.args.get('axis'));
  const length = axes === undefined ? null : reduced(x.shape, axes, true);
  return tuple([made(call, [x.value], x.shape, x.dtype), made(call, [x.value], isMisfit(length) ? null : length, x.dtype)]);
};

const la = (names: string): string[] =>
  names.split(' ').flatMap(name => [`tf.linalg.${name}`, `keras.ops.linalg.${name}`, `keras.ops.${name}`]);
const np = (name: string, rule: Rule, signature = 'a, *args, **kwargs'): Table => ({
  [`numpy.linalg.${name}`]: { rule: dense(rule), parameters: parameters(signature) },
});

/** Matrices. */
export const linalgFunctions: Table = {
  ...rows(la('inv cholesky expm sqrtm logm'), dense(mapsSquare(shape => shape))),
  ...rows(la('det logdet'), dense(mapsSquare(shape => shape.slice(0, -2)))),
  'tf.linalg.trace': dense(maps(shape => shape.slice(0, -2))),
  'keras.ops.trace': dense(maps(shape => (shape.length < 2 ? null : shape.slice(2)))),
  ...rows(['tf.linalg.norm', 'tf.norm', 'keras.ops.norm', 'keras.ops.linalg.norm'], dense(norm)),
  ...rows(la('svd'), dense(svd)),
  ...rows(la('qr'), dense(qr)),
  ...rows(la('eigh'), dense(eigh)),
  ...rows(la('solve'), dense(solve)),
  ...rows(la('pinv'), dense(maps(swapped))),
  ...rows(['tf.linalg.matrix_transpose', 'tf.linalg.adjoint'], dense(maps(swapped))),
  ...rows(['tf.linalg.band_part', 'tf.linalg.set_diag', 'tf.linalg.cross'], dense(maps(shape => shape))),
  ...rows(
    ['tf.linalg.diag_part', 'tf.linalg.tensor_diag_part'],
    dense(maps(shape => (shape.length < 2 ? null : [...shape.slice(0, -2), smaller(shape[shape.length - 2], shape[shape.length - 1])]))),
  ),
  ...rows(['tf.linalg.diag'], dense(diagonal)),
  'tf.linalg.normalize': dense(normalize),
  ...np('norm', norm, 'x, ord=None, axis=None, keepdims=False'),
  ...np(
    'inv',
    mapsSquare(shape => shape),
  ),
  ...np(
    'det',
    mapsSquare(shape => shape.slice(0, -2)),
  ),
  'numpy.diag': { rule: dense(diag), parameters: parameters('v, k=0') },
  'keras.ops.diag': dense(diag),
};
