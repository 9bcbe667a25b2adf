import type { DatasetPlan } from '../../plan/plan';
import type { Build, Dataset, DatasetStep, InputContext } from './dataset';
import { endedByStop, interruptible } from './interruptible';
import { batchStep, paddedBatchStep, passing } from './steps/batch';
import { bucketStep } from './steps/bucket';
import { interleaveStep, ofElement } from './steps/interleave';
import { chooseStep, sampleStep } from './steps/mix';
import { joinStep, repeatStep, shardStep, shuffle, takeOrSkip } from './steps/reorder';
import { enumerateStep, fileNamesStep, rangeStep, tensorSlices, tensors } from './steps/sources';
import { tfrecord } from './steps/tfrecord';
import { filterStep, mapStep, takeWhileStep } from './steps/transform';

type StepTable = { [O in DatasetPlan['op']]: DatasetStep<Extract<DatasetPlan, { op: O }>> };

const steps: StepTable = {
  tfrecord,
  file_names: fileNamesStep,
  tensor_slices: tensorSlices,
  tensors,
  range: rangeStep,
  of_element: ofElement,
  interleave: interleaveStep,
  enumerate: enumerateStep,
  map: mapStep,
  filter: filterStep,
  take_while: takeWhileStep,
  bucket: bucketStep,
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
  choose: chooseStep,
  sample: sampleStep,
};

/** Where elements come from, first or again: a stop is heard there. */
const sources: ReadonlySet<DatasetPlan['op']> = new Set(['tfrecord', 'file_names', 'tensor_slices', 'tensors', 'range', 'repeat'] as const);

/** Builds the dataset of a plan. Throws a PlanError for a missing file or an operation that cannot be run; no record is read yet. */
export const buildDataset = (plan: DatasetPlan, context: InputContext): Dataset => endedByStop(inContext(plan, context));

function inContext(plan: DatasetPlan, context: InputContext): Dataset {
  const build: Build = (inner, own = context) => (own === context ? run(inner) : inContext(inner, own));
  const run = (inner: DatasetPlan): Dataset => {
    const dataset = (steps[inner.op] as DatasetStep<DatasetPlan>)(inner, build, context);
    return context.goOn && sources.has(inner.op) ? interruptible(dataset, context.goOn) : dataset;
  };
  return run(plan);
}
