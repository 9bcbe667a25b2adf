import { availableParallelism } from 'node:os';
import type { DatasetPlan } from '../../../plan/plan';
import { atSite, PlanError } from '../../plan-error';
import { type Element, NdArray, stringsOf } from '../array';
import { type Dataset, type DatasetStep, elementsOf, inChunks } from '../dataset';
import { compileTrace } from '../mapped-function';
import { dataOps } from '../ops/table';
import { rowsOf } from './sources';
import { spreadElement, toElement } from './transform';

/** The dataset that a function makes of the element that it is called with. */
export const ofElement: DatasetStep<Extract<DatasetPlan, { op: 'of_element' }>> = (plan, build, context) => {
  const { source, compression, fn, site } = plan;
  const { element, adapted } = context;
  if (element === undefined) throw new PlanError('this dataset belongs into the function of interleave', site);
  const made = atSite(site, () => toElement(compileTrace(fn, dataOps, undefined, adapted)(...spreadElement(element))));
  if (source === 'tensors') return { size: 1, chunks: () => inChunks([made]) };
  if (source === 'tensor_slices') return atSite(site, () => rowsOf(made));
  if (!(made instanceof NdArray)) throw new PlanError('TFRecordDataset needs names of files', site);
  const files = atSite(site, () => stringsOf(made, 'TFRecordDataset')).map(name => new TextDecoder().decode(name));
  return build({ op: 'tfrecord', files, compression, site });
};

/** `interleave(map_func, cycle_length, block_length)` in TensorFlow's deterministic order. */
export const interleaveStep: DatasetStep<Extract<DatasetPlan, { op: 'interleave' }>> = (plan, build, context) => {
  const input = build(plan.input);
  const cycle = plan.cycle ?? availableParallelism();
  const open = (element: Element): Dataset => build(plan.inner, { ...context, element });
  return { chunks: () => (cycle === 1 ? oneByOne(input, open) : inChunks(inTurn(input, open, cycle, plan.block))) };
};

async function* oneByOne(input: Dataset, open: (element: Element) => Dataset): AsyncGenerator<Element[], void, void> {
  for await (const element of elementsOf(input)) yield* open(element).chunks();
}

/** `block` elements of one dataset, then of the next; a place that has come to its end is taken by the next input when its turn comes again. */
async function* inTurn(
  input: Dataset,
  open: (element: Element) => Dataset,
  cycle: number,
  block: number,
): AsyncGenerator<Element, void, void> {
  const inputs = elementsOf(input);
  const places: (AsyncGenerator<Element, void, void> | undefined)[] = new Array(cycle).fill(undefined);
  let ended = false;
  try {
    for (let at = 0; !ended || places.some(place => place !== undefined); at = (at + 1) % cycle) {
      if (places[at] === undefined && !ended) {
        const next = await inputs.next();
        if (next.done) ended = true;
        else places[at] = elementsOf(open(next.value));
      }
      const place = places[at];
      for (let given = 0; place !== undefined && given < block; given++) {
        const next = await place.next();
        if (next.done) {
          places[at] = undefined;
          break;
        }
        yield next.value;
      }
    }
  } finally {
    await inputs.return();
    for (const place of places) await place?.return();
  }
}
