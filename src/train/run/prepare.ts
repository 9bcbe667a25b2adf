import type { DatasetPlan } from '../../plan/plan';
import type { Stage } from '../../plan/stages';
import type { TrainOptions } from '../../protocol/training';
import { buildDataset } from '../input/build-dataset';
import type { Dataset } from '../input/dataset';
import { BatchFeed } from '../input/feed';
import { makeGoOn } from '../input/interruptible';
import { hasKnownSize } from '../input/known-size';
import { disposeBatch, makeBatch } from '../model/batch';
import { type BuiltModel, buildModel } from '../model/build-model';
import type { SeedSource } from '../model/config';
import { makeStepper, type Stepper } from '../model/stepper';
import { readOptimizer, readWeights, writeOptimizer, writeWeights } from '../model/weights';
import { PlanError } from '../plan-error';
import { adaptLayers, withVocabularies } from '../preprocessing/adapt';
import type { Adapted } from '../preprocessing/make-preprocessor';

/** What a stage of a plan becomes before its first step. */
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
function seedSource(seed: number | undefined): SeedSource {
  let drawn = 0;
  return () => (seed === undefined ? undefined : seed * 1000 + ++drawn);
}

/** What the stages of a run share: each dataset is made once, so that its shuffles and caches go on, and no seed is given twice. */
export interface Shared {
  dataset(plan: DatasetPlan): Dataset;
  readonly adapted: Adapted;
  nextSeed: SeedSource;
  /** Whether the user asked for an end. */
  stopped(): boolean;
}

/** Adapts the layers that learn from data before. Undefined where the run was stopped before they had. */
export async function shareOut(
  { plan, seed, workingDirectory }: Pick<TrainOptions, 'plan' | 'seed' | 'workingDirectory'>,
  warn: (text: string) => void,
  stopped: () => boolean,
): Promise<Shared | undefined> {
  const source = { workingDirectory, seed, warn, goOn: makeGoOn(stopped) };
  const adapted = await adaptLayers(plan, source, stopped);
  if (adapted === undefined) return undefined;
  const made = new Map<DatasetPlan, Dataset>();
  const input = { ...source, adapted };
  const dataset = (plan: DatasetPlan): Dataset => {
    const found = made.get(plan) ?? buildDataset(withVocabularies(plan, adapted), input);
    made.set(plan, found);
    return found;
  };
  return { dataset, adapted, nextSeed: seedSource(seed), stopped };
}

/**
 * Builds data and model of a stage and looks at the first batch, which says what the labels are; goes on with the weights of the stage `before`, which is over
 * then. Undefined where the run was stopped before that batch had come. Throws a PlanError for what cannot be trained.
 */
export async function prepareStage(stage: Stage, shared: Shared, before?: PreparedRun): Promise<PreparedRun | undefined> {
  const { fit } = stage;
  const trainData = shared.dataset(stage.train);
  const validation = stage.validation && shared.dataset(stage.validation);
  const built = buildModel(withVocabularies(stage.model, shared.adapted), shared.nextSeed, shared.adapted);
  const train = new BatchFeed(trainData, fit.stepsPerEpoch);
  const first = await train.peek();
  if (shared.stopped()) {
    await train.close();
    return undefined;
  }
  if (first === undefined) throw new PlanError('the training dataset is empty', stage.train.site);
  const batch = makeBatch(first, { built, site: fit.site });
  built.build(batch.inputs);
  const labels = batch.labels.map(({ shape }) => [null, ...shape.slice(1)]);
  disposeBatch(batch);
  const stepper = makeStepper(built, stage.compile, labels);
  if (before) takeOver({ built, stepper }, stage, before);
  const sized = { train: hasKnownSize(stage.train), validation: stage.validation === null || hasKnownSize(stage.validation) };
  // Keras's training graph counts the step of a batch before it sees that there is none, unless it knows how many there are.
  const dataEnded = (): void => {
    if (!sized.train) stepper.optimizer.skipStep();
  };
  return { train, validation, built, stepper, sized, dataEnded };
}

/** Weights of the stage before, and its optimizer where that goes on. */
function takeOver({ built, stepper }: Pick<PreparedRun, 'built' | 'stepper'>, stage: Stage, before: PreparedRun): void {
  writeWeights(built, readWeights(before.built));
  if (!stage.newOptimizer) writeOptimizer(stepper.optimizer, readOptimizer(before.stepper.optimizer));
  if (stage.learningRate !== undefined) stepper.optimizer.learningRate = Math.fround(stage.learningRate);
  before.stepper.optimizer.dispose();
  for (const weight of before.built.weights) weight.dispose();
}
