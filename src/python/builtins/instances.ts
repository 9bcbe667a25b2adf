import type { Value } from '../../values/value';
import type { Evaluator } from '../evaluator';
import { resolutionOrder } from '../lookup';

/** Python's own class of a value, where it has one. */
const classes: { [kind in Value['kind']]?: string } = {
  int: 'int',
  float: 'float',
  bool: 'bool',
  str: 'str',
  bytes: 'bytes',
  tuple: 'tuple',
  list: 'list',
  dict: 'dict',
  set: 'set',
};

export const typeName = (value: Value): string | undefined => classes[value.kind];

/** `isinstance(value, cls)`; undefined where it is not known. */
export function isInstance(evaluator: Evaluator, value: Value, cls: Value): boolean | undefined {
  if (value.kind === 'unknown' || cls.kind === 'unknown') return undefined;
  if (cls.kind === 'tuple') {
    const verdicts = cls.items.map(item => isInstance(evaluator, value, item));
    return verdicts.includes(true) ? true : verdicts.includes(undefined) ? undefined : false;
  }
  if (cls.kind === 'api') return evaluator.library.isInstance(value, cls);
  if (cls.kind === 'class') {
    if (value.kind !== 'instance') return false;
    const order = resolutionOrder(value.cls);
    return order.includes(cls) ? true : order.some(base => base.kind === 'unknown') ? undefined : false;
  }
  if (cls.kind !== 'builtin') return undefined;
  const name = typeName(value);
  if (cls.name === 'object') return true;
  if (name === 'bool' && cls.name === 'int') return true;
  const known = Object.values(classes).includes(cls.name);
  // A range, a map or a generator is kept as a tuple of its items: that it is no list and no tuple is not known.
  if (name === undefined || name === 'tuple') return known && name === undefined && value.kind !== 'instance' ? false : undefined;
  return known ? name === cls.name : undefined;
}
