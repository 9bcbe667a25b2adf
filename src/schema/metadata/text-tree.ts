import { failAt, type TextFormatToken, tokenizeTextFormat } from './token';

/** A field of protobuf text format as it is written; what type it has is not known yet. */
export interface TextField {
  name: string;
  at: number;
  /** Several where a list was written, `name: [1, 2]`. */
  values: TextValue[];
  isList: boolean;
}

/** A message, the raw pieces of a string (adjacent strings are one), or a number or word with its sign. */
export type TextValue = { at: number } & (
  | { kind: 'message'; fields: TextField[] }
  | { kind: 'string'; pieces: { text: string; at: number }[] }
  | { kind: 'number' | 'word'; text: string }
);

/** Deeper nesting than this is refused, so that no text can exhaust the stack. */
const MAX_NESTING = 100;
const CLOSING: { [opening: string]: string } = { '{': '}', '<': '>' };

interface Reader {
  tokens: TextFormatToken[];
  next: number;
  depth: number;
}

/** The fields of a text; throws a Refusal where it is malformed. */
export function parseText(text: string): TextField[] {
  const reader: Reader = { tokens: tokenizeTextFormat(text), next: 0, depth: 0 };
  const fields = parseFields(reader);
  if (peek(reader).kind !== 'end') failAt(peek(reader).at, `expected a field name, got ${shown(peek(reader))}`);
  return fields;
}

const peek = (reader: Reader): TextFormatToken => reader.tokens[reader.next] as TextFormatToken;
const take = (reader: Reader): TextFormatToken => reader.tokens[reader.next++] as TextFormatToken;
const isSymbol = ({ kind, text }: TextFormatToken, symbols: string): boolean => kind === 'symbol' && symbols.includes(text);
const shown = ({ kind, text }: TextFormatToken): string =>
  kind === 'end' ? 'the end of the file' : kind === 'string' ? 'a string' : `"${text}"`;

function passed(reader: Reader, symbols: string): boolean {
  const found = isSymbol(peek(reader), symbols);
  if (found) reader.next++;
  return found;
}

/** Fields up to a token that cannot begin one. */
function parseFields(reader: Reader): TextField[] {
  const fields: TextField[] = [];
  for (let token = peek(reader); token.kind === 'word' || token.kind === 'number' || isSymbol(token, '['); token = peek(reader)) {
    fields.push(parseField(reader));
    passed(reader, ',;');
  }
  return fields;
}

function parseField(reader: Reader): TextField {
  const { at } = peek(reader);
  const name = isSymbol(peek(reader), '[') ? extensionName(reader) : take(reader).text;
  const hasColon = passed(reader, ':');
  if (passed(reader, '[')) return { name, at, values: parseList(reader, hasColon), isList: true };
  return { name, at, values: [parseValue(reader, hasColon)], isList: false };
}

/** `[package.extension]`, or the type of a google.protobuf.Any, `[type.googleapis.com/package.Message]`. */
function extensionName(reader: Reader): string {
  let name = take(reader).text;
  while (peek(reader).kind === 'word' || peek(reader).kind === 'number' || isSymbol(peek(reader), './-')) name += take(reader).text;
  if (!passed(reader, ']')) failAt(peek(reader).at, `expected "]", got ${shown(peek(reader))}`);
  return `${name}]`;
}

/** The rest of a list whose bracket is open. */
function parseList(reader: Reader, hasColon: boolean): TextValue[] {
  const values: TextValue[] = [];
  if (passed(reader, ']')) return values;
  do values.push(parseValue(reader, hasColon));
  while (passed(reader, ','));
  if (!passed(reader, ']')) failAt(peek(reader).at, `expected "," or "]", got ${shown(peek(reader))}`);
  return values;
}

function parseValue(reader: Reader, hasColon: boolean): TextValue {
  const token = peek(reader);
  if (isSymbol(token, '{<')) return parseMessage(reader);
  if (!hasColon) failAt(token.at, `expected ":" or "{", got ${shown(token)}`);
  if (token.kind === 'string') return { at: token.at, kind: 'string', pieces: parsePieces(reader) };
  const sign = isSymbol(token, '+-') ? take(reader).text : '';
  const value = take(reader);
  if (value.kind !== 'number' && value.kind !== 'word') failAt(value.at, `expected a value, got ${shown(value)}`);
  return { at: token.at, kind: value.kind, text: sign + value.text };
}

function parsePieces(reader: Reader): { text: string; at: number }[] {
  const pieces: { text: string; at: number }[] = [];
  while (peek(reader).kind === 'string') pieces.push(take(reader));
  return pieces;
}

function parseMessage(reader: Reader): TextValue {
  const { at, text } = take(reader);
  if (++reader.depth > MAX_NESTING) failAt(at, `messages are nested more than ${MAX_NESTING} levels deep`);
  const fields = parseFields(reader);
  const closing = CLOSING[text] as string;
  if (!passed(reader, closing)) failAt(peek(reader).at, `expected a field name or "${closing}", got ${shown(peek(reader))}`);
  reader.depth--;
  return { at, kind: 'message', fields };
}
