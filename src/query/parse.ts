import { said } from '../common/sentence';
import { type BinaryOperator, type Expression, NOT_PRECEDENCE, PRECEDENCE } from './syntax';
import { type FilterError, type Token, tokenize } from './token';
import { Failure, rejectQuery } from './typed';

export type Parsed = { ok: true; expression: Expression } | { ok: false; error: FilterError };

/** Deeper nesting than this is refused, so that no text can exhaust the stack. */
const MAX_NESTING = 200;
const COMPARISON_PRECEDENCE = PRECEDENCE['=='];
const UNARY_PRECEDENCE = 7;

/** Parses a filter expression; `features` are the names that count as one word. Never throws. */
export function parseFilter(text: string, features: readonly string[]): Parsed {
  const { tokens, error } = tokenize(text, features);
  if (error) return { ok: false, error };
  try {
    const parser: Parser = { tokens, next: 0, depth: 0 };
    const expression = parseBinary(parser, 0);
    const rest = peek(parser);
    if (rest.kind !== 'end')
      rejectQuery(
        rest,
        rest.text === '=' ? said`use == to compare` : said`unexpected "${rest.text}"; combine conditions with "and" or "or"`,
      );
    return { ok: true, expression };
  } catch (failure) {
    if (failure instanceof Failure) return { ok: false, error: failure.error };
    throw failure;
  }
}

interface Parser {
  tokens: Token[];
  next: number;
  depth: number;
}

const peek = (parser: Parser): Token => parser.tokens[parser.next];
const take = (parser: Parser): Token => parser.tokens[parser.next++];

/** The operator that the next token is, if it is one. */
function operatorOf(token: Token): BinaryOperator | undefined {
  const isWord = token.kind === 'name' || token.kind === 'symbol';
  return isWord && Object.hasOwn(PRECEDENCE, token.text) ? (token.text as BinaryOperator) : undefined;
}

function parseBinary(parser: Parser, least: number): Expression {
  let left = parseUnary(parser);
  for (;;) {
    const token = peek(parser);
    const negated = isNotIn(parser);
    const operator = negated ? 'in' : operatorOf(token);
    if (operator === undefined || PRECEDENCE[operator] <= least) return left;
    parser.next += negated ? 2 : 1;
    const right = parseBinary(parser, PRECEDENCE[operator]);
    const place = { start: left.start, end: right.end };
    left = { kind: 'binary', operator, left, right, ...place };
    if (negated) left = { kind: 'unary', operator: 'not', operand: left, ...place };
    const again = operatorOf(peek(parser));
    if (PRECEDENCE[operator] === COMPARISON_PRECEDENCE && again && PRECEDENCE[again] === COMPARISON_PRECEDENCE) {
      rejectQuery(peek(parser), said`comparisons cannot be chained: write "a ${operator} b and b ${again} c"`);
    }
  }
}

const isNotIn = (parser: Parser): boolean =>
  peek(parser).kind === 'name' && peek(parser).text === 'not' && parser.tokens[parser.next + 1]?.text === 'in';

function parseUnary(parser: Parser): Expression {
  const token = peek(parser);
  if (++parser.depth > MAX_NESTING) rejectQuery(token, said`the expression is nested too deeply`);
  const isNot = token.kind === 'name' && token.text === 'not';
  const isMinus = token.kind === 'symbol' && token.text === '-';
  let expression: Expression;
  if (isNot || isMinus) {
    take(parser);
    const operand = parseBinary(parser, isNot ? NOT_PRECEDENCE : UNARY_PRECEDENCE);
    expression = { kind: 'unary', operator: isNot ? 'not' : '-', operand, start: token.start, end: operand.end };
  } else expression = parsePostfix(parser);
  parser.depth--;
  return expression;
}

function parsePostfix(parser: Parser): Expression {
  let of = parsePrimary(parser);
  for (;;) {
    const token = peek(parser);
    if (token.kind !== 'symbol') return of;
    if (token.text === '.') {
      take(parser);
      const property = take(parser);
      if (property.kind !== 'name' && property.kind !== 'feature')
        rejectQuery(property, said`a property is expected after the dot, such as .width`);
      of = { kind: 'property', of, property: property.text, start: of.start, end: property.end };
    } else if (token.text === '[') {
      take(parser);
      const index = parseBinary(parser, 0);
      of = { kind: 'index', of, index, start: of.start, end: close(parser, ']', token) };
    } else return of;
  }
}

function close(parser: Parser, bracket: string, opened: Token): number {
  const token = take(parser);
  if (token.kind !== 'symbol' || token.text !== bracket) {
    parser.next--;
    rejectQuery(token.kind === 'end' ? opened : token, said`"${opened.text}" is not closed: "${bracket}" expected`);
  }
  return token.end;
}

function parsePrimary(parser: Parser): Expression {
  const token = take(parser);
  const { start, end } = token;
  switch (token.kind) {
    case 'number':
      return { kind: 'number', value: numberOf(token.text), start, end };
    case 'text':
      return { kind: 'text', value: token.text, start, end };
    case 'feature':
      return peek(parser).text === '(' && /^\w+$/.test(token.text)
        ? parseCall(parser, token)
        : { kind: 'name', name: token.text, start, end };
    case 'name':
      if (token.text === 'true' || token.text === 'false') return { kind: 'boolean', value: token.text === 'true', start, end };
      if (peek(parser).kind === 'symbol' && peek(parser).text === '(') return parseCall(parser, token);
      if (operatorOf(token)) rejectQuery(token, said`nothing before "${token.text}"`);
      return { kind: 'name', name: token.text, start, end };
    case 'symbol':
      return parseBracket(parser, token);
    case 'end':
      parser.next--;
      return rejectQuery(token, parser.next === 0 ? said`the filter is empty` : said`the expression is incomplete`);
  }
}

function parseBracket(parser: Parser, token: Token): Expression {
  if (token.text === '(') {
    const inner = parseBinary(parser, 0);
    return { ...inner, start: token.start, end: close(parser, ')', token) };
  }
  if (token.text !== '[') return rejectQuery(token, said`nothing before "${token.text}"`);
  const items = parseItems(parser, ']');
  return { kind: 'list', items, start: token.start, end: close(parser, ']', token) };
}

function parseCall(parser: Parser, name: Token): Expression {
  const opened = take(parser);
  const items = parseItems(parser, ')');
  return { kind: 'call', name: name.text, nameEnd: name.end, arguments: items, start: name.start, end: close(parser, ')', opened) };
}

function parseItems(parser: Parser, end: string): Expression[] {
  const items: Expression[] = [];
  if (peek(parser).kind === 'symbol' && peek(parser).text === end) return items;
  for (;;) {
    items.push(parseBinary(parser, 0));
    if (peek(parser).text !== ',' || peek(parser).kind !== 'symbol') return items;
    take(parser);
  }
}

/** Whole numbers beyond 2^53 stay exact. */
function numberOf(text: string): number | bigint {
  const plain = text.replace(/_/g, '');
  const value = Number(plain);
  return /^\d+$/.test(plain) && !Number.isSafeInteger(value) ? BigInt(plain) : value;
}
