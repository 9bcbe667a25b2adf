import type { Mistake } from '../../diagnostics/diagnostic';
import type { CallContext } from '../../values/library';
import { asEntries } from '../../values/read';
import { UNKNOWN, type Value } from '../../values/value';
import { tensorsIn } from '../core/tensors';

/** `dictionary[key]` where the key is missing: said of dictionaries of tensors, which are elements of datasets, outputs, or features that were parsed. */
export function missingEntry(context: CallContext, dictionary: Value, key: Value): Value {
  const entries = dictionary.kind === 'dict' ? asEntries(dictionary) : undefined;
  if (key.kind !== 'str' || entries === undefined || entries.length === 0) return UNKNOWN;
  const names = entries.map(([name]) => `'${name}'`).join(', ');
  const parsed = tensorsIn(dictionary).find(({ origin }) => origin?.op.startsWith('tf.io.parse_'));
  if (parsed?.origin !== undefined)
    report(context, {
      rule: 'record-feature-missing',
      message: `The feature '${key.value}' is not in the description that these examples are parsed with (${names}): KeyError: '${key.value}'. Add it to the description.`,
      related: [{ span: parsed.origin.span, message: 'The examples are parsed here.' }],
    });
  else if (entries.every(([, value]) => tensorsIn(value).length > 0))
    report(context, {
      rule: 'missing-key',
      message: `The dictionary has no key '${key.value}', which is a KeyError. Its keys are ${names}.`,
    });
  return UNKNOWN;
}

const report = (context: CallContext, found: Pick<Mistake, 'rule' | 'message' | 'related'>): void =>
  context.report({ ...found, level: 'error', span: context.span });
