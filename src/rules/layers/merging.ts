import { type Dim, printBatch, printShape } from '../../tensor/shape';
import type { TensorType } from '../../tensor/type';
import { asInt, asItems } from '../../values/read';
import { UNKNOWN, type Value } from '../../values/value';
import type { Call } from '../core/rule';
import { refuseArgument } from './arguments';
import type { LayerCall, LayerRule, LayerTable } from './layer';
import { refused, refuseInput } from './refuse';

/** Shapes of a list of tensors, all of whose ranks are known; undefined elsewhere. */
function shapesOf(call: LayerCall): readonly (readonly Dim[])[] | undefined {
  const items = asItems(call.inputs);
  if (items === undefined || items.length !== call.types.length || items.length === 0) return undefined;
  const shapes = call.types.map(({ shape }) => shape);
  return shapes.includes(null) ? undefined : (shapes as (readonly Dim[])[]);
}

/** The dtype of the result: what the layer computes in, or what the inputs share where it runs on numbers. */
function dtypeOf(call: LayerCall): TensorType['dtype'] {
  if (call.symbolic) return call.compute;
  const [first, ...rest] = call.types;
  return first !== undefined && rest.every(({ dtype }) => dtype === first.dtype) ? first.dtype : null;
}

/** A merge layer takes a list; a single tensor is refused. */
function refusesSingle(call: LayerCall): boolean {
  if (call.inputs.kind !== 'tensor') return false;
  const keras = `A merge layer should be called on a list of inputs. Received: input_shape=${printShape(call.inputs.type.shape)} (not a list of shapes)`;
  return refuseInput(
    call,
    'merge-shape',
    'takes a list of tensors, but gets a single one. Put the tensors that it is to merge into a list.',
    keras,
  );
}

const list = (shapes: readonly (readonly Dim[])[]): string => shapes.map(printBatch).join(' and ');

/** One after the other, broadcast from the last axis; the batch stands apart (keras.src.layers.merging.base_merge). */
function elementwise(call: LayerCall, count?: number): TensorType | Value {
  if (refusesSingle(call)) return refused;
  const shapes = shapesOf(call);
  if (shapes === undefined) return asItems(call.inputs)?.length ? { shape: null, dtype: dtypeOf(call) } : UNKNOWN;
  if (count !== undefined && shapes.length !== count) {
    refuseInput(call, 'merge-shape', `takes exactly ${count} tensors, but gets ${shapes.length}.`, '');
    return refused;
  }
  if (shapes.some(shape => shape.length === 0)) return UNKNOWN;
  const batches = [...new Set(shapes.map(([batch]) => batch).filter(batch => batch !== null))];
  if (batches.length > 1) {
    const says = `cannot put together ${list(shapes)}: the batches differ.`;
    refuseInput(call, 'merge-shape', says, 'Cannot merge tensors with different batch sizes.');
    return refused;
  }
  let merged: readonly Dim[] = shapes[0].slice(1);
  for (const shape of shapes.slice(1)) {
    const next = broadcastBehind(merged, shape.slice(1));
    if (next === undefined) {
      const says = `cannot put together ${list(shapes)}: counted from the last axis, sizes must be equal or 1.`;
      const keras = `Inputs have incompatible shapes. Received shapes ${printShape(merged)} and ${printShape(shape.slice(1))}`;
      refuseInput(call, 'merge-shape', says, keras);
      return refused;
    }
    merged = next;
  }
  return { shape: [batches[0] ?? null, ...merged], dtype: dtypeOf(call) };
}

/** Keras's broadcasting of two shapes without their batch; an unknown size makes the result's unknown. Undefined where they clash. */
function broadcastBehind(a: readonly Dim[], b: readonly Dim[]): readonly Dim[] | undefined {
  if (a.length < b.length) return broadcastBehind(b, a);
  const front = a.length - b.length;
  const result = [...a.slice(0, front)];
  for (const [index, right] of b.entries()) {
    const left = a[front + index];
    if (left === null || right === null) result.push(null);
    else if (left === 1) result.push(right);
    else if (right === 1 || left === right) result.push(left);
    else return undefined;
  }
  return result;
}

/** keras.src.layers.merging.concatenate: ranks and all sizes but that of the axis must agree. */
function concatenate(call: LayerCall): TensorType | Value {
  if (refusesSingle(call)) return refused;
  const shapes = shapesOf(call);
  const axis = asInt(call.config.get('axis'));
  if (shapes === undefined || axis === undefined) return asItems(call.inputs)?.length ? { shape: null, dtype: dtypeOf(call) } : UNKNOWN;
  const outside = shapes.find(shape => axis >= shape.length || axis < -shape.length);
  if (outside !== undefined) {
    refuseInput(call, 'merge-shape', `joins along axis ${axis}, which ${printBatch(outside)} does not have.`, 'list index out of range');
    return refused;
  }
  const rests = shapes.map(shape => shape.filter((_, index) => index !== (axis < 0 ? axis + shape.length : axis)));
  const ranks = new Set(shapes.map(shape => shape.length));
  const clash =
    ranks.size === 1 && rests[0].some((_, index) => new Set(rests.map(rest => rest[index]).filter(dim => dim !== null)).size > 1);
  if (ranks.size > 1 || clash) {
    const why = ranks.size > 1 ? 'they have different numbers of axes' : `all axes but axis ${axis} must have the same size`;
    const keras = `A \`Concatenate\` layer requires inputs with matching shapes except for the concatenation axis. Received: input_shape=[${shapes.map(printShape).join(', ')}]`;
    refuseInput(call, 'merge-shape', `cannot join ${list(shapes)} along axis ${axis}: ${why}.`, keras);
    return refused;
  }
  const joined = [...shapes[0]];
  const position = axis < 0 ? axis + joined.length : axis;
  joined[position] = shapes.reduce<Dim>((total, shape) => (total === null || shape[position] === null ? null : total + shape[position]), 0);
  const sizes = call.symbolic ? joined : joined.map((dim, index) => dim ?? shapes.find(shape => shape[index] !== null)?.[index] ?? null);
  if (!call.symbolic) sizes[position] = joined[position];
  return { shape: sizes, dtype: dtypeOf(call) };
}

/** keras.src.layers.merging.dot: the two axes are summed over, the rest of both follows the batch. */
function dot(call: LayerCall): TensorType | Value {
  if (refusesSingle(call)) return refused;
  const shapes = shapesOf(call);
  if (shapes === undefined) return asItems(call.inputs)?.length ? { shape: null, dtype: dtypeOf(call) } : UNKNOWN;
  if (shapes.length !== 2) {
    refuseInput(
      call,
      'merge-shape',
      `takes exactly 2 tensors, but gets ${shapes.length}.`,
      'A `Dot` layer should be called on a list of 2 inputs.',
    );
    return refused;
  }
  const given = call.config.get('axes');
  const single = asInt(given);
  const axes = single !== undefined ? [single, single] : asItems(given)?.map(asInt);
  if (axes?.length !== 2 || axes.includes(undefined)) return { shape: null, dtype: dtypeOf(call) };
  const [a, b] = shapes;
  const positions = (axes as number[]).map((axis, index) => normal(axis, shapes[index].length, single !== undefined && axis < 0));
  const missing = positions.findIndex((position, index) => position < 0 || position >= shapes[index].length);
  if (missing >= 0) {
    refuseInput(
      call,
      'merge-shape',
      `sums over axis ${axes[missing]}, which ${printBatch(shapes[missing])} does not have.`,
      'index out of range',
    );
    return refused;
  }
  const [left, right] = [a[positions[0]], b[positions[1]]];
  const differs = left !== right && (call.exact || (left !== null && right !== null));
  if (differs) {
    const says = `sums over axis ${positions[0]} of ${printBatch(a)} and axis ${positions[1]} of ${printBatch(b)}, whose sizes ${left ?? 'None'} and ${right ?? 'None'} differ.`;
    const keras = `Incompatible input shapes: axis values ${left ?? 'None'} (at axis ${positions[0]}) != ${right ?? 'None'} (at axis ${positions[1]}). Full input shapes: ${printShape(a)}, ${printShape(b)}`;
    refuseInput(call, 'merge-shape', says, keras);
    return refused;
  }
  const shape = [...a.filter((_, index) => index !== positions[0]), ...b.filter((_, index) => index !== positions[1]).slice(1)];
  return { shape: shape.length === 1 ? [...shape, 1] : shape, dtype: dtypeOf(call) };
}

/** An axis counted from the start; one negative axis for both inputs wraps around as Python's remainder does. */
const normal = (axis: number, rank: number, wraps: boolean): number =>
  wraps ? ((axis % rank) + rank) % rank : axis < 0 ? axis + rank : axis;

const dotAxes = (call: Call): boolean => {
  const value = call.args.get('axes');
  const items = asItems(value);
  const isWrong =
    items === undefined ? ['float', 'str', 'none'].includes(value.kind) : items.length !== 2 || items.some(({ kind }) => kind === 'float');
  return (
    isWrong &&
    refuseArgument(
      call,
      'axes',
      'for axes one integer or two of them',
      'Invalid format for argument `axes`: it should contain two elements.',
    )
  );
};

const merge = (functionalForm: string, count?: number): LayerRule => ({ functionalForm, call: call => elementwise(call, count) });

/** https://keras.io/api/layers/merging_layers/ */
export const mergingLayers: LayerTable = {
  Add: merge('add'),
  Multiply: merge('multiply'),
  Average: merge('average'),
  Maximum: merge('maximum'),
  Minimum: merge('minimum'),
  Subtract: merge('subtract', 2),
  Concatenate: { functionalForm: 'concatenate', call: concatenate },
  Dot: { functionalForm: 'dot', construct: dotAxes, call: dot },
};
