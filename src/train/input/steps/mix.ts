import type { DatasetPlan } from '../../../plan/plan';
import { PlanError } from '../../plan-error';
import { mixSeeds, seededRandom } from '../../random';
import { type Element, NdArray } from '../array';
import { type Dataset, type DatasetStep, elementsOf, inChunks } from '../dataset';

/** The next element of the input that each choice names, until the choices or all inputs are at their end. */
async function* directed(
  inputs: readonly Dataset[],
  choices: AsyncIterable<number> | Iterable<number>,
  stopOnEmpty: boolean,
): AsyncGenerator<Element, void, void> {
  const open = inputs.map(elementsOf);
  const left = new Set(open.keys());
  try {
    for await (const choice of choices) {
      if (!left.has(choice)) continue;
      const next = await open[choice].next();
      if (!next.done) {
        yield next.value;
        continue;
      }
      left.delete(choice);
      if (stopOnEmpty || left.size === 0) return;
    }
  } finally {
    for (const iterator of open) await iterator.return();
  }
}

/** `choose_from_datasets(datasets, choice_dataset)`. */
export const chooseStep: DatasetStep<Extract<DatasetPlan, { op: 'choose' }>> = (plan, build) => {
  const inputs = plan.inputs.map(input => build(input));
  const choice = build(plan.choice);
  async function* choices(): AsyncGenerator<number, void, void> {
    for await (const element of elementsOf(choice)) {
      const place = element instanceof NdArray ? Number(element.data[0]) : Number.NaN;
      if (!(place >= 0 && place < inputs.length))
        throw new PlanError(`choose_from_datasets has no dataset ${place} among ${inputs.length}`, plan.site);
      yield place;
    }
  }
  return { chunks: () => inChunks(directed(inputs, choices(), plan.stopOnEmpty)) };
};

/** `sample_from_datasets(datasets, weights)`: drawn from the run's seed where the program gives none. */
export const sampleStep: DatasetStep<Extract<DatasetPlan, { op: 'sample' }>> = (plan, build, { seed }) => {
  const given = plan.weights ?? plan.inputs.map(() => 1);
  // An input that is never drawn would never end.
  const inputs = plan.inputs.filter((_, place) => given[place] !== 0).map(input => build(input));
  const weights = given.filter(weight => weight !== 0);
  const sums = weights.map((_, place) => weights.slice(0, place + 1).reduce((sum, weight) => sum + weight, 0));
  const total = sums.at(-1) ?? 0;
  if (!(total > 0) || weights.some(weight => weight < 0))
    throw new PlanError('the weights of sample_from_datasets have to be positive', plan.site);
  const base = plan.seed ?? seed ?? Math.floor(Math.random() * 2 ** 31);
  let pass = 0;
  function* choices(): Generator<number, void, void> {
    const random = seededRandom(mixSeeds(base, seed ?? 0, pass++));
    for (;;) {
      const drawn = random() * total;
      yield sums.findIndex(sum => drawn < sum);
    }
  }
  return { chunks: () => inChunks(directed(inputs, choices(), plan.stopOnEmpty)) };
};
