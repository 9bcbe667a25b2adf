import type { Span } from '../diagnostics/span';
import { shortName } from '../rules/core/names';
import type { Value } from '../values/value';
import { givenTo, readArguments } from './arguments';
import type { NamedConfig } from './plan';
import { type Refusals, Refused } from './refused';
import type { Supported } from './support/accepted';
import { nameIn } from './support/names';

/** A table of objects that are given by name or by constructor. */
export interface NamedTable {
  /** What one of them is called: "optimizer". */
  readonly what: string;
  readonly rows: { readonly [name: string]: Supported };
  /** Names that stand for one of several rows. */
  readonly shorts?: object;
}

/** How the program names it, where it does. */
function nameOf(value: Value): string | undefined {
  if (value.kind === 'str') return value.value;
  if (value.kind === 'api') return value.name;
  return value.kind === 'object' ? value.type : undefined;
}

/** An optimizer, loss, metric or callback, with those of its arguments that are accepted. What the table has not is refused. */
export function readNamed(value: Value, { what, rows, shorts = {} }: NamedTable, span: Span, refusals: Refusals): NamedConfig {
  const name = nameOf(value);
  if (value.kind === 'unknown' || value.kind === 'dict')
    throw new Refused(span, `The ${what} is not known without running the program; write it out.`);
  if (name === undefined) throw new Refused(span, `A custom ${what} cannot be trained from the editor yet.`);
  const row = nameIn(rows, name);
  const isShort = value.kind === 'str' && Object.hasOwn(shorts, name);
  const at = value.kind === 'object' ? value.origin.span : span;
  if (row === undefined && !isShort)
    throw new Refused(at, `The ${what} ${shortName(name)} cannot be trained from the editor yet; use ${several(Object.keys(rows))}.`);
  const config = value.kind === 'object' && row !== undefined ? readArguments(rows[row].arguments, givenTo(value, row), refusals) : {};
  return { name, config };
}

const several = (names: readonly string[]): string =>
  names.length > 7
    ? `one of ${names.length} others, such as ${names.slice(0, 3).join(', ')}`
    : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
