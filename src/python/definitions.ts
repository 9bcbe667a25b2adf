import { type ClassValue, type FunctionValue, UNKNOWN, type Value } from '../values/value';
import type { ClassDef, Expr, FunctionDef, Parameter } from './ast';
import { callValue } from './calls';
import { codeOf, type FunctionCode } from './code';
import { type Frame, newFrame } from './completion';
import { evaluate } from './expressions';
import { type Interpreter, plainArguments } from './interpreter';
import { innerScope, UNBOUND } from './scope';
import { execute } from './statements';

const evaluateDefaults = (interpreter: Interpreter, parameters: readonly Parameter[], frame: Frame): Map<string, Value> =>
  new Map(parameters.flatMap(({ name, default: value }) => (value === null ? [] : [[name, evaluate(interpreter, value, frame)] as const])));

/** `def`, with its decorators applied from the inside out. */
export function defineFunction(interpreter: Interpreter, statement: FunctionDef, frame: Frame): Value {
  const decorators = statement.decorators.map(decorator => evaluate(interpreter, decorator, frame)).reverse();
  const code: FunctionCode = {
    parameters: statement.parameters,
    defaults: evaluateDefaults(interpreter, statement.parameters, frame),
    body: statement.body,
    closure: frame.scope,
    binding: bindingOf(statement, decorators),
    owner: { content: undefined },
    isAsync: statement.isAsync,
    isGenerator: statement.isGenerator,
  };
  const fn: FunctionValue = { kind: 'function', name: statement.name, span: statement.nameSpan, code };
  if (frame.scope.kind !== 'class') interpreter.defined(fn);
  return decorators.reduce<Value>((value, decorator) => decorate(interpreter, decorator, value, statement), fn);
}

const bindings: { [name: string]: FunctionCode['binding'] } = {
  staticmethod: 'static',
  classmethod: 'class',
  property: 'property',
  'functools.cached_property': 'property',
};

function bindingOf(statement: FunctionDef, decorators: readonly Value[]): FunctionCode['binding'] {
  for (const decorator of decorators) {
    if (decorator.kind === 'builtin' && Object.hasOwn(bindings, decorator.name)) return bindings[decorator.name];
  }
  return ['__new__', '__init_subclass__', '__class_getitem__'].includes(statement.name) ? 'static' : 'instance';
}

/** Decorators that leave a function or class as it is, as far as shapes go. */
const transparent = new Set([
  'functools.wraps',
  'functools.lru_cache',
  'functools.cache',
  'dataclasses.dataclass',
  'typing.final',
  'typing.no_type_check',
  'abc.abstractmethod',
]);

function decorate(interpreter: Interpreter, decorator: Value, value: Value, statement: FunctionDef | ClassDef): Value {
  if (decorator.kind === 'builtin') return Object.hasOwn(bindings, decorator.name) || transparent.has(decorator.name) ? value : UNKNOWN;
  if (decorator.kind === 'unknown') return UNKNOWN;
  return callValue(interpreter, decorator, plainArguments([value], {}, statement.nameSpan), statement.nameSpan);
}

export function defineLambda(interpreter: Interpreter, expr: Extract<Expr, { kind: 'lambda' }>, frame: Frame): Value {
  const code: FunctionCode = {
    parameters: expr.parameters,
    defaults: evaluateDefaults(interpreter, expr.parameters, frame),
    body: expr.body,
    closure: frame.scope,
    binding: 'instance',
    owner: { content: frame.owner },
    isAsync: false,
    isGenerator: false,
  };
  return { kind: 'function', name: '<lambda>', span: expr.span, code };
}

/** `class`: its body is run once, in a scope of its own. */
export function defineClass(interpreter: Interpreter, statement: ClassDef, frame: Frame): Value {
  const bases = statement.bases.flatMap(({ kind, value }) => (kind === 'positional' ? [evaluate(interpreter, value, frame)] : [UNKNOWN]));
  const scope = innerScope('class', frame.scope);
  execute(interpreter, statement.body, newFrame(scope));
  const attributes = new Map<string, Value>();
  for (const [name, slot] of scope.slots) if (slot.content !== UNBOUND) attributes.set(name, slot.content);
  const cls: ClassValue = {
    kind: 'class',
    name: statement.name,
    span: statement.nameSpan,
    bases: bases.filter(base => !(base.kind === 'builtin' && base.name === 'object')),
    attributes: { content: attributes },
  };
  for (const value of attributes.values()) if (value.kind === 'function') codeOf(value).owner.content ??= cls;
  return statement.decorators
    .map(decorator => evaluate(interpreter, decorator, frame))
    .reverse()
    .reduce<Value>((value, decorator) => decorate(interpreter, decorator, value, statement), cls);
}
