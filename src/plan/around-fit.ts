import type { ProgramEvent } from '../values/library';
import { asInt, asItems, asString } from '../values/read';
import { NONE, type Value } from '../values/value';
import { Adaptations } from './adaptations';
import { datasetPlan } from './dataset';
import { partsOf } from './parts';
import type { AdaptationPlan, CallAfterFit, EvaluationPlan, TrainingPlan } from './plan';
import { Refusals, siteOf } from './refused';
import { callsAfterFit, suspectMethods, trainingMethods } from './support/changes';

/**
 * Refuses a `fit` whose weights an earlier call has trained that is no earlier stage of its run: another method, a model that shares layers, or a call that
 * may not happen. `before` are the events before it, in order.
 */
export function refuseTrainedWeights(
  { args: { self: model }, span, doubtful }: ProgramEvent,
  before: readonly ProgramEvent[],
  refusals: Refusals,
): void {
  const own = new Set(partsOf(model));
  for (const event of before) {
    const method = event.name === 'fit' ? 'fit' : methodOf(event);
    const isTraining = event.name === 'fit' || trainingMethods.includes(method ?? '');
    const { self } = event.args;
    if (!isTraining || self === undefined || !partsOf(self).some(part => own.has(part))) continue;
    const isMine = self === model;
    if (isMine && event.name === 'fit' && !event.doubtful && !doubtful) continue;
    const what = isMine ? 'the weights' : 'the weights of shared layers';
    const at = event.span.path === span.path ? `line ${event.span.line}` : `${event.span.path}:${event.span.line}`;
    const why =
      isMine && event.name === 'fit'
        ? 'Whether both are called is not known without running the program.'
        : 'Only calls of fit on one model can follow each other in a run from the editor yet.';
    refusals.add(span, `Here fit goes on from ${what} that ${method} in ${at} trains. ${why}`);
    return;
  }
}

/** What the program does with the trained model, which is not a part of the run. `after` are the events after `fit`. */
export function readCallsAfterFit(model: Value, after: readonly ProgramEvent[]): CallAfterFit[] {
  const calls = after.flatMap(event => {
    const method = methodOf(event);
    return event.args.self === model && method !== undefined && callsAfterFit.includes(method)
      ? [{ method, site: siteOf(event.span) }]
      : [];
  });
  const places = calls.map(({ site }) => JSON.stringify(site));
  return calls.filter((_, index) => places.indexOf(places[index]) === index);
}

/** The name of a method that an event calls; undefined for events of another kind. */
function methodOf({ name, args }: ProgramEvent): string | undefined {
  const path = name === 'method' ? asItems(args.path) : undefined;
  return path?.length === 1 ? asString(path[0]) : undefined;
}

/** The calls of `evaluate` on the trained model that can be run as they are written: on a dataset, before the model is changed again. */
export function readEvaluations(
  model: Value,
  { before, after }: { before: readonly ProgramEvent[]; after: readonly ProgramEvent[] },
  adaptations: TrainingPlan['adaptations'] = [],
): EvaluationPlan[] {
  const changed = after.findIndex(event => event.args.self === model && changesWhat(event));
  const calls = (changed < 0 ? after : after.slice(0, changed)).filter(
    ({ name, args, doubtful }) => name === 'evaluate' && args.self === model && !doubtful,
  );
  return calls.flatMap(call => evaluationPlan(call, before, adaptations) ?? []);
}

/** Whether an event makes `evaluate` give something else. */
const changesWhat = (event: ProgramEvent): boolean =>
  event.name === 'fit' || event.name === 'compile' || [...suspectMethods, ...trainingMethods, 'add', 'pop'].includes(methodOf(event) ?? '');

function evaluationPlan(
  { args, span, open = false, spanOf = () => span }: ProgramEvent,
  before: readonly ProgramEvent[],
  adaptations: readonly AdaptationPlan[],
): EvaluationPlan | undefined {
  const own = new Refusals();
  const adapted = new Adaptations(before, own);
  own.learning = adapted;
  const { x = NONE, steps = NONE, y = NONE, sample_weight: weights = NONE } = args;
  const count = steps.kind === 'none' ? null : asInt(steps);
  const data = own.attempt(() => datasetPlan(x, 'What evaluate gets', spanOf('x'), own));
  // The run has the layers adapted that `fit` needs, and no others.
  const isAdapted = adapted.plans.length === 0 || JSON.stringify(adapted.plans) === JSON.stringify(adaptations);
  const isPlain = isAdapted && !open && y.kind === 'none' && weights.kind === 'none' && count !== undefined;
  return data !== undefined && isPlain && own.all.length === 0 ? { data, steps: count, site: siteOf(span) } : undefined;
}
