import type { Span } from '../diagnostics/span';
import { join } from '../values/join';
import type { Arguments } from '../values/library';
import { type ClassValue, dict, type FunctionValue, type InstanceValue, NONE, str, tuple, UNKNOWN, type Value } from '../values/value';
import { callBuiltin } from './builtins/functions';
import { callMethod } from './builtins/methods';
import { codeOf, type FunctionCode } from './code';
import { type Frame, newFrame } from './completion';
import { evaluate } from './expressions';
import type { Interpreter } from './interpreter';
import { apiBase, methodOf } from './lookup';
import { innerScope, type Scope, slotToWrite } from './scope';
import { execute } from './statements';

/** Calls any value as Python would. What cannot be followed gives unknown. */
export function callValue(interpreter: Interpreter, callee: Value, args: Arguments, span: Span): Value {
  switch (callee.kind) {
    case 'function':
      return callFunction(interpreter, callee, args);
    case 'method':
      if (callee.code) return callFunction(interpreter, callee.code, withSelf(callee.self, args, span), callee.self);
      if (['tensor', 'object', 'instance', 'api'].includes(callee.self.kind))
        return interpreter.library.call(interpreter.context(span), callee, args);
      return callMethod(interpreter, callee, args, span);
    case 'class':
      return instantiate(interpreter, callee, args, span);
    case 'instance':
      return callInstance(interpreter, callee, args, span);
    case 'builtin':
      return callBuiltin(interpreter, callee.name, args, span);
    case 'api':
    case 'object':
      return interpreter.library.call(interpreter.context(span), callee, args);
    default:
      letGo(interpreter, args);
      return UNKNOWN;
  }
}

const withSelf = (self: Value, args: Arguments, span: Span): Arguments => ({
  ...args,
  positional: [{ value: self, span }, ...args.positional],
});

/** Something unknown got these: it may have changed what can be changed. */
function letGo(interpreter: Interpreter, args: Arguments): void {
  for (const { value } of [...args.positional, ...args.keywords]) {
    if (value.kind === 'list' || value.kind === 'dict' || value.kind === 'set') interpreter.heap.write<unknown>(value.cell, null);
  }
}

/** Runs a function of the program with its parameters bound. */
export function callFunction(interpreter: Interpreter, fn: FunctionValue, args: Arguments, self?: Value): Value {
  const code = codeOf(fn);
  interpreter.called(code);
  const result = interpreter.nested(code, () => {
    const scope = innerScope('function', code.closure);
    const run = (given: Arguments) => {
      bindParameters(interpreter, code, given, scope);
      const frame = newFrame(scope, ownerOf(code, self));
      return Array.isArray(code.body)
        ? runBody(interpreter, code, frame)
        : evaluate(interpreter, code.body as Parameters<typeof evaluate>[1], frame);
    };
    const value = fn.traced ? interpreter.library.traced(args, run) : run(args);
    return code.isGenerator || code.isAsync ? UNKNOWN : value;
  });
  if (result === undefined) letGo(interpreter, args);
  return result ?? UNKNOWN;
}

const ownerOf = (code: FunctionCode, self: Value | undefined): Pick<Frame, 'owner' | 'self'> =>
  code.owner.content && self ? { owner: code.owner.content, self } : {};

/** The value that a body returns, over all the ways it may have ended. */
function runBody(interpreter: Interpreter, code: FunctionCode, frame: Frame): Value {
  const completion = execute(interpreter, code.body as Extract<FunctionCode['body'], readonly unknown[]>, frame);
  const { returns } = frame;
  const last = completion.kind === 'return' ? completion.value : NONE;
  if (returns.length === 0) return last;
  const early = returns.map(({ value }) => value).reduce(join);
  if (completion.kind === 'raise') {
    interpreter.heap.applyOneOf(returns.map(({ changes }) => changes));
    return early;
  }
  interpreter.heap.applyOneOf([new Map(), ...returns.map(({ changes }) => changes)]);
  return join(early, last);
}

/** Arguments to parameters (https://docs.python.org/3/reference/expressions.html#calls); a missing one is unknown, whatever its default, where unknown `*args` may have given it. */
function bindParameters(interpreter: Interpreter, code: FunctionCode, args: Arguments, scope: Scope): void {
  const positional = args.positional.map(({ value }) => value);
  const keywords = new Map(args.keywords.map(({ name, value }) => [name, value]));
  const put = (name: string, value: Value) => interpreter.heap.write(slotToWrite(scope, name), value);
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

/** `Class(…)`: a new object, then its `__init__`. */
function instantiate(interpreter: Interpreter, cls: ClassValue, args: Arguments, span: Span): Value {
  const instance: InstanceValue = { kind: 'instance', cls, attributes: { content: new Map() }, state: { content: undefined } };
  const base = apiBase(cls);
  if (base !== undefined) interpreter.library.instantiate(interpreter.context(span), instance, base);
  const init = methodOf(instance, '__init__');
  if (init !== undefined) callFunction(interpreter, init.fn, withSelf(instance, args, span), instance);
  else if (base !== undefined) {
    interpreter.library.call(interpreter.context(span), { kind: 'method', self: instance, owner: base.name, name: '__init__' }, args);
  } else if (args.positional.length > 0 || args.open) {
    // A dataclass, a named tuple or a class made elsewhere: which argument is which is not known.
    return UNKNOWN;
  } else interpreter.heap.write(instance.attributes, new Map(args.keywords.map(({ name, value }) => [name, value])));
  return instance;
}

function callInstance(interpreter: Interpreter, instance: InstanceValue, args: Arguments, span: Span): Value {
  const own = methodOf(instance, '__call__');
  if (own !== undefined) return callFunction(interpreter, own.fn, withSelf(instance, args, span), instance);
  const base = apiBase(instance.cls);
  if (base === undefined) {
    letGo(interpreter, args);
    return UNKNOWN;
  }
  return interpreter.library.call(interpreter.context(span), { kind: 'method', self: instance, owner: base.name, name: '__call__' }, args);
}
