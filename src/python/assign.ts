import type { Span } from '../diagnostics/span';
import { list, UNKNOWN, type Value } from '../values/value';
import type { Expr } from './ast';
import type { Frame } from './completion';
import { setItem } from './containers';
import type { Reading } from './evaluator';
import { iterate } from './iterate';
import { slotToWrite, UNBOUND } from './scope';

/** Binds a value to a target of an assignment, a loop, a `with` or a comprehension. */
export function assign(reading: Reading, target: Expr, value: Value, frame: Frame): void {
  switch (target.kind) {
    case 'name':
      reading.heap.write(slotToWrite(frame.scope, target.name), value);
      reading.assigned(target.name, target.span, value);
      reading.saw(target, value);
      return;
    case 'tuple':
    case 'list':
      unpack(reading, target.items, value, target.span, frame);
      return;
    case 'starred':
      assign(reading, target.value, value, frame);
      return;
    case 'attribute':
      assignAttribute(reading, reading.evaluate(target.object, frame), target.name, value, target.span);
      return;
    case 'subscript':
      setItem(reading, reading.evaluate(target.object, frame), reading.evaluate(target.index, frame), value, target.span);
      return;
  }
}

/** `a, *b = value`; a wrong number of items is what the program raises. */
function unpack(reading: Reading, targets: readonly Expr[], value: Value, span: Span, frame: Frame): void {
  const iterated = iterate(reading, value, span);
  if (iterated === undefined || 'each' in iterated) {
    const each = iterated?.each ?? UNKNOWN;
    for (const target of targets) assign(reading, target, target.kind === 'starred' ? list(null) : each, frame);
    return;
  }
  const { items } = iterated;
  const star = targets.findIndex(target => target.kind === 'starred');
  const fits = star < 0 ? items.length === targets.length : items.length >= targets.length - 1;
  if (!fits) {
    const wanted = star < 0 ? targets.length : targets.length - 1;
    const few = items.length < wanted;
    reading.report({
      rule: 'op-shape',
      level: 'error',
      message: few
        ? `There are ${wanted} names here but the value has ${items.length}: not enough values to unpack (expected ${wanted}, got ${items.length}).`
        : `There are ${wanted} names here but the value has ${items.length}: too many values to unpack (expected ${wanted}).`,
      span,
    });
    for (const target of targets) assign(reading, target, UNKNOWN, frame);
    return;
  }
  for (const [index, target] of targets.entries()) {
    const extra = items.length - targets.length;
    if (star < 0 || index < star) assign(reading, target, items[index], frame);
    else if (index === star) assign(reading, target, list(items.slice(star, star + extra + 1)), frame);
    else assign(reading, target, items[index + extra], frame);
  }
}

function assignAttribute(reading: Reading, object: Value, name: string, value: Value, span: Span): void {
  if (object.kind === 'instance') {
    reading.heap.write(object.attributes, new Map(object.attributes.content).set(name, value));
    reading.library.setAttribute(reading.context(span), object, name, value);
  } else if (object.kind === 'object' || object.kind === 'unknown')
    reading.library.setAttribute(reading.context(span), object, name, value);
  else if (object.kind === 'class' || object.kind === 'module')
    reading.heap.write(object.attributes, new Map(object.attributes.content).set(name, value));
}

/** `del target`. */
export function remove(reading: Reading, target: Expr, frame: Frame): void {
  if (target.kind === 'name') reading.heap.write(slotToWrite(frame.scope, target.name), UNBOUND);
  else if (target.kind === 'tuple' || target.kind === 'list') for (const item of target.items) remove(reading, item, frame);
  else if (target.kind === 'subscript') {
    const object = reading.evaluate(target.object, frame);
    if (object.kind === 'list' || object.kind === 'dict') reading.heap.write<unknown>(object.cell, null);
    else if (object.kind === 'object')
      reading.library.setIndex(reading.context(target.span), object, reading.evaluate(target.index, frame), undefined);
  }
}
