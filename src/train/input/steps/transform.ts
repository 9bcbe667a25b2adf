import type { DatasetPlan, Json } from '../../../plan/plan';
import { atSite, PlanError } from '../../plan-error';
import { arrayOfLiteral, type Element, type ElementType, isElementType, NdArray } from '../array';
import { unbatchElement } from '../batching';
import { CHUNK_ELEMENTS, type DatasetStep, expandChunks } from '../dataset';
import { elementOfNest, isLeaf, leavesOf } from '../elements';
import { compileTrace, type StepValue, toArray } from '../mapped-function';
import { dataOps } from '../ops/table';

/** A tuple is spread over the function's parameters, as tf.data does it. */
const parametersOf = (element: Element): Element[] => (Array.isArray(element) ? element : [element]);

/** What a function returned, as an element: numbers and lists that the program wrote become arrays. */
function toElement(result: StepValue): Element {
  if (result !== null && typeof result === 'object') {
    if (Array.isArray(result)) return (result as StepValue[]).map(toElement);
    if (isLeaf(result as Element)) return result as Element;
    return Object.fromEntries(Object.entries(result as { [name: string]: StepValue }).map(([name, entry]) => [name, toElement(entry)]));
  }
  return toArray(result, 'the function of map');
}

export const mapStep: DatasetStep<Extract<DatasetPlan, { op: 'map' }>> = (plan, build) => {
  const input = build(plan.input);
  const apply = compileTrace(plan.fn, dataOps);
  return {
    size: input.size,
    chunks: () => expandChunks(input, (element, out) => void out.push(atSite(plan.site, () => toElement(apply(...parametersOf(element)))))),
  };
};

export const filterStep: DatasetStep<Extract<DatasetPlan, { op: 'filter' }>> = (plan, build) => {
  const input = build(plan.input);
  const apply = compileTrace(plan.fn, dataOps);
  const keep = (element: Element): boolean => {
    const result = toArray(apply(...parametersOf(element)), 'filter');
    if (result.shape.length > 0) throw new PlanError('the function of filter has to return one truth value', plan.site);
    return Boolean(result.data[0]);
  };
  return {
    chunks: () => expandChunks(input, (element, out) => void (atSite(plan.site, () => keep(element)) && out.push(element))),
  };
};

/** `from_tensor_slices`: rows of values that the program wrote. */
export const tensorSlices: DatasetStep<Extract<DatasetPlan, { op: 'tensor_slices' }>> = plan => {
  const whole = atSite(plan.site, () => elementOfNest(plan.values, ({ spec, data }) => literalArray(data, spec.dtype)));
  const counts = new Set(leavesOf(whole).map(leaf => leaf.shape[0]));
  const [size] = counts;
  if (counts.size !== 1 || size === undefined)
    throw new PlanError('from_tensor_slices needs values with the same number of rows', plan.site);
  return {
    size,
    async *chunks() {
      const rows = unbatchElement(whole);
      for (let at = 0; at < rows.length; at += CHUNK_ELEMENTS) yield rows.slice(at, at + CHUNK_ELEMENTS);
    },
  };
};

function literalArray(data: Json, dtype: string): NdArray {
  if (!isElementType(dtype)) throw new Error(`values of dtype ${dtype} are not supported in training`);
  const array = arrayOfLiteral(data, dtype as ElementType);
  return array.dtype === dtype ? array : new NdArray(dtype, array.shape, array.data);
}
