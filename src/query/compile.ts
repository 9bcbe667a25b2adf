import { type Sentence, said } from '../common/sentence';
import type { FeatureValue } from '../records/example';
import type { Column, Type } from './column';
import { FEATURE_FUNCTIONS, FUNCTIONS, PROPERTIES, RECORD_WORDS } from './functions';
import { nearest } from './nearest';
import { BINARY } from './operators';
import { parseFilter } from './parse';
import type { Expression } from './syntax';
import type { FilterError } from './token';
import { Failure, rejectQuery, type Typed } from './typed';
import type { FilterRecord, Values } from './value';

export type Predicate = (record: FilterRecord) => boolean;
export type Filter = { ok: true; matches: Predicate } | { ok: false; error: FilterError };

/**
 * Makes a predicate over decoded records of a filter expression, such as `label == 3 and len(tokens) > 10`. A comparison with a list holds when it
 * holds for any of its values (`all(x > 0)` asks for every one); with a missing feature it never does. Never throws: what is wrong comes with its place.
 */
export function compileFilter(text: string, columns: readonly Column[]): Filter {
  const parsed = parseFilter(
    text,
    columns.map(({ name }) => name),
  );
  if (!parsed.ok) return parsed;
  try {
    const typed = check(parsed.expression, columns);
    if (typed.type !== 'boolean' && typed.type !== 'any')
      rejectQuery(parsed.expression, said`this is a ${typed.type}, not a condition; compare it, for example with == or >`);
    return { ok: true, matches: record => typed.evaluate(record).includes(true) };
  } catch (failure) {
    if (failure instanceof Failure) return { ok: false, error: failure.error };
    throw failure;
  }
}

/** Checks an expression and everything in it. */
export function check(node: Expression, columns: readonly Column[]): Typed {
  switch (node.kind) {
    case 'number':
    case 'text':
    case 'boolean': {
      const values = [node.value];
      return { type: node.kind, evaluate: () => values };
    }
    case 'list':
      return checkList(node.items, columns);
    case 'name':
      return checkName(node, node.name, columns);
    case 'property':
      if (!Object.hasOwn(PROPERTIES, node.property)) {
        check(node.of, columns);
        rejectQuery(node, noProperty(node.property));
      }
      return checkApplied(PROPERTIES, node.property, node.of, columns);
    case 'index':
      return checkIndex(check(node.of, columns), check(node.index, columns), node.index);
    case 'call':
      return checkCall(node, columns);
    case 'unary':
      return checkUnary(node.operator, node.operand, check(node.operand, columns));
    case 'binary':
      return BINARY[node.operator](node, check(node.left, columns), check(node.right, columns));
  }
}

function checkList(items: Expression[], columns: readonly Column[]): Typed {
  const typed = items.map(item => check(item, columns));
  const odd = typed.findIndex(({ type }) => type !== typed[0].type);
  if (odd > 0) rejectQuery(items[odd], said`the list mixes ${typed[0].type} and ${typed[odd].type}`);
  return { type: typed[0]?.type ?? 'any', evaluate: record => typed.flatMap(item => item.evaluate(record)) };
}

function checkName(place: Expression, name: string, columns: readonly Column[]): Typed {
  const column = columns.find(candidate => candidate.name === name);
  if (column) return { type: column.type, evaluate: record => valuesOf(record, name) };
  if (name === 'record') return { type: 'number', evaluate: ({ record }) => [record] };
  if (name === 'record_size') return { type: 'number', evaluate: ({ size }) => [size] };
  const close = nearest(name, [...columns.map(candidate => candidate.name), ...Object.keys(RECORD_WORDS)]);
  return rejectQuery(place, close ? said`there is no feature "${name}"; did you mean "${close}"?` : said`there is no feature "${name}"`);
}

/** The feature's values in a record: of a feature list, those of all steps. */
function valuesOf({ features, lists }: FilterRecord, name: string): Values {
  const value = features.get(name);
  if (value) return listed(value);
  return lists?.get(name)?.flatMap(listed) ?? [];
}

const listed = ({ values }: FeatureValue): Values[number][] => Array.from<Values[number]>(values);

function checkCall(node: Expression & { kind: 'call' }, columns: readonly Column[]): Typed {
  const place = { start: node.start, end: node.nameEnd };
  const all = [...Object.keys(FUNCTIONS), ...Object.keys(FEATURE_FUNCTIONS)];
  if (!all.includes(node.name)) {
    const close = nearest(node.name, all);
    rejectQuery(
      place,
      close ? said`there is no function "${node.name}"; did you mean "${close}"?` : said`there is no function "${node.name}"`,
    );
  }
  if (node.arguments.length !== 1) rejectQuery(node, said`${node.name} takes one argument, not ${node.arguments.length}`);
  const [argument] = node.arguments;
  if (Object.hasOwn(FEATURE_FUNCTIONS, node.name)) return checkFeatureCall(node.name, argument, columns);
  return checkApplied(FUNCTIONS, node.name, argument, columns);
}

function noProperty(name: string): Sentence {
  const all = Object.keys(PROPERTIES);
  const close = nearest(name, all);
  const list = all.map(key => `.${key}`).join(', ');
  return close
    ? said`there is no property ".${name}"; did you mean ".${close}"?`
    : said`there is no property ".${name}"; the properties are ${list}`;
}

function checkApplied(table: typeof FUNCTIONS, name: string, of: Expression, columns: readonly Column[]): Typed {
  const typed = check(of, columns);
  const { takes, gives, apply } = table[name];
  if (typed.type !== takes && typed.type !== 'any')
    rejectQuery(of, said`"${name}" requires ${TYPE_DESCRIPTIONS[takes]}, but this is ${TYPE_DESCRIPTIONS[typed.type]}`);
  const values = typed.each ?? typed.evaluate;
  return { type: gives, evaluate: record => apply(values(record)) };
}

const TYPE_DESCRIPTIONS: { [type in Type]: Sentence } = {
  number: said`numbers`,
  text: said`text or bytes`,
  boolean: said`a condition`,
  any: said`anything`,
};

function checkFeatureCall(name: string, argument: Expression, columns: readonly Column[]): Typed {
  if (argument.kind !== 'name') rejectQuery(argument, said`${name} takes a feature`);
  checkName(argument, argument.name, columns);
  const feature = argument.name;
  const has = ({ features, lists }: FilterRecord): boolean =>
    (features.get(feature)?.kind ?? 'none') !== 'none' || lists?.has(feature) === true;
  const answers: { [name: string]: (record: FilterRecord) => Values } = {
    has: record => [has(record)],
    missing: record => [!has(record)],
    len: record => (has(record) ? [record.lists?.get(feature)?.length ?? record.features.get(feature)?.values.length ?? 0] : []),
    kind: ({ features, lists }) => {
      const own = features.get(feature);
      return own ? [own.kind] : (lists?.get(feature) ?? []).map(step => step.kind);
    },
  };
  return { type: FEATURE_FUNCTIONS[name].gives, evaluate: answers[name] };
}

function checkIndex(of: Typed, index: Typed, place: Expression): Typed {
  if (index.type !== 'number') rejectQuery(place, said`an index must be an integer: [0] is the first value, [-1] the last`);
  return {
    type: of.type,
    evaluate: record => {
      const value = of.evaluate(record).at(Number(index.evaluate(record)[0] ?? Number.NaN));
      return value === undefined ? [] : [value];
    },
  };
}

function checkUnary(operator: 'not' | '-', operand: Expression, typed: Typed): Typed {
  if (operator === 'not') {
    if (typed.type !== 'boolean' && typed.type !== 'any')
      rejectQuery(operand, said`"not" requires a condition, but this is ${TYPE_DESCRIPTIONS[typed.type]}`);
    return { type: 'boolean', evaluate: record => [!typed.evaluate(record).includes(true)] };
  }
  if (typed.type !== 'number' && typed.type !== 'any')
    rejectQuery(operand, said`"-" requires a number, but this is ${TYPE_DESCRIPTIONS[typed.type]}`);
  return { type: 'number', evaluate: record => typed.evaluate(record).map(value => (typeof value === 'bigint' ? -value : -Number(value))) };
}
