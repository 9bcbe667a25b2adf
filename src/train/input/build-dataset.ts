import type { DatasetPlan } from '../../plan/plan';
import type { Dataset, InputContext, Step } from './dataset';
import { batch, paddedBatch, passing } from './steps/batch';
import { joined, repeat, shuffle, takeOrSkip } from './steps/reorder';
import { tfrecord } from './steps/tfrecord';
import { filter, map, tensorSlices } from './steps/transform';

type StepTable = { [O in DatasetPlan['op']]: Step<Extract<DatasetPlan, { op: O }>> };

const steps: StepTable = {
  tfrecord,
  tensor_slices: tensorSlices,
  map,
  filter,
  shuffle,
  batch,
  padded_batch: paddedBatch,
  repeat,
  take: takeOrSkip as StepTable['take'],
  skip: takeOrSkip as StepTable['skip'],
  prefetch: passing as StepTable['prefetch'],
  cache: passing as StepTable['cache'],
  unbatch: passing as StepTable['unbatch'],
  concatenate: joined as StepTable['concatenate'],
  zip: joined as StepTable['zip'],
};

/** Builds the dataset of a plan. Throws a PlanError for a missing file or an operation that cannot be run; no record is read yet. */
export function buildDataset(plan: DatasetPlan, context: InputContext): Dataset {
  const build = (inner: DatasetPlan): Dataset => {
    const step = steps[inner.op] as Step<DatasetPlan>;
    return step(inner, build, context);
  };
  return build(plan);
}
