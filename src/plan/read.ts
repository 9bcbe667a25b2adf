import type { Span } from '../diagnostics/span';
import type { Interpretation } from '../python/interpretation';
import type { ProgramEvent } from '../values/library';
import { NONE } from '../values/value';
import { readCallsAfterFit, readEvaluations } from './around-fit';
import { firstFit, laterFit } from './later-fits';
import { type CallOfFit, readOneFit } from './one-fit';
import type { LaterFit, Refusal, Site, TrainingPlan } from './plan';
import { Refusals, siteOf } from './refused';

/** What a program trains: a plan for each call of `fit` that can be trained, and why others cannot. */
export interface PlanReading {
  readonly plans: readonly TrainingPlan[];
  readonly refusals: readonly Refusal[];
}

/** Reads the plans off an interpreted program; `path` is its main file. Never throws on account of the program. */
export function readPlans({ events, repeated, assignments, exhausted }: Interpretation, path: string): PlanReading {
  const plans: TrainingPlan[] = [];
  const refusals = new Refusals();
  const fits = events.flatMap((event, index) =>
    event.name === 'fit' ? [{ event, before: events.slice(0, index), after: events.slice(index + 1) }] : [],
  );
  for (const { event } of fits)
    if (repeated.some(({ name, span }) => name === 'fit' && sameStart(span, event.span)))
      refusals.add(
        event.span,
        'How often this loop calls fit is not known without running the program; write the number of its rounds out.',
      );
  for (const calls of callsByModel(fits)) {
    const model = assignments.find(({ value }) => value === calls[0].event.args.self)?.name ?? 'model';
    const plan = refusals.attempt(() => planOf(calls, { path, model }, refusals));
    if (plan !== undefined) plans.push(plan);
  }
  const isRepeated = ({ fit }: TrainingPlan): boolean => repeated.some(({ name, span }) => name === 'fit' && isAt(span, fit.site));
  const nothing = { site: { path, line: 1, column: 1 }, message: nothingTrained(exhausted) };
  return { plans: plans.filter(plan => !isRepeated(plan)), refusals: fits.length === 0 ? [nothing] : refusals.all };
}

/** Calls of `fit` that train one model, in the order of the first of each. */
function callsByModel(fits: readonly CallOfFit[]): (readonly CallOfFit[])[] {
  const groups = new Map<unknown, CallOfFit[]>();
  for (const fit of fits) {
    const { self } = fit.event.args;
    const key = self === undefined || self.kind === 'unknown' ? fit : self;
    groups.set(key, [...(groups.get(key) ?? []), fit]);
  }
  return [...groups.values()];
}

/** The plan of all calls of `fit` on one model, up to the first that is refused; undefined where that is the first of all, or one that a loop calls again. */
function planOf([call, ...others]: readonly CallOfFit[], source: TrainingPlan['source'], refusals: Refusals): TrainingPlan | undefined {
  const first = readOneFit(call, refusals);
  if (first === undefined) return undefined;
  let placed = firstFit(call, first);
  const later: LaterFit[] = [];
  for (const other of others) {
    const read = readOneFit(other, refusals);
    const next = read && laterFit(placed, other, read, refusals);
    if (next === undefined) {
      if (sameStart(other.event.span, placed.call.event.span)) return undefined;
      break;
    }
    placed = next.placed;
    later.push(next.plan);
  }
  const { adaptations, train, validation, model, fit, limits } = first;
  const self = call.event.args.self ?? NONE;
  const evaluations = readEvaluations(self, placed.call, adaptations);
  const isRun = (site: Site): boolean => evaluations.some(evaluation => JSON.stringify(evaluation.site) === JSON.stringify(site));
  const afterFit = readCallsAfterFit(self, placed.call.after).filter(({ site }) => !isRun(site));
  return {
    version: 1,
    source,
    ...(adaptations && { adaptations }),
    train,
    validation,
    model,
    compile: firstFit(call, first).compile,
    fit,
    ...(later.length > 0 && { later }),
    ...notesOf(placed.call.before),
    ...(limits && { limits }),
    ...(evaluations.length > 0 && { evaluations }),
    ...(afterFit.length > 0 && { afterFit }),
  };
}

/** Orders that the program leaves to chance, of which the plan has one. */
function notesOf(events: readonly ProgramEvent[]): Pick<TrainingPlan, 'notes'> {
  const message = 'Python shuffles here without a seed, so each run has another order; the plan has one of them.';
  const notes = events.flatMap(({ name, span }) => (name === 'random order' ? [{ site: siteOf(span), message }] : []));
  return notes.length > 0 ? { notes } : {};
}

const isAt = (span: Span, { path, line, column }: Site): boolean => span.path === path && span.line === line && span.column === column;

const sameStart = (one: Span, other: Span): boolean => one.path === other.path && one.line === other.line && one.column === other.column;

const nothingTrained = (exhausted: boolean): string =>
  exhausted
    ? 'This file takes too long to read, so what it trains is not known.'
    : 'No call of fit on a Keras model was found in this file: the model, or the call, could not be followed without running the program.';
