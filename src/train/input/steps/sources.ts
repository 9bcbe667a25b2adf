import type { DatasetPlan, Json, WrittenTensors } from '../../../plan/plan';
import { atSite, PlanError } from '../../plan-error';
import { allocate, arrayOfLiteral, type Element, type ElementType, isElementType, NdArray, type NumberType } from '../array';
import { unbatchElement } from '../batching';
import { type Dataset, type DatasetStep, inChunks } from '../dataset';
import { elementOfNest, leavesOf } from '../elements';

type PlanOf<Op extends DatasetPlan['op']> = Extract<DatasetPlan, { op: Op }>;

function literalArray(data: Json, dtype: string): NdArray {
  if (!isElementType(dtype)) throw new Error(`values of dtype ${dtype} are not supported in training`);
  const array = arrayOfLiteral(data, dtype as ElementType);
  return array.dtype === dtype ? array : new NdArray(dtype, array.shape, array.data);
}

const written = (values: WrittenTensors): Element => elementOfNest(values, ({ spec, data }) => literalArray(data, spec.dtype));

/** The rows of tensors that share their first axis. Throws where their numbers differ. */
export function rowsOf(whole: Element): Dataset {
  const counts = new Set(leavesOf(whole).map(leaf => leaf.shape[0]));
  const [size] = counts;
  if (counts.size !== 1 || size === undefined) throw new Error('from_tensor_slices needs values with the same number of rows');
  return { size, chunks: () => inChunks(unbatchElement(whole)) };
}

/** `from_tensor_slices`: rows of values that the program wrote. */
export const tensorSlices: DatasetStep<PlanOf<'tensor_slices'>> = ({ values, site }) => atSite(site, () => rowsOf(written(values)));

/** `from_tensors`: one element. */
export const tensors: DatasetStep<PlanOf<'tensors'>> = ({ values, site }) => {
  const element = atSite(site, () => written(values));
  return { size: 1, chunks: () => inChunks([element]) };
};

/** `list_files` in the order of names. */
export const fileNamesStep: DatasetStep<PlanOf<'file_names'>> = ({ files }) => {
  const names = files.map(file => new NdArray('string', [], [new TextEncoder().encode(file)]));
  return { size: names.length, chunks: () => inChunks(names) };
};

function* numbers(from: number, by: number, count: number, dtype: NumberType): Generator<NdArray> {
  for (let i = 0; i < count; i++) {
    const data = allocate(dtype, 1);
    data[0] = from + i * by;
    yield new NdArray(dtype, [], data);
  }
}

export const rangeStep: DatasetStep<PlanOf<'range'>> = ({ start, stop, step, dtype, site }) => {
  if (!isElementType(dtype) || dtype === 'string') throw new PlanError(`range gives no numbers of dtype ${dtype}`, site);
  const size = Math.max(0, Math.ceil((stop - start) / step));
  return { size, chunks: () => inChunks(numbers(start, step, size, dtype)) };
};

/** `enumerate(start)`: pairs of a number and an element. */
export const enumerateStep: DatasetStep<PlanOf<'enumerate'>> = (plan, build) => {
  const input = build(plan.input);
  return {
    size: input.size,
    async *chunks() {
      const counted = numbers(plan.start, 1, Number.POSITIVE_INFINITY, 'int64');
      for await (const chunk of input.chunks()) yield chunk.map(element => [counted.next().value as NdArray, element]);
    },
  };
};
