import { formatSizes } from '../../common/sizes';
import { allocateAny, type Element, NdArray, SparseArray, sizeOf } from './array';
import { type Leaf, zipElements } from './elements';

const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((dimension, i) => dimension === b[i]);

/** Copies `source` into `target` from `at` on, whatever they hold. */
function copyInto(target: NdArray['data'], source: NdArray['data'], at: number): void {
  if (Array.isArray(target)) for (let i = 0; i < source.length; i++) target[at + i] = source[i] as Uint8Array;
  else target.set(source as ArrayLike<number>, at);
}

/** Stacks dense arrays of one shape along a new first axis. Throws in TensorFlow's terms when shapes differ. */
export function stackArrays(arrays: NdArray[], path = ''): NdArray {
  const [first] = arrays as [NdArray];
  const size = sizeOf(first.shape);
  const data = allocateAny(first.dtype, size * arrays.length);
  arrays.forEach((array, i) => {
    if (!sameShape(array.shape, first.shape)) {
      const where = path === '' ? '' : ` in${path}`;
      throw new Error(
        `cannot batch tensors with different shapes${where}: the first element had shape ${formatSizes(first.shape)} and element ${i} had shape ${formatSizes(array.shape)}; use padded_batch`,
      );
    }
    copyInto(data, array.data, i * size);
  });
  return new NdArray(first.dtype, [arrays.length, ...first.shape], data);
}

/** Stacks sparse arrays; each dimension becomes the largest one met. */
function stackSparse(arrays: SparseArray[]): SparseArray {
  const [first] = arrays as [SparseArray];
  const shape = first.shape.map((_, axis) => Math.max(...arrays.map(array => array.shape[axis] as number)));
  const indices = arrays.flatMap((array, row) => array.indices.map(index => [row, ...index]));
  const count = arrays.reduce((sum, array) => sum + array.data.length, 0);
  const data = allocateAny(first.dtype, count);
  let at = 0;
  for (const array of arrays) {
    copyInto(data, array.data, at);
    at += array.data.length;
  }
  return new SparseArray(first.dtype, [arrays.length, ...shape], indices, data);
}

/** One batch of elements of the same structure. */
export function batchElements(elements: Element[]): Element {
  return zipElements(elements, (leaves: Leaf[], path) =>
    leaves[0] instanceof SparseArray ? stackSparse(leaves as SparseArray[]) : stackArrays(leaves as NdArray[], path),
  );
}

/** Pads an array at the end of every axis up to `shape`. Throws when it is larger. */
export function padArray(array: NdArray, shape: number[], value: number | Uint8Array | undefined): NdArray {
  if (sameShape(array.shape, shape)) return array;
  if (array.shape.length !== shape.length || array.shape.some((dimension, axis) => dimension > (shape[axis] as number))) {
    throw new Error(`cannot pad a tensor of shape ${formatSizes(array.shape)} to ${formatSizes(shape)}`);
  }
  const data = allocateAny(array.dtype, sizeOf(shape));
  if (value !== undefined) (data as { fill(value: unknown): unknown }).fill(value);
  const rows = sizeOf(array.shape.slice(0, -1));
  const length = array.shape.at(-1) ?? 1;
  for (let row = 0; row < (array.data.length === 0 ? 0 : rows); row++) {
    let rest = row;
    let offset = 0;
    let stride = shape.at(-1) ?? 1;
    for (let axis = shape.length - 2; axis >= 0; axis--) {
      const dimension = array.shape[axis] as number;
      offset += (rest % dimension) * stride;
      rest = Math.floor(rest / dimension);
      stride *= shape[axis] as number;
    }
    copyInto(data, array.data.slice(row * length, (row + 1) * length), offset);
  }
  return new NdArray(array.dtype, shape, data);
}

/** Splits a batch into its rows. */
export function unbatchElement(element: Element): Element[] {
  const rows: Element[] = [];
  const first = firstLeaf(element);
  const count = first.shape[0];
  if (count === undefined) throw new Error('unbatch needs elements with at least one dimension, and got a scalar');
  for (let row = 0; row < count; row++) rows.push(zipElements([element], ([leaf]) => rowOf(leaf as Leaf, row)));
  return rows;
}

function firstLeaf(element: Element): Leaf {
  let found: Leaf | undefined;
  zipElements([element], ([leaf]) => {
    found ??= leaf;
    return leaf as Leaf;
  });
  return found as Leaf;
}

/** Row `row` along the first axis. */
export function rowOf(leaf: Leaf, row: number): Leaf {
  const shape = leaf.shape.slice(1);
  if (leaf instanceof SparseArray) {
    const kept = leaf.indices.flatMap((index, i) => (index[0] === row ? [i] : []));
    const data = allocateAny(leaf.dtype, kept.length);
    kept.forEach((from, to) => {
      data[to] = leaf.data[from] as never;
    });
    return new SparseArray(
      leaf.dtype,
      shape,
      kept.map(i => (leaf.indices[i] as number[]).slice(1)),
      data,
    );
  }
  const size = sizeOf(shape);
  return new NdArray(leaf.dtype, shape, leaf.data.slice(row * size, (row + 1) * size));
}
