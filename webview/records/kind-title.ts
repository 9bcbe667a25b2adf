import { t } from '../ui/words';

/** What a parse function calls the kind of a list. */
const DTYPES: { [kind: string]: string | undefined } = { int64: 'tf.int64', float: 'tf.float32', bytes: 'tf.string' };

/** For the tooltip of a kind: a filter and the record call it by its own name, a parse function by its dtype. */
export function kindTitle(kind: string): string | undefined {
  const dtype = DTYPES[kind];
  return dtype && t('{0} in the file and in filters, {1} in a parse function', kind, dtype);
}
