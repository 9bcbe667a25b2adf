import type { Span } from '../diagnostics/span';
import type { ObjectValue, Value } from '../values/value';
import { writtenValue } from './literal';
import type { Json } from './plan';
import type { Refusals } from './refused';
import { type Accepted, isInert, isTensor, type SupportedArguments } from './support/accepted';
import { whyRefused, written } from './support/judge';

/** Arguments of one call, as they were given. */
export interface Given {
  /** What is called, as the user knows it: "Dense", "fit". */
  readonly what: string;
  readonly values: { readonly [parameter: string]: Value };
  readonly span: Span;
  spanOf(parameter: string): Span;
  /** Unknown `*args` or `**kwargs` were among them. */
  readonly open: boolean;
}

/** The arguments of the call that made an object. */
export const givenTo = ({ origin }: Pick<ObjectValue, 'origin'>, what: string): Given => ({
  what,
  values: origin.args,
  span: origin.span,
  spanOf: parameter => origin.spanOf?.(parameter) ?? origin.span,
  open: origin.open === true,
});

/** Whether an argument is read by this file: values that are written out. */
const isValue = (accepted: Accepted): boolean => accepted !== 'part' && !isInert(accepted) && !isTensor(accepted);

/**
 * The written arguments of a call, by name; what is not accepted is refused at the argument, each for itself. Arguments without an effect are
 * left out; those that are no values ("part", tensors, layers) are for the caller. `advice` says more than "not yet" of some.
 */
export function readArguments(
  accepted: SupportedArguments,
  given: Given,
  refusals: Refusals,
  advice: { readonly [parameter: string]: string } = {},
): { [parameter: string]: Json } {
  const { what, values, open } = given;
  if (open) refusals.add(given.span, `Which arguments ${what} gets is not known without running the program; write them out.`);
  const read: { [parameter: string]: Json } = {};
  for (const [parameter, value] of Object.entries(values)) {
    const span = given.spanOf(parameter);
    if (!Object.hasOwn(accepted, parameter)) {
      const isDefault = value.kind === 'none' && Object.hasOwn(advice, parameter);
      if (!isDefault)
        refusals.add(
          span,
          advice[parameter] ?? `The argument ${parameter} of ${what} cannot be trained from the editor yet; leave it out.`,
        );
      continue;
    }
    const row = accepted[parameter];
    if (!isValue(row) || row === 'layer' || row === 'features') continue;
    const json = refusals.attempt(
      () => refusals.learning?.sizeOf(value, span) ?? writtenValue(value, `The argument ${parameter} of ${what}`, span),
    );
    const why = json === undefined ? undefined : whyRefused(row, json);
    if (why !== undefined) refusals.add(span, advice[parameter] ?? refusalOf(parameter, json as Json, what, why));
    else if (json !== undefined) read[parameter] = json;
  }
  return read;
}

const refusalOf = (parameter: string, json: Json, what: string, why: string): string => {
  const subject = /^(can|has) /.test(why) ? `it ${why}` : why;
  return `${parameter}=${written(json)} of ${what} cannot be trained from the editor yet; ${subject}.`;
};
