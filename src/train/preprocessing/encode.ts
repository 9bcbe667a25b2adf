import { allocate, NdArray, type NumberType, numbersOf, RaggedArray, sizeOf } from '../input/array';

/** Ids of categories, and how Keras writes them: as they are, or as rows with a column for each. */
export type Categories = NdArray | RaggedArray;
export type OutputMode = 'int' | 'one_hot' | 'multi_hot' | 'count' | 'tf_idf';

/** Keras's older names of two modes. */
const renamed: { readonly [mode: string]: OutputMode } = { binary: 'multi_hot', 'tf-idf': 'tf_idf' };
export const outputMode = (mode: string): OutputMode => renamed[mode] ?? (mode as OutputMode);

/** An id that no column has: of a word that is masked. */
export const DROPPED = Number.POSITIVE_INFINITY;

/** Rows with a column for each of `depth` categories; an id outside of them has none. Throws for ids of too many axes. */
export function encoded(ids: Categories, mode: OutputMode, depth: number, dtype: NumberType): NdArray {
  return mode === 'one_hot' ? oneHot(ids, depth, dtype) : counted(ids, mode === 'multi_hot', depth, dtype);
}

function oneHot(ids: Categories, depth: number, dtype: NumberType): NdArray {
  if (ids instanceof RaggedArray) throw new Error('output_mode="one_hot" needs a dense tensor and got a ragged one');
  const { shape } = ids;
  const outer = shape.length === 0 ? [1] : shape.length > 1 && shape.at(-1) === 1 ? shape.slice(0, -1) : shape;
  const numbers = numbersOf(ids, 'output_mode="one_hot"');
  const data = allocate(dtype, numbers.length * depth);
  numbers.forEach((id, row) => {
    const column = Math.trunc(id);
    if (column >= 0 && column < depth) data[row * depth + column] = 1;
  });
  // A single id is a row of one.
  return new NdArray(dtype, [...outer, depth], data);
}

function counted(ids: Categories, once: boolean, depth: number, dtype: NumberType): NdArray {
  const { rows, splits, values } = rowsOf(ids);
  const count = splits.length - 1;
  const data = allocate(dtype, count * depth);
  for (let row = 0; row < count; row++) {
    for (let place = splits[row]; place < splits[row + 1]; place++) {
      const column = Math.trunc(values[place]);
      if (column < 0) throw new Error(`there is no column for the id ${column}: ids start at 0`);
      if (column >= depth) continue;
      data[row * depth + column] = once ? 1 : data[row * depth + column] + 1;
    }
  }
  return new NdArray(dtype, [...rows, depth], data);
}

/** Examples of one row of ids each. One axis is one example, as in Keras. */
function rowsOf(ids: Categories): { rows: number[]; splits: readonly number[]; values: ArrayLike<number> } {
  const what = 'output_mode="multi_hot"';
  if (ids instanceof RaggedArray) return { rows: [...ids.outer], splits: ids.splits, values: numbersOf(ids.values, what) };
  const { shape } = ids;
  const values = numbersOf(ids, what);
  if (shape.length < 2) return { rows: [], splits: [0, sizeOf(shape)], values };
  if (shape.length > 2) throw new Error(`a tensor of ${shape.length} axes can be put out as ids only (output_mode="int")`);
  const [count, width] = shape;
  return { rows: [count], splits: Array.from({ length: count + 1 }, (_, row) => row * width), values };
}
