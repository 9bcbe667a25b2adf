import type { Span } from '../diagnostics/span';
import type { Interpretation } from '../python/interpretation';
import type { ProgramEvent } from '../values/library';
import { NONE } from '../values/value';
import { Adaptations } from './adaptations';
import { readCallsAfterFit, refuseTrainedWeights } from './around-fit';
import { readChanges } from './changes';
import { compilePlan } from './compile';
import { batchInputs, checkStructure, hasSampleWeights } from './data';
import { datasetPlan } from './dataset';
import { fitPlan } from './fit';
import { modelPlan } from './model';
import { modelOutputs } from './outputs';
import { partsOf } from './parts';
import type { Refusal, TrainingPlan } from './plan';
import { Refusals, siteOf } from './refused';
import { callbacks, settingRates } from './support/fit';
import { nameIn } from './support/names';

/** What a program trains: a plan for each call of `fit` that can be trained, and why others cannot. */
export interface PlanReading {
  readonly plans: readonly TrainingPlan[];
  readonly refusals: readonly Refusal[];
}

/** Reads the plans off an interpreted program; `path` is its main file. Never throws on account of the program. */
export function readPlans({ events, assignments, exhausted }: Interpretation, path: string): PlanReading {
  const plans: TrainingPlan[] = [];
  const refusals = new Refusals();
  const fits = events.flatMap((event, index) =>
    event.name === 'fit' ? [{ event, before: events.slice(0, index), after: events.slice(index + 1) }] : [],
  );
  for (const { event, before, after } of fits) {
    const model = assignments.find(({ value }) => value === event.args.self)?.name ?? 'model';
    // A call in a loop is refused from its second round on; its first round alone is not what the program trains.
    const isRepeated = after.some(({ name, span, args }) => name === 'fit' && args.self === event.args.self && sameStart(span, event.span));
    if (isRepeated) continue;
    const plan = refusals.attempt(() => planOf(event, { before, after }, { path, model }, refusals));
    const afterFit = readCallsAfterFit(event.args.self ?? NONE, after);
    if (plan !== undefined) plans.push(afterFit.length > 0 ? { ...plan, afterFit } : plan);
  }
  const nothing = { site: { path, line: 1, column: 1 }, message: nothingTrained(exhausted) };
  return { plans, refusals: fits.length === 0 ? [nothing] : refusals.all };
}

/** Orders that the program leaves to chance, of which the plan has one. */
function notesOf(events: readonly ProgramEvent[]): Pick<TrainingPlan, 'notes'> {
  const message = 'Python shuffles here without a seed, so each run has another order; the plan has one of them.';
  const notes = events.flatMap(({ name, span }) => (name === 'random order' ? [{ site: siteOf(span), message }] : []));
  return notes.length > 0 ? { notes } : {};
}

const sameStart = (one: Span, other: Span): boolean => one.path === other.path && one.line === other.line && one.column === other.column;

const nothingTrained = (exhausted: boolean): string =>
  exhausted
    ? 'This file takes too long to read, so what it trains is not known.'
    : 'No call of fit on a Keras model was found in this file: the model, or the call, could not be followed without running the program.';

/** The plan of one call of `fit`; undefined where anything is refused. */
function planOf(
  fit: ProgramEvent,
  { before, after }: { before: readonly ProgramEvent[]; after: readonly ProgramEvent[] },
  source: TrainingPlan['source'],
  refusals: Refusals,
): TrainingPlan | undefined {
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

  const compile = before.findLast(({ name, args }) => name === 'compile' && args.self === model);
  refuseTrainedWeights(model, span, before, own);
  const traced = after.find(({ name, args }) => name === 'traced' && args.self === model);
  const run = traced === undefined ? before : [...before, ...after.slice(0, after.indexOf(traced))];
  const trained = { model, parts: partsOf(model), optimizer: compile?.args.optimizer };
  const trainable = readChanges(run, trained, own);
  const modelRead = own.attempt(() => modelPlan(model, { data: inputs, traced, span }, trainable, own));
  const compiled = own.attempt(() => compilePlan(compile, modelRead, span, own));
  const fitRead = fitPlan(fit, after, trained, own);
  if (fitRead.classWeight && hasSampleWeights(x))
    own.add(spanOf('class_weight'), 'Keras takes no class_weight with a dataset that gives sample weights.');
  if (modelRead) {
    const outputs = modelOutputs(modelRead);
    checkStructure(x, 'The dataset', outputs, spanOf('x'), own);
    checkStructure(validation, 'The validation dataset', outputs, spanOf('validation_data'), own);
    if (fitRead.classWeight && outputs.length > 1) own.add(spanOf('class_weight'), 'Keras takes no class_weight with several outputs.');
  }
  const follows = compiled && typeof compiled.optimizer.config.learning_rate === 'object';
  const setsRate = fitRead.callbacks.find(({ name }) => settingRates.includes(nameIn(callbacks, name) ?? ''));
  if (follows && setsRate)
    own.add(spanOf('callbacks'), `Keras cannot set the learning rate of an optimizer that follows a schedule; leave out ${setsRate.name}.`);
  refusals.include(own);
  const whole = train && held !== undefined && modelRead && compiled;
  return whole && own.all.length === 0
    ? {
        version: 1,
        source,
        ...(adaptations.plans.length > 0 && { adaptations: [...adaptations.plans] }),
        train,
        validation: held,
        model: modelRead,
        compile: compiled,
        fit: fitRead,
        ...notesOf(before),
        ...(own.limits.length > 0 && { limits: own.limits }),
      }
    : undefined;
}
