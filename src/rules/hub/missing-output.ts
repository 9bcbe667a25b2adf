import type { CallContext } from '../../values/library';
import { UNKNOWN, type Value } from '../../values/value';
import { fail } from '../core/report';
import { tensorsIn } from '../core/tensors';
import { hubState } from './state';

/** `outputs[key]` of what a module gave, where it has no such output; undefined where the dictionary is another one. */
export function missingOutput(context: CallContext, dictionary: Value, key: Value): Value | undefined {
  if (key.kind !== 'str' || dictionary.kind !== 'dict' || dictionary.cell.content === null) return undefined;
  const called = tensorsIn(dictionary).find(({ origin }) => origin?.op.startsWith('hub.') && origin.op.endsWith('.__call__'))?.origin;
  const state = called && hubState(called.args.self);
  if (state?.module === undefined) return undefined;
  const { givesMore = [] } = state.module;
  if (givesMore.includes(key.value)) return UNKNOWN;
  const listed = [...dictionary.cell.content.values()].map(entry => (entry.key.kind === 'str' ? `'${entry.key.value}'` : '…'));
  const names = [...listed, ...givesMore.map(name => `'${name}'`)];
  return fail(
    { context },
    'hub-output-key',
    `${state.handle} has no output '${key.value}'; it has ${names.join(', ')}. Python: "KeyError: '${key.value}'".`,
  );
}
