import { axisOf } from './axes';
import { isMisfit, misfit, type ShapeResult } from './misfit';
import { type Dim, elementCount, mayEqual, mergedDim, printShape, type Shape } from './shape';

/** Tensors put behind each other along an axis: all other axes must agree. */
export function concatenated(shapes: readonly Shape[], axis: number): ShapeResult {
  const known = shapes.filter(shape => shape !== null);
  const [first] = known;
  if (first === undefined) return null;
  const other = known.find(shape => shape.length !== first.length);
  if (other !== undefined) return misfit(`${printShape(first)} and ${printShape(other)} differ in rank`);
  if (first.length === 0) return misfit('scalars have no axis to be joined along; stack them instead');
  const at = axisOf(axis, first);
  if (isMisfit(at)) return at;
  const result: Dim[] = [...first];
  for (const shape of known.slice(1)) {
    for (const [index, dim] of shape.entries()) {
      if (index === at) {
        const sum = result[index];
        result[index] = sum === null || dim === null ? null : sum + dim;
      } else if (mayEqual(result[index], dim)) result[index] = mergedDim(result[index], dim);
      else
        return misfit(
          `${printShape(first)} and ${printShape(shape)} are joined along axis ${axis} and must agree in every other axis, but axis ${index} has ${result[index]} and ${dim}`,
        );
    }
  }
  if (known.length < shapes.length) result[at] = null;
  return result;
}

/** What tensors of one shape have in common; they must be able to be the same. */
export function agreed(shapes: readonly Shape[]): ShapeResult {
  const known = shapes.filter(shape => shape !== null);
  if (known.length === 0) return null;
  let result: readonly Dim[] = known[0];
  for (const shape of known.slice(1)) {
    if (shape.length !== result.length || shape.some((dim, axis) => !mayEqual(dim, result[axis])))
      return misfit(`${printShape(known[0])} and ${printShape(shape)} are not the same shape`);
    result = result.map((dim, axis) => mergedDim(dim, shape[axis]));
  }
  return result;
}

/**
 * A shape with other dimensions for the same elements. `target` may hold one -1; a null there is a number that is not known.
 * Where the number of elements is not known, `-1` gives an unknown dimension; TensorFlow (`divides`) still sees when the known part does not fit.
 */
export function reshapedTo(shape: Shape, target: readonly Dim[], divides = false): ShapeResult {
  if (target.some(dim => dim !== null && dim < -1)) return misfit(`a shape cannot hold ${target.find(dim => dim !== null && dim < -1)}`);
  if (target.filter(dim => dim === -1).length > 1) return misfit('only one dimension can be -1');
  const count = elementCount(shape);
  const others = target.filter(dim => dim !== -1);
  const known = others.includes(null) ? null : others.reduce<number>((product, dim) => product * (dim ?? 1), 1);
  const total = count === null ? 'an unknown number of' : count;
  if (target.includes(-1)) {
    if (count === null || known === null) return target.map(dim => (dim === -1 ? null : dim));
    // NumPy refuses to divide nothing by nothing, and TensorFlow takes some size.
    if (known === 0) return count === 0 ? target.map(dim => (dim === -1 ? null : dim)) : misfit(sizes(shape, total, target));
    if (count % known !== 0)
      return misfit(`${sizes(shape, total, target)}: ${total} is no multiple of ${known}, so there is no size for the -1`);
    return target.map(dim => (dim === -1 ? count / known : dim));
  }
  if (count !== null && known !== null && count !== known) return misfit(`${sizes(shape, total, target)}, which has ${known} elements`);
  const part = divides && shape !== null ? shape.reduce<number>((product, dim) => product * (dim ?? 1), 1) : 1;
  if (count === null && known !== null && part > 0 && known % part !== 0)
    return misfit(
      `the shape ${printShape(shape)} has a multiple of ${part} elements and cannot become ${printShape(target)}, which has ${known}`,
    );
  const missing = others.filter(dim => dim === null).length;
  if (missing === 1 && count !== null) {
    const product = others.reduce<number>((all, dim) => all * (dim ?? 1), 1);
    if (product > 0 && count % product === 0) return target.map(dim => dim ?? count / product);
  }
  return target;
}

const sizes = (shape: Shape, total: string | number, target: readonly Dim[]): string =>
  `the shape ${printShape(shape)} has ${total} elements and cannot become ${printShape(target)}`;
