import { axisOf } from '../../tensor/axes';
import { isMisfit, misfit, type ShapeResult } from '../../tensor/misfit';
import { broadcast, type Dim, elementCount, mayEqual, printShape, type Shape } from '../../tensor/shape';
import { asInt } from '../../values/read';
import type { Value } from '../../values/value';
import { uniformOf } from '../core/facts';
import { type Call, parameters, type Rule, rows, type Table } from '../core/rule';
import { arg, dense, dialectOf, ints, made, type Operand, operand, refuseCall, settled, subject } from './operand';

/** How many elements of a mask are true. */
export function truths({ constant, value, shape }: Operand): Dim {
  if (constant?.every(item => typeof item === 'boolean')) return constant.filter(Boolean).length;
  const all = value.kind === 'tensor' ? uniformOf(value) : undefined;
  return typeof all !== 'boolean' ? null : all ? elementCount(shape) : 0;
}

/** `tf.boolean_mask(tensor, mask, axis)`: the axes of the mask become one, of unknown size unless the mask is known. */
export function masked(call: Call, value: Value, mask: Value, axis: number): Value {
  const [x, picks] = [operand(value), operand(mask)];
  if (picks.shape === null || x.shape === null) return made(call, [value], null, x.dtype);
  if (picks.shape.length === 0) return refuseCall(call, 'op-shape', 'the mask is a scalar; it needs at least one axis');
  const at = axisOf(axis, x.shape);
  if (isMisfit(at)) return refuseCall(call, 'op-shape', at.misfit);
  const own = x.shape.slice(at, at + picks.shape.length);
  if (own.length < picks.shape.length || picks.shape.some((dim, index) => !mayEqual(dim, own[index])))
    return refuseCall(
      call,
      'op-shape',
      `the mask of shape ${printShape(picks.shape)} does not fit the axes ${printShape(own)} that it picks from`,
    );
  const known = truths(picks);
  return made(call, [value, mask], [...x.shape.slice(0, at), known, ...x.shape.slice(at + picks.shape.length)], x.dtype);
}

const booleanMask: Rule = call => {
  const axis = call.args.get('axis');
  const at = axis.kind === 'none' ? 0 : asInt(axis);
  const value = call.args.get('tensor');
  return at === undefined ? made(call, [value], null, operand(value).dtype) : masked(call, value, call.args.get('mask'), at);
};

/** The indexed axis replaced by the axes of the indices; `batches` leading axes are shared. */
function gathered(shape: Shape, indices: Shape, axis: number, batches: number): ShapeResult {
  if (shape === null || indices === null) return null;
  const at = axisOf(axis, shape);
  if (isMisfit(at)) return at;
  const shared = batches < 0 ? batches + indices.length : batches;
  if (shared > at || shared > indices.length) return null;
  const clash = shape.slice(0, shared).findIndex((dim, index) => !mayEqual(dim, indices[index]));
  if (clash >= 0) return misfit(`the batch axes of ${printShape(shape)} and of the indices ${printShape(indices)} differ`);
  return [...shape.slice(0, at), ...indices.slice(shared), ...shape.slice(at + 1)];
}

const gather: Rule = call => {
  const [value, indices] = [call.args.get('params'), call.args.get('indices')];
  const [x, at] = [operand(value), operand(indices)];
  if (at.dtype !== null && !/int/.test(at.dtype) && at.shape?.[0] !== 0)
    return refuseCall(call, 'op-dtype', `the indices have dtype ${at.dtype} and must be int32 or int64; cast them with tf.cast`);
  const batches = asInt(call.args.get('batch_dims'));
  const axis = call.args.get('axis').kind === 'none' ? batches : asInt(call.args.get('axis'));
  if (batches === undefined || axis === undefined) return made(call, [value, indices], null, x.dtype);
  const outside = picksOutside(x.shape, at.constant, axis);
  if (outside !== undefined && at.value.kind !== 'tensor' && !isPruned(call)) return refuseCall(call, 'op-shape', outside);
  return settled(call, [value, indices], gathered(x.shape, at.shape, axis, batches), x.dtype);
};

/** A graph leaves out what nothing uses: a call in a traced function that is a statement of its own never runs. */
function isPruned({ context, session }: Call): boolean {
  if (session.graphDepth === 0) return false;
  const { span } = context;
  const before = context.textAt({ ...span, column: 1, endLine: span.line, endColumn: span.column });
  return before === undefined || before.trim() === '';
}

function picksOutside(shape: Shape, constant: readonly unknown[] | undefined, axis: number): string | undefined {
  const at = shape && axisOf(axis, shape);
  const size = shape && typeof at === 'number' ? shape[at] : null;
  const wrong = size === null ? undefined : constant?.find(index => typeof index === 'number' && (index < 0 || index >= (size as number)));
  return wrong === undefined ? undefined : `index ${wrong} lies outside [0, ${size}), the size of axis ${axis} of ${printShape(shape)}`;
}

const gatherNd: Rule = call => {
  const [value, indices] = [call.args.get('params'), call.args.get('indices')];
  const [x, at] = [operand(value), operand(indices)];
  const batches = asInt(call.args.get('batch_dims'));
  const depth = at.shape?.at(-1);
  if (x.shape === null || at.shape === null || batches === undefined || depth === null || depth === undefined)
    return made(call, [value, indices], null, x.dtype);
  if (batches + depth > x.shape.length)
    return refuseCall(call, 'op-shape', `the indices name ${depth} axes and the tensor has shape ${printShape(x.shape)}`);
  return made(call, [value, indices], [...at.shape.slice(0, -1), ...x.shape.slice(batches + depth)], x.dtype);
};

/** `take(x, indices, axis=None)`: NumPy flattens without an axis. */
const take: Rule = call => {
  const value = subject(call, 'a', 'x');
  const indices = arg(call, 'indices');
  const dialect = dialectOf(call);
  const [x, at] = [operand(value, dialect), operand(indices, dialect)];
  const axis = ints(arg(call, 'axis'));
  if (axis === undefined) return made(call, [value, indices], null, x.dtype);
  return axis === null
    ? made(call, [value, indices], at.shape, x.dtype)
    : settled(call, [value, indices], gathered(x.shape, at.shape, axis[0], 0), x.dtype);
};

const takeAlongAxis: Rule = call => {
  const [value, indices] = [arg(call, 'arr', 'x'), arg(call, 'indices')];
  const [x, at] = [operand(value, dialectOf(call)), operand(indices, dialectOf(call))];
  const axis = ints(arg(call, 'axis'));
  if (!axis || x.shape === null || at.shape === null || x.shape.length !== at.shape.length)
    return made(call, [value, indices], null, x.dtype);
  const on = axis[0] < 0 ? axis[0] + x.shape.length : axis[0];
  const [bare, picks] = [x.shape.with(on, 1), at.shape.with(on, 1)];
  const both = broadcast(bare, picks);
  return made(call, [value, indices], 'clash' in both ? null : (both.shape?.with(on, at.shape[on]) ?? null), x.dtype);
};

/** A tensor of a given shape with parts of another written in. */
const scattered: Rule = call => {
  const shape = ints(call.args.get('shape'));
  const [updates, indices] = [operand(arg(call, 'updates', 'values')), operand(call.args.get('indices'))];
  return made(call, [updates.value, indices.value], shape ?? null, updates.dtype);
};
const likeFirst =
  (...names: string[]): Rule =>
  call => {
    const x = operand(subject(call, ...names), dialectOf(call));
    return made(call, Object.values(call.args.all), x.shape, x.dtype);
  };

/** Reading and writing by index. */
export const gatheringFunctions: Table = {
  'tf.boolean_mask': dense(booleanMask),
  'tf.gather': dense(gather),
  'tf.gather_nd': dense(gatherNd),
  'keras.ops.take': dense(take),
  'numpy.take': { rule: dense(take), parameters: parameters('a, indices, axis=None') },
  'numpy.ndarray.take': { rule: dense(take), parameters: parameters('indices, axis=None') },
  'keras.ops.take_along_axis': dense(takeAlongAxis),
  'numpy.take_along_axis': { rule: dense(takeAlongAxis), parameters: parameters('arr, indices, axis') },
  ...rows(['tf.scatter_nd', 'keras.ops.scatter'], dense(scattered)),
  ...rows(
    ['update', 'add', 'sub', 'max', 'min'].map(name => `tf.tensor_scatter_nd_${name}`),
    dense(likeFirst('tensor')),
  ),
  ...rows(['keras.ops.scatter_update', 'keras.ops.slice_update'], dense(likeFirst('inputs'))),
};
