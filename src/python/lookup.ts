import type { Span } from '../diagnostics/span';
import { type ApiValue, builtin, type ClassValue, type FunctionValue, type InstanceValue, str, UNKNOWN, type Value } from '../values/value';
import { plainArguments } from './arguments';
import { hasMethods } from './builtins/methods';
import { builtinAttribute } from './builtins/modules';
import { isBuiltinName } from './builtins/names';
import { codeOf } from './code';
import type { Frame } from './completion';
import type { Evaluator } from './evaluator';
import { findSlot, UNBOUND } from './scope';

/** The value of a name; one that nothing in the file can have bound is what Python calls a NameError. */
export function lookUpName(evaluator: Evaluator, name: string, span: Span, frame: Frame): Value {
  const slot = findSlot(frame.scope, name);
  if (slot !== undefined) return slot.content === UNBOUND ? UNKNOWN : slot.content;
  if (isBuiltinName(name)) return builtin(name);
  const { module } = frame.scope;
  if (!module.open && !module.bound.has(name)) {
    evaluator.report({
      rule: 'undefined-name',
      level: 'error',
      message: `"${name}" is never assigned: the program raises a NameError here.`,
      span,
    });
  }
  return UNKNOWN;
}

/**
 * Classes in the order in which attributes are looked up, each once and before its bases, the program's own and the library's. Bases are followed from
 * the right and the whole is turned around, so that each class is visited once however often it is inherited.
 */
export function resolutionOrder(cls: ClassValue): Value[] {
  const visited = new Set<Value>();
  const backwards: Value[] = [];
  const visit = (value: Value): void => {
    if (visited.has(value)) return;
    visited.add(value);
    if (value.kind === 'class') for (const base of value.bases.toReversed()) visit(base);
    backwards.push(value);
  };
  visit(cls);
  return backwards.reverse();
}

/** The library's class that a program's class derives from. */
export const apiBase = (cls: ClassValue): ApiValue | undefined =>
  resolutionOrder(cls).find((base): base is ApiValue => base.kind === 'api');

/** An attribute of any value; unknown where it is not known. */
export function attributeOf(evaluator: Evaluator, object: Value, name: string, span: Span): Value {
  switch (object.kind) {
    case 'instance':
      return object.attributes.content.get(name) ?? classAttribute(evaluator, resolutionOrder(object.cls), name, object, span);
    case 'class':
      return name === '__name__' ? str(object.name) : classAttribute(evaluator, resolutionOrder(object), name, object, span);
    case 'super': {
      const order = resolutionOrder(object.self.kind === 'instance' ? object.self.cls : object.cls);
      return classAttribute(evaluator, order.slice(order.indexOf(object.cls) + 1), name, object.self, span);
    }
    case 'module':
      return object.attributes.content.get(name) ?? UNKNOWN;
    case 'builtin':
      return builtinOrLibrary(evaluator, object.name, name, span);
    case 'function':
      return name === '__name__' ? str(object.name) : UNKNOWN;
    case 'tuple': {
      const field = object.names?.indexOf(name) ?? -1;
      return field >= 0 ? object.items[field] : boundMethod(object, name);
    }
    case 'api':
    case 'object':
    case 'tensor':
    case 'method':
      return evaluator.library.attribute(evaluator.context(span), object, name) ?? UNKNOWN;
    default:
      return boundMethod(object, name);
  }
}

/** What Python's modules say of the machine (files, the environment) is the library's to know. */
function builtinOrLibrary(evaluator: Evaluator, object: string, name: string, span: Span): Value {
  const own = builtinAttribute(object, name);
  if (own.kind !== 'unknown') return own;
  return evaluator.library.attribute(evaluator.context(span), { kind: 'api', name: `python.${object}` }, name) ?? UNKNOWN;
}

const boundMethod = (object: Value, name: string): Value =>
  hasMethods(object.kind) ? { kind: 'method', self: object, owner: object.kind, name } : UNKNOWN;

/** An attribute found along a class order and bound to its object as descriptors are. */
function classAttribute(evaluator: Evaluator, order: readonly Value[], name: string, self: Value, span: Span): Value {
  for (const cls of order) {
    if (cls.kind === 'class') {
      const found = cls.attributes.content.get(name);
      if (found !== undefined) return bind(evaluator, found, cls, self, span);
    } else if (cls.kind === 'api' && self.kind === 'instance') {
      const found = evaluator.library.attribute(evaluator.context(span), self, name, cls);
      if (found !== undefined) return found;
    } else if (cls.kind === 'unknown') return UNKNOWN;
  }
  return UNKNOWN;
}

function bind(evaluator: Evaluator, found: Value, cls: ClassValue, self: Value, span: Span): Value {
  if (found.kind !== 'function') return found;
  const { binding } = codeOf(found);
  if (binding === 'static' || (binding === 'instance' && self.kind !== 'instance')) return found;
  const method: Value = {
    kind: 'method',
    self: binding === 'class' && self.kind === 'instance' ? self.cls : self,
    owner: cls.name,
    name: found.name,
    code: found,
  };
  return binding === 'property' && self.kind === 'instance' ? evaluator.call(method, plainArguments([], {}, span), span) : method;
}

/** The function that a program's class gives for a name, and the class that holds it. */
export function methodOf(instance: InstanceValue, name: string): { fn: FunctionValue; owner: ClassValue } | undefined {
  for (const cls of resolutionOrder(instance.cls)) {
    const found = cls.kind === 'class' ? cls.attributes.content.get(name) : undefined;
    if (found?.kind === 'function' && cls.kind === 'class') return { fn: found, owner: cls };
    if (cls.kind === 'unknown') return undefined;
  }
  return undefined;
}
