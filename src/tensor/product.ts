import { axesOf } from './axes';
import { isMisfit, misfit, type ShapeResult } from './misfit';
import { broadcast, type Dim, mayEqual, mergedDim, printShape, type Shape } from './shape';

/** The last two axes exchanged. */
export const swapped = (shape: Shape): Shape =>
  shape === null || shape.length < 2 ? shape : [...shape.slice(0, -2), shape[shape.length - 1], shape[shape.length - 2]];

/** A product of (batches of) matrices; both of rank 2 and more. */
export function matrixProduct(a: Shape, b: Shape): ShapeResult {
  for (const shape of [a, b])
    if (shape !== null && shape.length < 2) return misfit(`${printShape(shape)} is no matrix: both sides need at least 2 axes`);
  if (a === null || b === null) return null;
  const [inner, other] = [a[a.length - 1], b[b.length - 2]];
  if (!mayEqual(inner, other))
    return misfit(
      `${printShape(a)} and ${printShape(b)} do not multiply: the last axis of the first has ${inner}, the last but one of the second ${other}`,
    );
  const batches = broadcast(a.slice(0, -2), b.slice(0, -2));
  if ('clash' in batches)
    return misfit(`the batch axes of ${printShape(a)} and ${printShape(b)} do not fit: ${batches.clash.join(' and ')}`);
  return batches.shape && [...batches.shape, a[a.length - 2], b[b.length - 1]];
}

/** NumPy's `matmul`: a vector on the left is a row, on the right a column, and its axis goes away. */
export function numpyProduct(a: Shape, b: Shape): ShapeResult {
  if (a?.length === 0 || b?.length === 0) return misfit('matmul takes no scalars');
  if (a === null || b === null) return null;
  const [left, right] = [a.length === 1, b.length === 1];
  const product = matrixProduct(left ? [1, ...a] : a, right ? [...b, 1] : b);
  if (isMisfit(product))
    return misfit(`${printShape(a)} and ${printShape(b)} do not multiply: the axes that are summed over, or the batches, differ`);
  if (product === null) return null;
  return product.filter((_, axis) => !(left && axis === product.length - 2) && !(right && axis === product.length - 1));
}

/** NumPy's `dot`: the last axis of the first with the last but one of the second (its only one for a vector). */
export function dotProduct(a: Shape, b: Shape): ShapeResult {
  if (a === null || b === null) return null;
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const axis = b.length === 1 ? 0 : b.length - 2;
  return contracted(a, b, [a.length - 1], [axis]);
}

/** `tensordot`: these axes of the two are summed over; their sizes are looked at where `checked`. */
export function contracted(a: Shape, b: Shape, axesA: readonly number[], axesB: readonly number[], checked = true): ShapeResult {
  if (a === null || b === null) return null;
  const [ofA, ofB] = [axesOf(axesA, a), axesOf(axesB, b)];
  if (isMisfit(ofA)) return ofA;
  if (isMisfit(ofB)) return ofB;
  if (ofA.length !== ofB.length) return misfit('different numbers of axes are summed over');
  for (const [index, axis] of ofA.entries()) {
    if (checked && !mayEqual(a[axis], b[ofB[index]]))
      return misfit(
        `axis ${axis} of ${printShape(a)} and axis ${ofB[index]} of ${printShape(b)} are summed over together and have ${a[axis]} and ${b[ofB[index]]}`,
      );
  }
  return [...a.filter((_, axis) => !ofA.includes(axis)), ...b.filter((_, axis) => !ofB.includes(axis))];
}

/** `einsum`: letters are axes, "..." is what broadcasts, letters that the result lacks are summed over. Sizes are compared where `checked`. */
export function einsum(equation: string, shapes: readonly Shape[], checked = true): ShapeResult {
  const [left, right] = equation.replaceAll(' ', '').split('->');
  const terms = left.split(',');
  if (terms.length !== shapes.length) return misfit(`the equation "${equation}" names ${terms.length} operands and gets ${shapes.length}`);
  const sizes = new Map<string, Dim>();
  let rest: Shape = [];
  for (const [index, term] of terms.entries()) {
    const shape = shapes[index];
    const letters = term.replace('...', '');
    const dots = term.indexOf('...');
    if (shape === null) {
      if (dots >= 0) rest = null;
      for (const letter of letters) if (!sizes.has(letter)) sizes.set(letter, null);
      continue;
    }
    if (dots < 0 ? shape.length !== letters.length : shape.length < letters.length)
      return misfit(`"${term}" of the equation "${equation}" does not fit the rank of ${printShape(shape)}`);
    const extra = shape.length - letters.length;
    const own = dots < 0 ? shape : [...shape.slice(0, dots), ...shape.slice(dots + extra)];
    if (dots >= 0) {
      const both: ReturnType<typeof broadcast> = broadcast(rest, shape.slice(dots, dots + extra));
      if ('clash' in both) return misfit(`the axes of "..." in "${equation}" do not broadcast`);
      rest = both.shape;
    }
    for (const [axis, letter] of [...letters].entries()) {
      const before = sizes.get(letter) ?? null;
      if (checked && !mayEqual(before, own[axis]) && before !== 1 && own[axis] !== 1)
        return misfit(`"${letter}" of the equation "${equation}" has ${before} in one operand and ${own[axis]} in ${printShape(shape)}`);
      sizes.set(letter, before === 1 ? own[axis] : own[axis] === 1 ? (sizes.has(letter) ? before : 1) : mergedDim(before, own[axis]));
    }
  }
  const output =
    right ??
    [...sizes.keys()]
      .filter(letter => left.split(letter).length === 2)
      .sort()
      .join('');
  const [before, after] = right === undefined && left.includes('...') ? ['', output] : output.split('...');
  const dims = (letters: string) => [...letters].map(letter => sizes.get(letter) ?? null);
  if (after === undefined) return dims(before);
  return rest === null ? null : [...dims(before), ...rest, ...dims(after)];
}
