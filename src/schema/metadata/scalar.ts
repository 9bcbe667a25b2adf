import type { TextValue } from './text-tree';
import { failAt } from './token';

/** What a scalar type of protobuf is read as. */
export interface Scalars {
  bool: boolean;
  double: number;
  float: number;
  int64: bigint;
  uint64: bigint;
  string: string;
  bytes: Uint8Array;
}

type Scalar = keyof Scalars;

/** Reads a scalar of each type; throws a Refusal for what is none of that type. */
export const SCALARS: { [type in Scalar]: (value: TextValue) => Scalars[type] } = {
  bool: value => BOOLEANS.get(textOf(value)) ?? failAt(value.at, `expected true or false, got ${described(value)}`),
  double: toNumber,
  float: value => Math.fround(toNumber(value)),
  int64: value => toInteger(value, -(2n ** 63n), 2n ** 63n - 1n),
  uint64: value => toInteger(value, 0n, 2n ** 64n - 1n),
  string: toText,
  bytes: toBytes,
};

const BOOLEANS = new Map([
  ...['true', 'True', 't', '1'].map(word => [word, true] as const),
  ...['false', 'False', 'f', '0'].map(word => [word, false] as const),
]);

const textOf = (value: TextValue): string => (value.kind === 'number' || value.kind === 'word' ? value.text : '');

/** A value in a message to the user. */
export const described = (value: TextValue): string =>
  value.kind === 'message'
    ? 'a message'
    : value.kind === 'string'
      ? `the string "${value.pieces.map(({ text }) => text).join('')}"`
      : value.text;

const INTEGER = /^([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)$/;

function toInteger(value: TextValue, least: bigint, most: bigint): bigint {
  const match = INTEGER.exec(textOf(value));
  if (!match) failAt(value.at, `expected an integer, got ${described(value)}`);
  const [, sign, digits] = match as unknown as [string, string, string];
  const magnitude = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const integer = sign === '-' ? -magnitude : magnitude;
  if (integer < least || integer > most) failAt(value.at, `${textOf(value)} is not between ${least} and ${most}`);
  return integer;
}

const DECIMAL = /^[-+]?(?:0|0?\.\d+|0\.\d*|[1-9]\d*\.?\d*)(?:[eE][-+]?\d+)?[fF]?$/;
const SPECIAL: { [word: string]: number } = { inf: Number.POSITIVE_INFINITY, infinity: Number.POSITIVE_INFINITY, nan: Number.NaN };

function toNumber(value: TextValue): number {
  const text = textOf(value);
  if (value.kind === 'number' && DECIMAL.test(text)) return Number(text.replace(/[fF]$/, ''));
  const word = text.replace(/^[-+]/, '').toLowerCase();
  if (!Object.hasOwn(SPECIAL, word)) failAt(value.at, `expected a number, got ${described(value)}`);
  return text.startsWith('-') ? -(SPECIAL[word] as number) : (SPECIAL[word] as number);
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function toText(value: TextValue): string {
  const bytes = toBytes(value);
  try {
    return decoder.decode(bytes);
  } catch {
    return failAt(value.at, 'this string is not valid UTF-8');
  }
}

/** Letters after a backslash that stand for one byte. */
const ESCAPES: { [letter: string]: number } = {
  ...{ a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 },
  ...Object.fromEntries(['\\', "'", '"', '?'].map(letter => [letter, letter.charCodeAt(0)])),
};
/** A stretch without escapes, or an escape: \ooo, \xhh, \uhhhh, \Uhhhhhhhh or a single letter. */
const PART = /[^\\]+|\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^0-7xuU]))|\\/gu;
const encoder = new TextEncoder();

function toBytes(value: TextValue): Uint8Array {
  if (value.kind !== 'string') failAt(value.at, `expected a quoted string, got ${described(value)}`);
  const bytes: Uint8Array[] = [];
  for (const piece of value.pieces) for (const part of piece.text.matchAll(PART)) bytes.push(partBytes(part, piece.at));
  const whole = new Uint8Array(bytes.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of bytes) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function partBytes([text, octal, hex, short, long, letter]: RegExpMatchArray, at: number): Uint8Array {
  if (!text.startsWith('\\')) return encoder.encode(text);
  if (letter !== undefined && Object.hasOwn(ESCAPES, letter)) return Uint8Array.of(ESCAPES[letter] as number);
  const byte = octal !== undefined ? Number.parseInt(octal, 8) : hex !== undefined ? Number.parseInt(hex, 16) : undefined;
  if (byte !== undefined && byte < 256) return Uint8Array.of(byte);
  const point = Number.parseInt(short ?? long ?? '', 16);
  const isLetter = point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
  return isLetter ? encoder.encode(String.fromCodePoint(point)) : failAt(at, `${text} is not a valid escape sequence`);
}
