import type { CallContext } from '../../values/library';
import { UNKNOWN, type Value } from '../../values/value';
import { tensorsIn } from '../core/tensors';

/** `dictionary[key]` where the key is missing: said of what a parse function gave, whose keys are those of its description. */
export function missingEntry(context: CallContext, dictionary: Value, key: Value): Value {
  if (key.kind !== 'str' || dictionary.kind !== 'dict' || dictionary.cell.content === null) return UNKNOWN;
  const parsed = tensorsIn(dictionary).find(({ origin }) => origin?.op.startsWith('tf.io.parse_'));
  if (parsed?.origin === undefined) return UNKNOWN;
  const names = [...dictionary.cell.content.values()].map(entry => (entry.key.kind === 'str' ? `'${entry.key.value}'` : '…'));
  context.report({
    rule: 'record-feature-missing',
    level: 'error',
    message: `The feature '${key.value}' is not in the description that these examples are parsed with (${names.join(', ')}): KeyError: '${key.value}'. Add it to the description.`,
    span: context.span,
    related: [{ span: parsed.origin.span, message: 'The examples are parsed here.' }],
  });
  return UNKNOWN;
}
