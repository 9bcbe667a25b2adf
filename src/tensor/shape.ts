/** A dimension: its size, or null where it is not known. */
export type Dim = number | null;

/** The dimensions of a tensor; null where not even their number is known. */
export type Shape = readonly Dim[] | null;

/** Whether two dimensions can be the same size. */
export const mayEqual = (a: Dim, b: Dim): boolean => a === null || b === null || a === b;

/** What is known when a dimension is both: the known one of the two. The two must be able to be equal. */
export const mergedDim = (a: Dim, b: Dim): Dim => a ?? b;

/** What is known of a dimension that is one of the two. */
export const joinedDim = (a: Dim, b: Dim): Dim => (a === b ? a : null);

/** Whether two shapes are known alike. */
export const sameShape = (a: Shape, b: Shape): boolean =>
  a === b || (a !== null && b !== null && a.length === b.length && a.every((dim, axis) => dim === b[axis]));

/** Whether two shapes can be the same. */
export function compatible(a: Shape, b: Shape): boolean {
  if (a === null || b === null) return true;
  return a.length === b.length && a.every((dim, axis) => mayEqual(dim, b[axis]));
}

/** What is known of a shape that is one of the two. */
export function joinShapes(a: Shape, b: Shape): Shape {
  if (a === null || b === null || a.length !== b.length) return null;
  return a.map((dim, axis) => joinedDim(dim, b[axis]));
}

/** Number of elements; null where a dimension is unknown (unless another is zero). */
export function elementCount(shape: Shape): Dim {
  if (shape === null) return null;
  if (shape.includes(0)) return 0;
  return shape.reduce<Dim>((product, dim) => (product === null || dim === null ? null : product * dim), 1);
}

/** An axis counted from the end made to count from the start; undefined where the rank has no such axis. */
export function normalAxis(axis: number, rank: number): number | undefined {
  const normal = axis < 0 ? axis + rank : axis;
  return normal >= 0 && normal < rank ? normal : undefined;
}

export type BroadcastResult = { shape: Shape } | { clash: [Dim, Dim] };

/** NumPy's broadcasting of two shapes (also TensorFlow's), with an unknown dimension beside a known one above 1 taken for that one, as both infer it. */
export function broadcast(a: Shape, b: Shape): BroadcastResult {
  if (a === null || b === null) return { shape: null };
  const rank = Math.max(a.length, b.length);
  const result: Dim[] = [];
  for (let fromEnd = 1; fromEnd <= rank; fromEnd++) {
    const left = fromEnd <= a.length ? a[a.length - fromEnd] : 1;
    const right = fromEnd <= b.length ? b[b.length - fromEnd] : 1;
    if (left === right) result.unshift(left);
    else if (left === 1) result.unshift(right);
    else if (right === 1) result.unshift(left);
    else if (left === null || right === null) result.unshift(left ?? right);
    else return { clash: [left, right] };
  }
  return { shape: result };
}

/** "(None, 28, 28)", "(48,)" as Keras prints it; "<unknown>" where the rank is unknown. */
export const printShape = (shape: Shape): string => printDims(shape?.map(dim => String(dim ?? 'None')));

/** The same with the name of the batch axis where its size is open: "(batch, 28, 28)". */
export const printBatch = (shape: Shape): string => printDims(shape?.map((dim, axis) => String(dim ?? (axis === 0 ? 'batch' : 'None'))));

const printDims = (dims: readonly string[] | undefined): string =>
  dims === undefined ? '<unknown>' : `(${dims.join(', ')}${dims.length === 1 ? ',' : ''})`;
