import type { Span } from '../diagnostics/span';
import { join } from '../values/join';
import { asInt } from '../values/read';
import { int, keyOf, type ListValue, list, repeated, repeatedContent, str, tuple, UNKNOWN, type Value } from '../values/value';
import type { Evaluator } from './evaluator';

/** `object[key]`. */
export function getItem(evaluator: Evaluator, object: Value, key: Value, span: Span): Value {
  switch (object.kind) {
    case 'tuple':
      return picked(object.items, key, items => tuple(items));
    case 'list':
      return listItem(object, key);
    case 'str':
      return picked([...object.value].map(str), key, items => str(items.map(item => (item.kind === 'str' ? item.value : '')).join('')));
    case 'dict': {
      const name = keyOf(key);
      if (name === undefined || object.cell.content === null) return UNKNOWN;
      return object.cell.content.get(name)?.value ?? evaluator.library.index(evaluator.context(span), object, key);
    }
    case 'tensor':
    case 'object':
      return evaluator.library.index(evaluator.context(span), object, key);
    default:
      return UNKNOWN;
  }
}

function listItem({ cell: { content } }: ListValue, key: Value): Value {
  if (content?.items) return picked(content.items, key, items => list(items));
  if (key.kind !== 'slice') return content?.each ?? UNKNOWN;
  if (content === null) return list(null);
  const range = content.count === null || content.count > MAX_SLICED_ITEMS ? undefined : sliceRange(key, content.count);
  return repeated(content.each, range?.length ?? null);
}

/** Longest list whose slice is counted. */
const MAX_SLICED_ITEMS = 100_000;

/** An item or a slice of items; unknown where the index is, or lies outside. */
function picked(items: readonly Value[], key: Value, sequence: (items: Value[]) => Value): Value {
  if (key.kind === 'slice') {
    const range = sliceRange(key, items.length);
    return range === undefined ? UNKNOWN : sequence(range.map(index => items[index]));
  }
  const index = asInt(key);
  if (index !== undefined) return items.at(index) ?? UNKNOWN;
  return items.length > 0 && key.kind === 'unknown' ? items.reduce(join) : UNKNOWN;
}

/** The indices that a slice takes from a sequence of this length (https://docs.python.org/3/library/stdtypes.html#common-sequence-operations). */
export function sliceRange(slice: Extract<Value, { kind: 'slice' }>, length: number): number[] | undefined {
  const part = (value: Value): number | null | undefined => (value.kind === 'none' ? null : asInt(value));
  const [start, stop, step] = [part(slice.start), part(slice.stop), part(slice.step) ?? (slice.step.kind === 'none' ? 1 : undefined)];
  if (start === undefined || stop === undefined || step === undefined || step === 0) return undefined;
  const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value < 0 ? value + length : value));
  const [low, high] = step > 0 ? [0, length] : [-1, length - 1];
  const from = start === null ? (step > 0 ? low : high) : clamp(start, low, high);
  const to = stop === null ? (step > 0 ? high : low) : clamp(stop, low, high);
  const indices: number[] = [];
  for (let index = from; step > 0 ? index < to : index > to; index += step) indices.push(index);
  return indices;
}

/** `object[key] = value`. */
export function setItem(evaluator: Evaluator, object: Value, key: Value, value: Value, span: Span): void {
  if (object.kind === 'list') {
    const content = object.cell.content;
    const index = asInt(key);
    const items = content?.items;
    if (content && !items) {
      evaluator.heap.write(object.cell, key.kind === 'slice' ? null : repeatedContent(join(content.each, value), content.count));
      return;
    }
    const at = items === undefined || index === undefined ? undefined : index < 0 ? index + items.length : index;
    const known = items !== undefined && at !== undefined && at >= 0 && at < items.length;
    evaluator.heap.write(object.cell, known ? { ...content, items: items.with(at, value) } : null);
  } else if (object.kind === 'dict') {
    const name = keyOf(key);
    const content = object.cell.content;
    evaluator.heap.write(object.cell, content === null || name === undefined ? null : new Map(content).set(name, { key, value }));
  } else if (object.kind === 'tensor' || object.kind === 'object') {
    evaluator.library.setIndex(evaluator.context(span), object, key, value);
  }
}

const countOf = (content: ListValue['cell']['content']): Value => {
  if (content?.items === undefined && content?.size !== undefined) return { kind: 'unknown', integer: content.size };
  const count = content?.items?.length ?? (content?.items === undefined ? content?.count : undefined);
  return count === null || count === undefined ? UNKNOWN : int(count);
};

/** `len(value)`. */
export function lengthOf(evaluator: Evaluator, value: Value): Value {
  switch (value.kind) {
    case 'tuple':
      return int(value.items.length);
    case 'list':
      return countOf(value.cell.content);
    case 'dict':
      return value.cell.content === null ? UNKNOWN : int(value.cell.content.size);
    case 'set':
      return value.cell.content === null ? UNKNOWN : int(value.cell.content.length);
    case 'str':
      return int([...value.value].length);
    case 'bytes':
      return int(value.value.length);
    case 'tensor':
    case 'object': {
      const length = evaluator.library.length(value);
      return length === undefined ? UNKNOWN : int(length);
    }
    default:
      return UNKNOWN;
  }
}
