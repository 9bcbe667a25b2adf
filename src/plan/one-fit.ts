import type { ProgramEvent } from '../values/library';
import { NONE, type Value } from '../values/value';
import { Adaptations } from './adaptations';
import { refuseTrainedWeights } from './around-fit';
import { type ModelChanges, readChanges } from './changes';
import { compilePlan } from './compile';
import { batchInputs, checkStructure, hasSampleWeights } from './data';
import { datasetPlan } from './dataset';
import { fitPlan } from './fit';
import { modelPlan } from './model';
import { modelOutputs } from './outputs';
import { partsOf } from './parts';
import type { CompilePlan, TrainingPlan } from './plan';
import { Refusals } from './refused';
import { callbacks, settingRates } from './support/fit';
import { nameIn } from './support/names';

/** A call of `fit` with the events before and after it, in order. */
export interface CallOfFit {
  readonly event: ProgramEvent;
  readonly before: readonly ProgramEvent[];
  readonly after: readonly ProgramEvent[];
}

/** One call of `fit`, whatever has trained the model before. */
export interface OneFit extends Pick<TrainingPlan, 'adaptations' | 'train' | 'validation' | 'model' | 'compile' | 'fit' | 'limits'> {
  /** The event of the compile that it is trained by. */
  readonly compiled: ProgramEvent;
  readonly rate: ModelChanges['rate'];
}

/** The last compile of a model before `fit`. */
const compileOf = (model: Value, before: readonly ProgramEvent[]): ProgramEvent | undefined =>
  before.findLast(({ name, args }) => name === 'compile' && args.self === model);

/** Reads one call of `fit`; undefined where anything is refused. */
export function readOneFit({ event: fit, before, after }: CallOfFit, refusals: Refusals): OneFit | undefined {
  const own = new Refusals();
  const adaptations = new Adaptations(before, own);
  own.learning = adaptations;
  const { self: model, x = NONE, validation_data: validation = NONE } = fit.args;
  const { span } = fit;
  const spanOf = (parameter: string) => fit.spanOf?.(parameter) ?? span;
  const train = own.attempt(() => datasetPlan(x, 'What fit gets', spanOf('x'), own));
  const held = own.attempt(() =>
    validation.kind === 'none' ? null : datasetPlan(validation, 'The validation data', spanOf('validation_data'), own),
  );
  const inputs = batchInputs(x, 'The dataset', spanOf('x'), own);
  if (validation.kind !== 'none') batchInputs(validation, 'The validation dataset', spanOf('validation_data'), own);

  const compiled = compileOf(model, before);
  refuseTrainedWeights(fit, before, own);
  const traced = after.find(({ name, args }) => name === 'traced' && args.self === model);
  const run = traced === undefined ? before : [...before, ...after.slice(0, after.indexOf(traced))];
  const trained = { model, parts: partsOf(model), optimizer: compiled?.args.optimizer };
  const { trainable, rate } = readChanges(run, trained, own);
  const modelRead = own.attempt(() => modelPlan(model, { data: inputs, traced, span }, trainable, own));
  const compile = own.attempt(() => compilePlan(compiled, modelRead, { span, after }, own));
  const fitRead = fitPlan(fit, after, trained, own);
  if (fitRead.classWeight && hasSampleWeights(x))
    own.add(spanOf('class_weight'), 'Keras takes no class_weight with a dataset that gives sample weights.');
  if (modelRead) {
    const outputs = modelOutputs(modelRead);
    checkStructure(x, 'The dataset', outputs, spanOf('x'), own);
    checkStructure(validation, 'The validation dataset', outputs, spanOf('validation_data'), own);
    if (fitRead.classWeight && outputs.length > 1) own.add(spanOf('class_weight'), 'Keras takes no class_weight with several outputs.');
  }
  if (compile) refuseSettingScheduled(compile, fitRead.callbacks, rate, spanOf('callbacks'), own);
  refusals.include(own);
  if (!train || held === undefined || !modelRead || !compile || !compiled || own.all.length > 0) return undefined;
  const limits = own.limits.length > 0 ? { limits: own.limits } : {};
  const adapted = adaptations.plans.length > 0 ? { adaptations: [...adaptations.plans] } : {};
  return { ...adapted, train, validation: held, model: modelRead, compile, fit: fitRead, ...limits, compiled, rate };
}

/** Refuses what sets the learning rate of an optimizer that follows a schedule. */
function refuseSettingScheduled(
  { optimizer }: CompilePlan,
  called: TrainingPlan['fit']['callbacks'],
  rate: ModelChanges['rate'],
  span: ProgramEvent['span'],
  refusals: Refusals,
): void {
  if (typeof optimizer.config.learning_rate !== 'object') return;
  const setter = called.find(({ name }) => settingRates.includes(nameIn(callbacks, name) ?? ''));
  const why = 'Keras cannot set the learning rate of an optimizer that follows a schedule';
  if (setter) refusals.add(span, `${why}; leave out ${setter.name}.`);
  if (rate) refusals.add(rate.event.span, `${why}.`);
}
