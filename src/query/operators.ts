import { said } from '../common/sentence';
import {
  ARITHMETIC,
  type Arithmetic,
  type BinaryOperator,
  COMPARISONS,
  type Comparison,
  type Expression,
  TEXT_OPERATORS,
  type TextOperator,
} from './syntax';
import { rejectQuery, type Typed } from './typed';
import { asText, combine, order, type QueryValue } from './value';

type BinaryNode = Expression & { kind: 'binary' };
type CheckBinary = (node: BinaryNode, left: Typed, right: Typed) => Typed;

const NAMES = { number: said`a number`, text: said`text`, boolean: said`a condition`, any: said`anything` };

const COMPARE: { [operator in Comparison]: (order: number) => boolean } = {
  '==': order => order === 0,
  '!=': order => order !== 0,
  '<': order => order < 0,
  '<=': order => order <= 0,
  '>': order => order > 0,
  '>=': order => order >= 0,
};

const COMPUTE: { [operator in Arithmetic]: (a: number, b: number) => number } = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};

const SEARCH: { [operator in Exclude<TextOperator, 'matches'>]: (text: string, part: string) => boolean } = {
  contains: (text, part) => text.includes(part),
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
};

/** Both sides are of one type, so far as that is known. */
function mustAgree({ operator, left, right }: BinaryNode, a: Typed, b: Typed): void {
  if (a.type === b.type || a.type === 'any' || b.type === 'any') return;
  rejectQuery({ start: left.start, end: right.end }, said`"${operator}" cannot compare ${NAMES[a.type]} with ${NAMES[b.type]}`);
}

function mustBe(type: Typed['type'], { operator }: BinaryNode, place: Expression, typed: Typed): void {
  if (typed.type !== type && typed.type !== 'any')
    rejectQuery(place, said`"${operator}" requires ${NAMES[type]} here, but this is ${NAMES[typed.type]}`);
}

/** NaN is unequal to everything, as everywhere; values of types that do not agree are unequal too. */
function comparison(operator: Comparison): CheckBinary {
  const holds = COMPARE[operator];
  const compare = (a: QueryValue, b: QueryValue): boolean => {
    const result = order(a, b);
    return result === undefined ? operator === '!=' : holds(result);
  };
  return (node, left, right) => {
    mustAgree(node, left, right);
    return { type: 'boolean', evaluate: record => combine(left.evaluate(record), right.evaluate(record), compare) };
  };
}

function arithmetic(operator: Arithmetic): CheckBinary {
  const compute = (a: QueryValue, b: QueryValue): number => COMPUTE[operator](Number(a), Number(b));
  return (node, left, right) => {
    mustBe('number', node, node.left, left);
    mustBe('number', node, node.right, right);
    return { type: 'number', evaluate: record => combine(left.evaluate(record), right.evaluate(record), compute) };
  };
}

function search(operator: TextOperator): CheckBinary {
  return (node, left, right) => {
    mustBe('text', node, node.left, left);
    mustBe('text', node, node.right, right);
    const holds = operator === 'matches' ? pattern(node.right) : SEARCH[operator];
    const test = (text: QueryValue, part: QueryValue): boolean => holds(String(asText(text)), String(asText(part)));
    return { type: 'boolean', evaluate: record => combine(left.evaluate(record), right.evaluate(record), test) };
  };
}

function pattern(node: Expression): (text: string) => boolean {
  if (node.kind !== 'text') return rejectQuery(node, said`"matches" takes a regular expression in quotes`);
  try {
    const expression = new RegExp(node.value, 'u');
    return text => expression.test(text);
  } catch (error) {
    return rejectQuery(node, said`invalid regular expression: ${(error as Error).message}`);
  }
}

const logical =
  (both: boolean): CheckBinary =>
  (node, left, right) => {
    mustBe('boolean', node, node.left, left);
    mustBe('boolean', node, node.right, right);
    const holds = (typed: Typed, record: Parameters<Typed['evaluate']>[0]): boolean => typed.evaluate(record).includes(true);
    const evaluate: Typed['evaluate'] = both
      ? record => [holds(left, record) && holds(right, record)]
      : record => [holds(left, record) || holds(right, record)];
    const one = (a: QueryValue, b: QueryValue): boolean => (both ? a === true && b === true : a === true || b === true);
    const each: Typed['evaluate'] = record => combine((left.each ?? left.evaluate)(record), (right.each ?? right.evaluate)(record), one);
    return { type: 'boolean', evaluate, each };
  };

const membership: CheckBinary = (node, left, right) => {
  mustAgree(node, left, right);
  return {
    type: 'boolean',
    evaluate: record => {
      const members = right.evaluate(record);
      return left.evaluate(record).map(value => members.some(member => order(value, member) === 0));
    },
  };
};

/** How each binary operator is checked and computed. */
export const BINARY: { [operator in BinaryOperator]: CheckBinary } = {
  and: logical(true),
  or: logical(false),
  in: membership,
  ...(Object.fromEntries(COMPARISONS.map(operator => [operator, comparison(operator)])) as { [operator in Comparison]: CheckBinary }),
  ...(Object.fromEntries(TEXT_OPERATORS.map(operator => [operator, search(operator)])) as { [operator in TextOperator]: CheckBinary }),
  ...(Object.fromEntries(ARITHMETIC.map(operator => [operator, arithmetic(operator)])) as { [operator in Arithmetic]: CheckBinary }),
};
