/** A piece of protobuf text format. Of a string, `text` is what stands between its quotes, escapes and all. */
export interface TextFormatToken {
  kind: 'word' | 'number' | 'string' | 'symbol' | 'end';
  text: string;
  /** Offset of its first letter (UTF-16). */
  at: number;
}

/** A text that is refused, and where. Thrown inside of this folder only: schema-text.ts makes a result of it. */
export class TextFormatError extends Error {
  constructor(
    readonly at: number,
    message: string,
  ) {
    super(message);
  }
}

export function failAt(at: number, message: string): never {
  throw new TextFormatError(at, message);
}

const SKIPPED = /[ \t\r\n\v\f]+|#[^\n]*/y;
const PATTERNS: [TextFormatToken['kind'], RegExp][] = [
  ['word', /[A-Za-z_]\w*/y],
  // With what is glued to it, so that `1max` is one wrong number rather than two right tokens.
  ['number', /(?:\d|\.\d)(?:[\w.]|(?<=[eE])[-+])*/y],
  ['symbol', /[{}<>[\]:,;./+-]/y],
];

/** Cuts protobuf text format (https://protobuf.dev/reference/protobuf/textformat-spec/) into tokens, the last of which is the end. */
export function tokenizeTextFormat(text: string): TextFormatToken[] {
  const tokens: TextFormatToken[] = [];
  // Some editors begin a file with a byte order mark.
  let at = text.startsWith('\ufeff') ? 1 : 0;
  let end = at;
  for (at = skip(text, at); at < text.length; at = skip(text, end)) {
    const token = tokenAt(text, at);
    tokens.push(token);
    end = at + token.text.length + (token.kind === 'string' ? 2 : 0);
  }
  // What is missing is missing behind the last token, not at the end of the blank lines after it.
  tokens.push({ kind: 'end', text: '', at: end });
  return tokens;
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Past blanks and comments. */
function skip(text: string, from: number): number {
  let at = from;
  for (let found = match(SKIPPED, text, at); found !== undefined; found = match(SKIPPED, text, at)) at += found.length;
  return at;
}

function tokenAt(text: string, at: number): TextFormatToken {
  const letter = text.charAt(at);
  if (letter === '"' || letter === "'") return { kind: 'string', text: text.slice(at + 1, endOfString(text, at + 1, letter)), at };
  for (const [kind, pattern] of PATTERNS) {
    const found = match(pattern, text, at);
    if (found !== undefined) return { kind, text: found, at };
  }
  return failAt(at, `unexpected ${JSON.stringify(letter)}`);
}

/** Place of the quote that ends a string whose first letter is at `from`. A string ends on its own line. */
function endOfString(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length && text[at] !== '\n'; at++) {
    if (text[at] === quote) return at;
    if (text[at] === '\\' && text[at + 1] !== '\n') at++;
  }
  return failAt(from - 1, 'unterminated string');
}
