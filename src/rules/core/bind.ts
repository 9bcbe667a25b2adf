import type { Span } from '../../diagnostics/span';
import type { Arguments } from '../../values/library';
import { bool, float, int, NONE, str, tuple, UNKNOWN, type Value } from '../../values/value';
import type { ParameterSignature } from './signatures';

/** Arguments bound to parameters, as a rule reads them. */
export interface Bound {
  /** The argument, else the parameter's default, else unknown. */
  get(name: string): Value;
  /** Whether it was given; undefined where unknown `*args` or `**kwargs` may have given it. */
  given(name: string): boolean | undefined;
  /** Where the argument stands; the call itself where it was not given. */
  spanOf(name: string): Span;
  /** What was given, by parameter name, in the order of the signature; extra keywords too. */
  readonly all: { readonly [name: string]: Value };
  /** What went to `*args`, and keywords that no parameter takes. */
  readonly rest: readonly Value[];
  readonly extra: { readonly [name: string]: Value };
  /** Unknown arguments were among them. */
  readonly open: boolean;
  /** Where the name of what is called is written. */
  readonly name?: Span;
}

/** A default of the signature table as a value. */
export function literal(json: unknown): Value {
  if (json === null || json === undefined) return NONE;
  if (typeof json === 'boolean') return bool(json);
  if (typeof json === 'string') return str(json);
  if (typeof json === 'number') return Number.isInteger(json) ? int(json) : float(json);
  if (Array.isArray(json)) return tuple(json.map(literal));
  // What could not be written as JSON (a dtype, a function) is described by an object.
  if (typeof json === 'object' && 'dtype' in json) return { kind: 'api', name: `tf.${json.dtype}` };
  return UNKNOWN;
}

/** Binds as Python does. Too many or unknown arguments end in `rest` and `extra`, for the rule to judge. */
export function bind(parameters: readonly ParameterSignature[], args: Arguments, callSpan: Span): Bound {
  const all: { [name: string]: Value } = {};
  const spans = new Map<string, Span>();
  const rest: Value[] = [];
  const extra: { [name: string]: Value } = {};
  const star = parameters.findIndex(({ kind }) => kind === '*');
  const takers = parameters.filter(({ kind }, index) => kind === undefined && (star < 0 || index < star));
  args.positional.forEach(({ value, span }, index) => {
    const taker = takers[index];
    if (taker === undefined) rest.push(value);
    else {
      all[taker.name] = value;
      spans.set(taker.name, span);
    }
  });
  const names = new Set(parameters.filter(({ kind }) => kind === undefined || kind === 'keyword').map(({ name }) => name));
  for (const { name, value, span } of args.keywords) {
    all[name] = value;
    spans.set(name, span);
    if (!names.has(name)) extra[name] = value;
  }
  const defaults = new Map(parameters.filter(parameter => 'default' in parameter).map(parameter => [parameter.name, parameter.default]));
  return {
    get: name =>
      Object.hasOwn(all, name) ? all[name] : !args.open && defaults.has(name) ? literal(defaults.get(name)) : args.open ? UNKNOWN : NONE,
    given: name => (Object.hasOwn(all, name) ? true : args.open ? undefined : false),
    spanOf: name => spans.get(name) ?? callSpan,
    all,
    rest,
    extra,
    open: args.open,
    ...(args.name && { name: args.name }),
  };
}

/** Bound arguments of a call that a rule makes itself. */
export const boundFrom = (all: { readonly [name: string]: Value }, span: Span): Bound => ({
  get: name => (Object.hasOwn(all, name) ? all[name] : NONE),
  given: name => Object.hasOwn(all, name),
  spanOf: () => span,
  all,
  rest: [],
  extra: {},
  open: false,
});
