import { type Sentence, said } from '../common/sentence';
import { RESERVED } from './syntax';

/** A piece of a filter expression, with its place in the text (UTF-16 units, end exclusive). */
export interface Token {
  kind: 'name' | 'feature' | 'number' | 'text' | 'symbol' | 'end';
  /** The name, the unquoted text, the symbol; for a number as it is written. */
  text: string;
  start: number;
  end: number;
}

/** What is wrong with an expression, and where. */
export interface FilterError {
  message: Sentence;
  start: number;
  end: number;
}

const SPACE = /\s+/y;
const NUMBER = /(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
const SYMBOL = /==|!=|<=|>=|&&|\|\||[-+*/%<>()[\],.!=]/y;
/** Letters after which a feature's name is not yet over. */
const NAME_LETTER = /[\p{L}\p{N}_]/u;

/** Operators that may be written in another way. */
const SYNONYMS: { [symbol: string]: string } = { '&&': 'and', '||': 'or', '!': 'not' };

/**
 * Cuts an expression into tokens. A known feature's name is taken whole where one begins, the longest first, so that `image/object/bbox/xmin > 0.5`
 * needs no quotes; any name may be put into backquotes.
 */
export function tokenize(expression: string, features: readonly string[]): { tokens: Token[]; error?: FilterError } {
  const names = features.filter(name => name !== '' && !RESERVED.has(name) && !/^[\d.]+$/.test(name)).sort((a, b) => b.length - a.length);
  const tokens: Token[] = [];
  let at = 0;
  const matched = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(expression)?.[0];
  };
  const push = (kind: Token['kind'], text: string, length: number): void => {
    tokens.push({ kind, text, start: at, end: at + length });
    at += length;
  };
  while (at < expression.length) {
    const space = matched(SPACE);
    if (space) {
      at += space.length;
      continue;
    }
    const letter = expression[at];
    if (letter === '"' || letter === "'" || letter === '`') {
      const quoted = readQuoted(expression, at);
      if ('message' in quoted) return { tokens, error: quoted };
      push(letter === '`' ? 'feature' : 'text', quoted.text, quoted.end - at);
      continue;
    }
    const known = names.find(name => expression.startsWith(name, at) && !goesOn(expression, at + name.length, name));
    const name = matched(NAME);
    if (known !== undefined && (name === undefined || known.length >= name.length)) {
      push('feature', known, known.length);
      continue;
    }
    if (name !== undefined) {
      push('name', name, name.length);
      continue;
    }
    const number = matched(NUMBER);
    const symbol = number === undefined ? matched(SYMBOL) : undefined;
    if (number !== undefined) push('number', number, number.length);
    else if (symbol !== undefined) push(symbol in SYNONYMS ? 'name' : 'symbol', SYNONYMS[symbol] ?? symbol, symbol.length);
    else return { tokens, error: { message: said`unexpected "${letter}"`, start: at, end: at + 1 } };
  }
  tokens.push({ kind: 'end', text: '', start: at, end: at });
  return { tokens };
}

const goesOn = (expression: string, at: number, name: string): boolean =>
  at < expression.length && NAME_LETTER.test(expression[at]) && NAME_LETTER.test(name[name.length - 1]);

const ESCAPES: { [letter: string]: string } = { n: '\n', t: '\t', r: '\r', 0: '\0' };

function readQuoted(expression: string, start: number): { text: string; end: number } | FilterError {
  const quote = expression[start];
  let text = '';
  for (let at = start + 1; at < expression.length; at++) {
    const letter = expression[at];
    if (letter === quote) return { text, end: at + 1 };
    if (letter !== '\\') {
      text += letter;
      continue;
    }
    const escaped = expression[++at] ?? '';
    const code = escaped === 'u' ? /^[0-9a-fA-F]{4}/.exec(expression.slice(at + 1)) : null;
    if (code) {
      text += String.fromCharCode(Number.parseInt(code[0], 16));
      at += 4;
    } else text += ESCAPES[escaped] ?? escaped;
  }
  return { message: said`the quote that begins here is not closed: add ${quote} at the end`, start, end: expression.length };
}
