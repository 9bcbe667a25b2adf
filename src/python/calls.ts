import type { Span } from '../diagnostics/span';
import { join } from '../values/join';
import type { Arguments } from '../values/library';
import { type ClassValue, dict, type FunctionValue, type InstanceValue, NONE, str, tuple, UNKNOWN, type Value } from '../values/value';
import type { Expr, Stmt } from './ast';
import { callBuiltin } from './builtins/functions';
import { callMethod } from './builtins/methods';
import { codeOf, type FunctionCode } from './code';
import { type Frame, newFrame } from './completion';
import type { Reading } from './evaluator';
import { standingFor } from './iterate';
import { apiBase, methodOf, resolutionOrder } from './lookup';
import { refusedArguments } from './refused';
import { innerScope, type Scope, slotToWrite } from './scope';

/** Calls any value as Python would. What cannot be followed gives unknown. */
export function callValue(reading: Reading, callee: Value, args: Arguments, span: Span): Value {
  switch (callee.kind) {
    case 'function':
      return callFunction(reading, callee, args, span);
    case 'method':
      if (callee.code) return callFunction(reading, callee.code, withSelf(callee.self, args, span), span, callee.self);
      if (['tensor', 'object', 'instance', 'api'].includes(callee.self.kind))
        return reading.library.call(reading.context(span), callee, args);
      return callMethod(reading, callee, args, span);
    case 'class':
      return instantiate(reading, callee, args, span);
    case 'instance':
      return callInstance(reading, callee, args, span);
    case 'builtin':
      return callBuiltin(reading, callee.name, args, span);
    case 'api':
    case 'object':
      return reading.library.call(reading.context(span), callee, args);
    default:
      letGo(reading, args, span);
      return UNKNOWN;
  }
}

const withSelf = (self: Value, args: Arguments, span: Span): Arguments => ({
  ...args,
  positional: [{ value: self, span }, ...args.positional],
});

/** Something unknown got these: it may have changed what can be changed. */
function letGo(reading: Reading, args: Arguments, span: Span): void {
  for (const { value } of [...args.positional, ...args.keywords]) {
    if (value.kind === 'list' || value.kind === 'dict' || value.kind === 'set') reading.heap.write<unknown>(value.cell, null);
    else if (value.kind === 'object') reading.library.escaped(reading.context(span), value);
  }
}

/** Runs a function of the program with its parameters bound. */
function callFunction(reading: Reading, fn: FunctionValue, args: Arguments, span: Span, self?: Value): Value {
  const code = codeOf(fn);
  reading.called(code);
  const refused = args.filledIn && !args.open ? refusedArguments(code.parameters, args) : undefined;
  if (refused !== undefined) {
    const related = fn.span.line === span.line ? [] : [{ span: fn.span, message: 'Its parameters are here.' }];
    // A module of the workspace may be another one than the one that Python finds.
    const level = fn.span.path === span.path ? 'error' : 'warning';
    reading.report({
      rule: 'call-arguments',
      level,
      message: `The arguments do not fit the parameters: ${fn.name}() ${refused}.`,
      span,
      related,
    });
    letGo(reading, args, span);
    return UNKNOWN;
  }
  const result = reading.nested(code, (): Value => {
    const scope = innerScope('function', code.closure);
    let yielded: readonly Value[] = [];
    const run = (given: Arguments) => {
      bindParameters(reading, code, given, scope);
      const frame = newFrame(scope, ownerOf(code, self));
      const value = Array.isArray(code.body) ? runBody(reading, code, frame) : reading.evaluate(code.body as Expr, frame);
      yielded = frame.yielded;
      return value;
    };
    const runs = (): Value => (fn.traced ? reading.library.traced(args, run) : run(args));
    const value = args.filledIn ? reading.onBehalf({ span, message: 'The function is called here.' }, runs) : runs();
    if (code.isGenerator && !code.isAsync) return { kind: 'generator', each: standingFor(yielded) };
    return code.isAsync ? UNKNOWN : value;
  });
  if (result === undefined) letGo(reading, args, span);
  return result ?? UNKNOWN;
}

const ownerOf = (code: FunctionCode, self: Value | undefined): Pick<Frame, 'owner' | 'self'> =>
  code.owner.content && self ? { owner: code.owner.content, self } : {};

/** The value that a body returns, over all the ways it may have ended. */
function runBody(reading: Reading, code: FunctionCode, frame: Frame): Value {
  const completion = reading.execute(code.body as readonly Stmt[], frame);
  const { returns } = frame;
  const last = completion.kind === 'return' ? completion.value : NONE;
  if (returns.length === 0) return last;
  const early = returns.map(({ value }) => value).reduce(join);
  if (completion.kind === 'raise') {
    reading.heap.applyOneOf(returns.map(({ changes }) => changes));
    return early;
  }
  reading.heap.applyOneOf([new Map(), ...returns.map(({ changes }) => changes)]);
  return join(early, last);
}

/** Arguments to parameters (https://docs.python.org/3/reference/expressions.html#calls); a missing one is unknown, whatever its default, where unknown `*args` may have given it. */
function bindParameters(reading: Reading, code: FunctionCode, args: Arguments, scope: Scope): void {
  const positional = args.positional.map(({ value }) => value);
  const keywords = new Map(args.keywords.map(({ name, value }) => [name, value]));
  const put = (name: string, value: Value) => reading.heap.write(slotToWrite(scope, name), value);
  for (const parameter of code.parameters) {
    if (parameter.kind === 'star') put(parameter.name, args.open ? UNKNOWN : tuple(positional.splice(0)));
    else if (parameter.kind === 'doublestar') {
      const rest = [...keywords].map(([name, value]) => ({ key: str(name), value }));
      put(parameter.name, args.open ? dict(null) : dict(rest));
    } else {
      const given = parameter.kind === 'positional' && positional.length > 0 ? positional.shift() : keywords.get(parameter.name);
      keywords.delete(parameter.name);
      const value = given ?? (args.open ? UNKNOWN : (code.defaults.get(parameter.name) ?? UNKNOWN));
      put(parameter.name, value);
    }
  }
}

/** A class with a base that is not known may have a metaclass, which calls `__init__` with what it likes. */
const openly = (cls: ClassValue, args: Arguments): Arguments => {
  const { filledIn, ...rest } = args;
  return filledIn && resolutionOrder(cls).some(({ kind }) => kind === 'unknown') ? rest : args;
};

/** `Class(…)`: a new object, then its `__init__`. */
function instantiate(reading: Reading, cls: ClassValue, args: Arguments, span: Span): Value {
  const instance: InstanceValue = { kind: 'instance', cls, attributes: { content: new Map() }, state: { content: undefined } };
  const base = apiBase(cls);
  if (base !== undefined) reading.library.instantiate(reading.context(span), instance, base);
  const init = methodOf(instance, '__init__');
  if (init !== undefined) callFunction(reading, init.fn, withSelf(instance, openly(cls, args), span), span, instance);
  else if (base !== undefined) {
    reading.library.call(reading.context(span), { kind: 'method', self: instance, owner: base.name, name: '__init__' }, args);
  } else if (args.positional.length > 0 || args.open) {
    // A dataclass, a named tuple or a class made elsewhere: which argument is which is not known.
    return UNKNOWN;
  } else reading.heap.write(instance.attributes, new Map(args.keywords.map(({ name, value }) => [name, value])));
  return instance;
}

function callInstance(reading: Reading, instance: InstanceValue, args: Arguments, span: Span): Value {
  const own = methodOf(instance, '__call__');
  if (own !== undefined) return callFunction(reading, own.fn, withSelf(instance, args, span), span, instance);
  const base = apiBase(instance.cls);
  if (base === undefined) {
    letGo(reading, args, span);
    return UNKNOWN;
  }
  return reading.library.call(reading.context(span), { kind: 'method', self: instance, owner: base.name, name: '__call__' }, args);
}
