import type { DatasetPlan } from '../../../plan/plan';
import { atSite, PlanError } from '../../plan-error';
import { mixSeeds, seededRandom } from '../../random';
import type { Element } from '../array';
import { type DatasetStep, expandChunks, type InputContext } from '../dataset';
import { isLeaf } from '../elements';
import { compileTrace, type StepValue, toArray } from '../mapped-function';
import { dataOps } from '../ops/table';

/** A tuple is spread over the function's parameters, as tf.data does it. */
export const spreadElement = (element: Element): Element[] => (Array.isArray(element) ? element : [element]);

/** What a function returned, as an element: numbers and lists that the program wrote become arrays. */
export function toElement(result: StepValue): Element {
  if (result !== null && typeof result === 'object') {
    if (Array.isArray(result)) return (result as StepValue[]).map(toElement);
    if (isLeaf(result as Element)) return result as Element;
    return Object.fromEntries(Object.entries(result as { [name: string]: StepValue }).map(([name, entry]) => [name, toElement(entry)]));
  }
  return toArray(result, 'the function of map');
}

export const mapStep: DatasetStep<Extract<DatasetPlan, { op: 'map' }>> = (plan, build, { seed, adapted }) => {
  const input = build(plan.input);
  const { line, column } = plan.site;
  const apply = compileTrace(plan.fn, dataOps, seed === undefined ? undefined : seededRandom(mixSeeds(seed, line, column)), adapted);
  return {
    size: input.size,
    chunks: () =>
      expandChunks(input, (element, out) => void out.push(atSite(plan.site, () => toElement(apply(...spreadElement(element)))))),
  };
};

/** What a function that gives one truth value says of an element. */
function predicateOf(
  { op, fn, site }: Extract<DatasetPlan, { op: 'filter' | 'take_while' }>,
  { adapted }: InputContext,
): (element: Element) => boolean {
  const apply = compileTrace(fn, dataOps, undefined, adapted);
  return element => {
    const result = atSite(site, () => toArray(apply(...spreadElement(element)), op));
    if (result.shape.length > 0) throw new PlanError(`the function of ${op} has to return one truth value`, site);
    return Boolean(result.data[0]);
  };
}

export const filterStep: DatasetStep<Extract<DatasetPlan, { op: 'filter' }>> = (plan, build, context) => {
  const input = build(plan.input);
  const keep = predicateOf(plan, context);
  return { chunks: () => expandChunks(input, (element, out) => void (keep(element) && out.push(element))) };
};

/** `take_while`: up to the first element for which the function is false. */
export const takeWhileStep: DatasetStep<Extract<DatasetPlan, { op: 'take_while' }>> = (plan, build, context) => {
  const input = build(plan.input);
  const keep = predicateOf(plan, context);
  return {
    async *chunks() {
      for await (const chunk of input.chunks()) {
        const end = chunk.findIndex(element => !keep(element));
        if (end < 0) yield chunk;
        else {
          if (end > 0) yield chunk.slice(0, end);
          return;
        }
      }
    },
  };
};
