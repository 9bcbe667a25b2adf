import type { Span } from '../diagnostics/span';
import { asItems } from '../values/read';
import type { Value } from '../values/value';
import type { ModelPlan } from './plan';
import { Refused } from './refused';

/** An output of a model, as compile and the labels call it. */
export interface Output {
  readonly name: string;
  /** Its key, where the model gives a dictionary. */
  readonly key?: string;
}

/** The outputs in their order; one of no name where the model is not known. */
export function modelOutputs(model: ModelPlan | undefined): readonly Output[] {
  if (model === undefined) return [{ name: '' }];
  const { outputs, outputNames } = model;
  if (!('entries' in outputs)) return outputNames.map(name => ({ name }));
  return Object.keys(outputs.entries).map(key => ({ name: key, key }));
}

/** What an argument of compile is called, and whether a list of it is a list for each output, or several for the only one. */
interface PerOutput {
  readonly parameter: string;
  readonly isMetrics: boolean;
}

/** The part of an argument of compile that belongs to each output; undefined where it has none. */
export function perOutput(value: Value, outputs: readonly Output[], what: PerOutput, span: Span): (Value | undefined)[] {
  if (value.kind === 'none') return outputs.map(() => undefined);
  if (value.kind === 'dict') return byName(value, outputs, what, span);
  if (outputs.length === 1 && what.isMetrics) return [value];
  const items = asItems(value);
  if (items === undefined) {
    if (outputs.length > 1 && what.parameter !== 'loss')
      throw new Refused(span, `${what.parameter} of a model with several outputs has to be a list or a dictionary.`);
    return outputs.map(() => value);
  }
  if (items.length !== outputs.length)
    throw new Refused(span, `${what.parameter} has ${items.length} entries and the model ${outputs.length} outputs.`);
  if (outputs.some(({ key }) => key !== undefined))
    throw new Refused(
      span,
      `${what.parameter} as a list for outputs in a dictionary cannot be trained from the editor yet; give a dictionary.`,
    );
  return items.map(item => (item.kind === 'none' ? undefined : item));
}

function byName(
  { cell }: Extract<Value, { kind: 'dict' }>,
  outputs: readonly Output[],
  { parameter }: PerOutput,
  span: Span,
): (Value | undefined)[] {
  if (cell.content === null) throw new Refused(span, `What is in ${parameter} is not known without running the program; write it out.`);
  const entries = [...cell.content.values()];
  // Keras takes any name for the only output.
  if (outputs.length === 1 && entries.length === 1) return [entries[0].value];
  const stranger = entries.find(({ key }) => key.kind !== 'str' || !outputs.some(({ name }) => name === key.value));
  if (stranger !== undefined)
    throw new Refused(
      span,
      `${parameter} has the key ${stranger.key.kind === 'str' ? `"${stranger.key.value}"` : '?'}, and the model's outputs are ${outputs.map(({ name }) => name).join(', ')}.`,
    );
  return outputs.map(({ name }) => {
    const found = entries.find(({ key }) => key.kind === 'str' && key.value === name)?.value;
    return found === undefined || found.kind === 'none' ? undefined : found;
  });
}
