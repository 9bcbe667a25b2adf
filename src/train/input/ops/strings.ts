import type { OpName } from '../../../plan/support/ops';
import { NdArray, RaggedArray, sizeOf, stringsOf } from '../array';
import type { Op } from '../mapped-function';

const encoder = new TextEncoder();

/** What C's isspace takes for a space: tab to carriage return, and the space. */
const isSpace = (byte: number | undefined): boolean => byte !== undefined && (byte === 32 || (byte >= 9 && byte <= 13));

/** Words between spaces; after `limit` splits, where that is above 0, the rest is one piece, empty or not. */
export function spacedWords(bytes: Uint8Array, limit: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  const skipSpace = (from: number): number => {
    let at = from;
    while (isSpace(bytes[at])) at++;
    return at;
  };
  for (let start = skipSpace(0); start < bytes.length; ) {
    let end = start;
    while (end < bytes.length && !isSpace(bytes[end])) end++;
    pieces.push(bytes.subarray(start, end));
    start = skipSpace(end);
    if (limit > 0 && pieces.length === limit) return [...pieces, bytes.subarray(start)];
  }
  return pieces;
}

/** Pieces between separators, empty ones too. */
function parts(bytes: Uint8Array, separator: Uint8Array, limit: number): Uint8Array[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: Uint8Array[] = [];
  let start = 0;
  for (let at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, start)) {
    pieces.push(bytes.subarray(start, at));
    start = at + separator.length;
    if (limit > 0 && pieces.length === limit) break;
  }
  return [...pieces, bytes.subarray(start)];
}

const textArray = (shape: number[], data: Uint8Array[]): NdArray => new NdArray('string', shape, data);

/** tf.strings.split: a vector for one text, and a ragged axis behind those of several. */
const split: Op = ({ op, array, literal }) => {
  const read = array('input');
  const separator = encoder.encode(String(literal('sep', '')));
  const limit = Number(literal('maxsplit', -1));
  return frame => {
    const input = read(frame);
    const pieces = stringsOf(input, op).map(text => {
      if (limit === 0) return [text];
      return separator.length === 0 ? spacedWords(text, limit) : parts(text, separator, limit);
    });
    const all = pieces.flat();
    if (input.shape.length === 0) return textArray([all.length], all);
    let end = 0;
    const ends = pieces.map(({ length }) => {
      end += length;
      return end;
    });
    return new RaggedArray(input.shape, [0, ...ends], textArray([all.length], all));
  };
};

function joined(pieces: readonly Uint8Array[], separator: Uint8Array): Uint8Array {
  return Buffer.concat(pieces.flatMap((piece, place) => (place === 0 ? [piece] : [separator, piece])));
}

/** tf.strings.join: texts of the same place; one text goes with any shape. */
const join: Op = ({ op, arrays, literal }) => {
  const read = arrays('inputs');
  const separator = encoder.encode(String(literal('separator', '')));
  return frame => {
    const inputs = read(frame);
    const [shape = []] = inputs.map(input => input.shape).filter(({ length }) => length > 0);
    const columns = inputs.map(input => stringsOf(input, op));
    if (inputs.some(input => input.shape.length > 0 && String(input.shape) !== String(shape)))
      throw new Error(`${op} needs texts of one shape`);
    const at = (column: Uint8Array[], place: number, isOne: boolean): Uint8Array => column[isOne ? 0 : place];
    return textArray(
      shape,
      Array.from({ length: sizeOf(shape) }, (_, place) =>
        joined(
          columns.map((column, i) => at(column, place, inputs[i].shape.length === 0)),
          separator,
        ),
      ),
    );
  };
};

/** tf.strings.reduce_join along one axis, or of all texts in their order. */
const reduceJoin: Op = ({ op, array, literal }) => {
  const read = array('inputs');
  const separator = encoder.encode(String(literal('separator', '')));
  const [asked, keeps] = [literal('axis', null), literal('keepdims', false) === true];
  return frame => {
    const { shape, ...input } = read(frame);
    const texts = stringsOf(new NdArray('string', shape, input.data), op);
    if (asked === null) return textArray(keeps ? shape.map(() => 1) : [], [joined(texts, separator)]);
    const axis = Number(asked) < 0 ? Number(asked) + shape.length : Number(asked);
    if (shape[axis] === undefined) throw new Error(`${op}: there is no axis ${asked}`);
    const [count, inner] = [shape[axis], sizeOf(shape.slice(axis + 1))];
    const rest = keeps ? shape.map((size, place) => (place === axis ? 1 : size)) : shape.filter((_, place) => place !== axis);
    const results = Array.from({ length: sizeOf(rest) }, (_, place) => {
      const first = Math.floor(place / inner) * count * inner + (place % inner);
      return joined(
        Array.from({ length: count }, (__, i) => texts[first + i * inner]),
        separator,
      );
    });
    return textArray(rest, results);
  };
};

export const stringOps = {
  'tf.strings.split': split,
  'tf.strings.join': join,
  'tf.strings.reduce_join': reduceJoin,
} as const satisfies { readonly [op in OpName]?: Op };
