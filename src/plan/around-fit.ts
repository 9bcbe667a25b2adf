import type { ProgramEvent } from '../values/library';
import { asItems, asString } from '../values/read';
import type { Value } from '../values/value';
import { partsOf } from './parts';
import type { CallAfterFit } from './plan';
import { type Refusals, siteOf } from './refused';
import { callsAfterFit, trainingMethods } from './support/changes';

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
