import { type ClassValue, type FunctionValue, UNKNOWN, type Value } from '../values/value';
import { plainArguments } from './arguments';
import type { ClassDef, Expr, FunctionDef, Parameter } from './ast';
import { callValue } from './calls';
import { codeOf, type FunctionCode } from './code';
import { type Frame, newFrame } from './completion';
import type { Reading } from './evaluator';
import { innerScope, UNBOUND } from './scope';

const evaluateDefaults = (reading: Reading, parameters: readonly Parameter[], frame: Frame): Map<string, Value> =>
  new Map(parameters.flatMap(({ name, default: value }) => (value === null ? [] : [[name, reading.evaluate(value, frame)] as const])));

/** `def`, with its decorators applied from the inside out. */
export function defineFunction(reading: Reading, statement: FunctionDef, frame: Frame): Value {
  const decorators = statement.decorators.map(decorator => reading.evaluate(decorator, frame)).reverse();
  const code: FunctionCode = {
    parameters: statement.parameters,
    defaults: evaluateDefaults(reading, statement.parameters, frame),
    body: statement.body,
    closure: frame.scope,
    binding: bindingOf(statement, decorators),
    owner: { content: undefined },
    isAsync: statement.isAsync,
    isGenerator: statement.isGenerator,
  };
  const fn: FunctionValue = { kind: 'function', name: statement.name, span: statement.nameSpan, code, parameters: namesOf(code) };
  if (frame.scope.kind !== 'class') reading.defined(fn);
  return decorators.reduce<Value>((value, decorator) => decorate(reading, decorator, value, statement), fn);
}

const namesOf = ({ parameters }: FunctionCode): string[] => parameters.map(({ name }) => name);

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

function decorate(reading: Reading, decorator: Value, value: Value, statement: FunctionDef | ClassDef): Value {
  if (decorator.kind === 'builtin') return Object.hasOwn(bindings, decorator.name) || transparent.has(decorator.name) ? value : UNKNOWN;
  if (decorator.kind === 'unknown') return UNKNOWN;
  return callValue(reading, decorator, plainArguments([value], {}, statement.nameSpan), statement.nameSpan);
}

export function defineLambda(reading: Reading, expr: Extract<Expr, { kind: 'lambda' }>, frame: Frame): Value {
  const code: FunctionCode = {
    parameters: expr.parameters,
    defaults: evaluateDefaults(reading, expr.parameters, frame),
    body: expr.body,
    closure: frame.scope,
    binding: 'instance',
    owner: { content: frame.owner },
    isAsync: false,
    isGenerator: false,
  };
  return { kind: 'function', name: '<lambda>', span: expr.span, code, parameters: namesOf(code) };
}

/** `class`: its body is run once, in a scope of its own. */
export function defineClass(reading: Reading, statement: ClassDef, frame: Frame): Value {
  const bases = statement.bases.flatMap(({ kind, value }) => (kind === 'positional' ? [reading.evaluate(value, frame)] : [UNKNOWN]));
  const scope = innerScope('class', frame.scope);
  reading.execute(statement.body, newFrame(scope));
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
    .map(decorator => reading.evaluate(decorator, frame))
    .reverse()
    .reduce<Value>((value, decorator) => decorate(reading, decorator, value, statement), cls);
}
