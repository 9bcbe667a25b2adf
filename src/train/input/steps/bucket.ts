import type { DatasetPlan } from '../../../plan/plan';
import { atSite } from '../../plan-error';
import type { Element } from '../array';
import { type DatasetStep, elementsOf, inChunks } from '../dataset';
import { compileTrace, toArray } from '../mapped-function';
import { dataOps } from '../ops/table';
import { padAndBatch } from './batch';
import { spreadElement } from './transform';

/** `bucket_by_sequence_length`: a batch as soon as its bucket is full; at the end what is left, the shortest first. */
export const bucketStep: DatasetStep<Extract<DatasetPlan, { op: 'bucket' }>> = (plan, build, { adapted }) => {
  const { boundaries, sizes, site } = plan;
  const input = build(plan.input);
  const measure = compileTrace(plan.fn, dataOps, undefined, adapted);
  const bucketOf = (element: Element): number => {
    const length = atSite(site, () => Number(toArray(measure(...spreadElement(element)), 'bucket_by_sequence_length').data[0]));
    const bucket = boundaries.findIndex(boundary => length < boundary);
    return bucket < 0 ? boundaries.length : bucket;
  };
  const batch = (elements: Element[]): Element => atSite(site, () => padAndBatch(elements, plan.shapes, plan.padding));
  async function* batches(): AsyncGenerator<Element, void, void> {
    const waiting: Element[][] = sizes.map(() => []);
    for await (const element of elementsOf(input)) {
      const bucket = bucketOf(element);
      waiting[bucket].push(element);
      if (waiting[bucket].length < sizes[bucket]) continue;
      yield batch(waiting[bucket]);
      waiting[bucket] = [];
    }
    if (!plan.dropRemainder) for (const elements of waiting) if (elements.length > 0) yield batch(elements);
  }
  return { chunks: () => inChunks(batches()) };
};
