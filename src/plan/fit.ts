import type { Span } from '../diagnostics/span';
import { shortName } from '../rules/core/names';
import type { ProgramEvent } from '../values/library';
import { asItems } from '../values/read';
import { NONE, type Value } from '../values/value';
import { readArguments } from './arguments';
import { readNamed } from './named';
import type { FitPlan, Json, NamedConfig } from './plan';
import { type Refusals, Refused, siteOf } from './refused';
import { callbacks, fitAdvice, fitArguments } from './support/fit';

/** What Model.fit was given besides its data. */
export function fitPlan({ args, span, spanOf = () => span, open = false }: ProgramEvent, refusals: Refusals): FitPlan {
  const read = readArguments(fitArguments, { what: 'fit', values: args, span, spanOf, open }, refusals, fitAdvice);
  const number = (json: Json | undefined): number | null => (typeof json === 'number' ? json : null);
  return {
    epochs: number(read.epochs) ?? 1,
    initialEpoch: number(read.initial_epoch) ?? 0,
    stepsPerEpoch: number(read.steps_per_epoch),
    validationSteps: number(read.validation_steps),
    callbacks: refusals.attempt(() => readCallbacks(args.callbacks ?? NONE, spanOf('callbacks'), refusals)) ?? [],
    site: siteOf(span),
  };
}

function readCallbacks(value: Value, span: Span, refusals: Refusals): NamedConfig[] {
  if (value.kind === 'none') return [];
  const items = asItems(value) ?? (value.kind === 'list' ? undefined : [value]);
  if (items === undefined) throw new Refused(span, 'Which callbacks there are is not known without running the program; write them out.');
  return items.flatMap(callback => {
    const named = refusals.attempt(() => readNamed(callback, { what: 'callback', rows: callbacks }, span, refusals));
    return named ? [{ ...named, name: shortName(named.name) }] : [];
  });
}
