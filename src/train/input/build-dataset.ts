import type { DatasetPlan } from '../../plan/plan';
import type { Dataset, DatasetStep, InputContext } from './dataset';
import { batchStep, paddedBatchStep, passing } from './steps/batch';
import { joinStep, repeatStep, shardStep, shuffle, takeOrSkip } from './steps/reorder';
import { tfrecord } from './steps/tfrecord';
import { filterStep, mapStep, tensorSlices } from './steps/transform';

type StepTable = { [O in DatasetPlan['op']]: DatasetStep<Extract<DatasetPlan, { op: O }>> };

const steps: StepTable = {
  tfrecord,
  tensor_slices: tensorSlices,
  map: mapStep,
  filter: filterStep,
  shuffle,
  batch: batchStep,
  padded_batch: paddedBatchStep,
  repeat: repeatStep,
  take: takeOrSkip as StepTable['take'],
  skip: takeOrSkip as StepTable['skip'],
  shard: shardStep,
  prefetch: passing as StepTable['prefetch'],
  cache: passing as StepTable['cache'],
  unbatch: passing as StepTable['unbatch'],
  concatenate: joinStep as StepTable['concatenate'],
  zip: joinStep as StepTable['zip'],
};

/** Builds the dataset of a plan. Throws a PlanError for a missing file or an operation that cannot be run; no record is read yet. */
export function buildDataset(plan: DatasetPlan, context: InputContext): Dataset {
  const build = (inner: DatasetPlan): Dataset => {
    const step = steps[inner.op] as DatasetStep<DatasetPlan>;
    return step(inner, build, context);
  };
  return build(plan);
}
