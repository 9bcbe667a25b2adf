import { isMisfit, type Misfit, misfit, type ShapeResult } from './misfit';
import { type Dim, normalAxis, printShape, type Shape } from './shape';

/** "[-2, 2)": the axes that a rank has. */
export const axisRange = (rank: number): string => `[${-rank}, ${rank})`;

const noAxis = (axis: number, shape: readonly Dim[]): Misfit =>
  misfit(`axis ${axis} is outside ${axisRange(shape.length)}: the shape ${printShape(shape)} has rank ${shape.length}`);

/** An axis counted from the start, or why the shape has none like it. */
export function axisOf(axis: number, shape: readonly Dim[]): number | Misfit {
  return normalAxis(axis, shape.length) ?? noAxis(axis, shape);
}

/** Several axes counted from the start, in the order given. */
export function axesOf(axes: readonly number[], shape: readonly Dim[]): number[] | Misfit {
  const normal: number[] = [];
  for (const axis of axes) {
    const one = axisOf(axis, shape);
    if (isMisfit(one)) return one;
    if (normal.includes(one)) return misfit(`axis ${axis} is given twice`);
    normal.push(one);
  }
  return normal;
}

/** Axes that may be named twice. */
function anyAxesOf(axes: readonly number[], shape: readonly Dim[]): number[] | Misfit {
  const found = axes.map(axis => axisOf(axis, shape));
  return found.find(isMisfit) ?? found.filter(axis => typeof axis === 'number');
}

/** The shape after reducing these axes; all of them where `axes` is null. What is only traced does not mind an axis that is named twice. */
export function reduced(shape: Shape, axes: readonly number[] | null, keep: boolean, mayRepeat = false): ShapeResult {
  if (shape === null) return axes === null && !keep ? [] : null;
  if (axes === null) return keep ? shape.map(() => 1) : [];
  const removed = mayRepeat ? anyAxesOf(axes, shape) : axesOf(axes, shape);
  if (isMisfit(removed)) return removed;
  return keep ? shape.map((dim, axis) => (removed.includes(axis) ? 1 : dim)) : shape.filter((_, axis) => !removed.includes(axis));
}

/** A new axis of this size at a place, which may be the one after the last. */
export function inserted(shape: Shape, axis: number, size: Dim): ShapeResult {
  if (shape === null) return null;
  const at = axis < 0 ? axis + shape.length + 1 : axis;
  if (at < 0 || at > shape.length)
    return misfit(`a new axis for ${printShape(shape)} can go to [${-shape.length - 1}, ${shape.length}], not to ${axis}`);
  return [...shape.slice(0, at), size, ...shape.slice(at)];
}

/** Axes of size one taken out; all of them where `axes` is null, where an unknown dimension leaves the rank unknown. */
export function squeezed(shape: Shape, axes: readonly number[] | null): ShapeResult {
  if (shape === null) return null;
  if (axes === null) return shape.includes(null) ? null : shape.filter(dim => dim !== 1);
  const gone = axesOf([...new Set(axes)], shape);
  if (isMisfit(gone)) return gone;
  const thick = gone.find(axis => shape[axis] !== null && shape[axis] !== 1);
  if (thick !== undefined)
    return misfit(`axis ${thick} of ${printShape(shape)} has size ${shape[thick]}, and only an axis of size 1 can be squeezed`);
  return shape.filter((_, axis) => !gone.includes(axis));
}

/** The axes in another order; reversed where `order` is null. */
export function permuted(shape: Shape, order: readonly number[] | null): ShapeResult {
  if (shape === null) return order === null ? null : order.map(() => null);
  if (order === null) return [...shape].reverse();
  if (order.length !== shape.length)
    return misfit(`the order [${order.join(', ')}] names ${order.length} axes and the shape ${printShape(shape)} has ${shape.length}`);
  const axes = axesOf(order, shape);
  return isMisfit(axes) ? axes : axes.map(axis => shape[axis]);
}

/** Axes moved to other places, the rest in their order (numpy.moveaxis). */
export function moved(shape: Shape, from: readonly number[], to: readonly number[]): ShapeResult {
  if (shape === null) return null;
  const [source, target] = [axesOf(from, shape), axesOf(to, shape)];
  if (isMisfit(source)) return source;
  if (isMisfit(target)) return target;
  if (source.length !== target.length) return misfit('source and destination name different numbers of axes');
  const rest = shape.map((_, axis) => axis).filter(axis => !source.includes(axis));
  const order: number[] = [];
  for (let axis = 0; axis < shape.length; axis++) {
    const named = target.indexOf(axis);
    order.push(named >= 0 ? source[named] : (rest.shift() ?? 0));
  }
  return order.map(axis => shape[axis]);
}
