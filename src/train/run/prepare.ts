import type { TrainOptions } from '../../protocol/training';
import { buildDataset } from '../input/build-dataset';
import type { Dataset } from '../input/dataset';
import { BatchFeed } from '../input/feed';
import { makeGoOn } from '../input/interruptible';
import { hasKnownSize } from '../input/known-size';
import { disposeBatch, makeBatch } from '../model/batch';
import { type BuiltModel, buildModel } from '../model/build-model';
import { makeStepper, type Stepper } from '../model/stepper';
import { PlanError } from '../plan-error';
import { adaptLayers } from '../preprocessing/adapt';

/** What a plan becomes before its first step. */
export interface PreparedRun {
  train: BatchFeed;
  validation: Dataset | null;
  built: BuiltModel;
  stepper: Stepper;
  /** Whether it is known before how many batches there are. */
  sized: { train: boolean; validation: boolean };
  /** To be called where an epoch has come to the end of the data. */
  dataEnded(): void;
}

/** Gives every initializer a seed of its own when the run has one. */
function seedSource(seed: number | undefined): () => number | undefined {
  let drawn = 0;
  return () => (seed === undefined ? undefined : seed * 1000 + ++drawn);
}

/**
 * Builds data and model and looks at the first batch, which says what the labels are. Undefined where the run was stopped before that batch had come.
 * Throws a PlanError for what cannot be trained.
 */
export async function prepareRun(
  { plan, seed, workingDirectory }: TrainOptions,
  warn: (text: string) => void,
  stopped: () => boolean,
): Promise<PreparedRun | undefined> {
  const source = { workingDirectory, seed, warn, goOn: makeGoOn(stopped) };
  const adapted = await adaptLayers(plan, source, stopped);
  if (adapted === undefined) return undefined;
  const input = { ...source, adapted };
  const trainData = buildDataset(plan.train, input);
  const validation = plan.validation && buildDataset(plan.validation, input);
  const built = buildModel(plan.model, seedSource(seed), adapted);
  const train = new BatchFeed(trainData, plan.fit.stepsPerEpoch);
  const first = await train.peek();
  if (stopped()) {
    await train.close();
    return undefined;
  }
  if (first === undefined) throw new PlanError('the training dataset is empty', plan.train.site);
  const batch = makeBatch(first, { built, site: plan.fit.site });
  built.build(batch.inputs);
  const labels = batch.labels.map(({ shape }) => [null, ...shape.slice(1)]);
  disposeBatch(batch);
  const stepper = makeStepper(built, plan.compile, labels);
  const sized = { train: hasKnownSize(plan.train), validation: plan.validation === null || hasKnownSize(plan.validation) };
  // Keras's training graph counts the step of a batch before it sees that there is none, unless it knows how many there are.
  const dataEnded = (): void => {
    if (!sized.train) stepper.optimizer.skipStep();
  };
  return { train, validation, built, stepper, sized, dataEnded };
}
