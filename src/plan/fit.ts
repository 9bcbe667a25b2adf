import type { Span } from '../diagnostics/span';
import type { ProgramEvent } from '../values/library';
import { NONE, type Value } from '../values/value';
import { readArguments } from './arguments';
import { readCallbacks } from './callbacks';
import type { Trained } from './changes';
import type { FitPlan, Json } from './plan';
import { type Refusals, Refused, siteOf } from './refused';
import { fitAdvice, fitArguments } from './support/fit';

/** What Model.fit was given besides its data; `after` are the events after it, which say what its callbacks do. */
export function fitPlan(fit: ProgramEvent, after: readonly ProgramEvent[], trained: Trained, refusals: Refusals): FitPlan {
  const { args, span, spanOf = () => span, open = false } = fit;
  const read = readArguments(fitArguments, { what: 'fit', values: args, span, spanOf, open }, refusals, fitAdvice);
  const number = (json: Json | undefined): number | null => (typeof json === 'number' ? json : null);
  const classWeight = refusals.attempt(() => readClassWeight(args.class_weight ?? NONE, spanOf('class_weight')));
  const { validation_freq: freq } = read;
  return {
    epochs: number(read.epochs) ?? 1,
    initialEpoch: number(read.initial_epoch) ?? 0,
    stepsPerEpoch: number(read.steps_per_epoch),
    validationSteps: number(read.validation_steps),
    callbacks:
      refusals.attempt(() =>
        readCallbacks(
          args.callbacks ?? NONE,
          { span: spanOf('callbacks'), after, trained, first: number(read.initial_epoch) ?? 0 },
          refusals,
        ),
      ) ?? [],
    ...(classWeight && { classWeight }),
    ...(freq !== undefined && freq !== 1 && { validationFreq: freq as number | number[] }),
    site: siteOf(span),
  };
}

/** Weights by class. Keras looks classes up as whole numbers. */
function readClassWeight(value: Value, span: Span): { [classId: string]: number } | null {
  if (value.kind === 'none') return null;
  if (value.kind !== 'dict' || value.cell.content === null)
    throw new Refused(span, 'The class_weight is not known without running the program; write it out as a dictionary.');
  const pairs = [...value.cell.content.values()].map(({ key, value: weight }): [string, number] => {
    const isNumber = weight.kind === 'int' || weight.kind === 'float';
    if (key.kind !== 'int' || !isNumber)
      throw new Refused(span, 'class_weight has to map whole numbers to numbers that are written out to be trained from the editor.');
    return [String(key.value), weight.value];
  });
  return Object.fromEntries(pairs);
}
