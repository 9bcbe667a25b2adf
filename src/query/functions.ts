import { type Sentence, said } from '../common/sentence';
import { readImageSize } from '../statistics/recognize/image-header';
import { isUtf8 } from '../statistics/recognize/utf8';
import type { Type } from './column';
import { asText, type QueryValue, type Values } from './value';

/** A function of values. */
export interface ValueFunction {
  takes: Type;
  gives: Type;
  /** For the list of completions. */
  summary: Sentence;
  apply(values: Values): Values;
}

const each =
  (of: (value: QueryValue) => QueryValue) =>
  (values: Values): Values =>
    values.map(of);
const numbers = (values: Values): number[] => values.map(Number);
const some = (values: number[], of: (values: number[]) => number): Values => (values.length === 0 ? [] : [of(values)]);
const total = (values: number[]): number => values.reduce((sum, value) => sum + value, 0);
const isBytes = (value: QueryValue): value is Uint8Array => value instanceof Uint8Array;
const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const imageOf = (value: QueryValue) => (isBytes(value) ? readImageSize(viewOf(value), 0, value.length) : undefined);

/** Functions of a feature's values, by name. */
export const FUNCTIONS: { [name: string]: ValueFunction } = {
  abs: { takes: 'number', gives: 'number', summary: said`the absolute value of each value`, apply: each(value => Math.abs(Number(value))) },
  min: {
    takes: 'number',
    gives: 'number',
    summary: said`the smallest value`,
    apply: values => some(numbers(values), list => list.reduce((a, b) => Math.min(a, b))),
  },
  max: {
    takes: 'number',
    gives: 'number',
    summary: said`the largest value`,
    apply: values => some(numbers(values), list => list.reduce((a, b) => Math.max(a, b))),
  },
  sum: { takes: 'number', gives: 'number', summary: said`the sum of the values`, apply: values => [total(numbers(values))] },
  mean: {
    takes: 'number',
    gives: 'number',
    summary: said`the mean of the values`,
    apply: values => some(numbers(values), list => total(list) / list.length),
  },
  isnan: { takes: 'number', gives: 'boolean', summary: said`whether a value is NaN`, apply: each(value => Number.isNaN(value)) },
  isinf: {
    takes: 'number',
    gives: 'boolean',
    summary: said`whether a value is infinite`,
    apply: each(value => Math.abs(Number(value)) === Number.POSITIVE_INFINITY),
  },
  any: {
    takes: 'boolean',
    gives: 'boolean',
    summary: said`whether the condition holds for any value`,
    apply: values => [values.includes(true)],
  },
  all: {
    takes: 'boolean',
    gives: 'boolean',
    summary: said`whether the condition holds for every value`,
    apply: values => [values.length > 0 && values.every(value => value === true)],
  },
  count: {
    takes: 'boolean',
    gives: 'number',
    summary: said`the number of values for which the condition holds`,
    apply: values => [values.filter(value => value === true).length],
  },
  lower: { takes: 'text', gives: 'text', summary: said`the text in lower case`, apply: each(value => String(asText(value)).toLowerCase()) },
  upper: { takes: 'text', gives: 'text', summary: said`the text in upper case`, apply: each(value => String(asText(value)).toUpperCase()) },
  size: {
    takes: 'text',
    gives: 'number',
    summary: said`the length of each value in bytes`,
    apply: each(value => (isBytes(value) ? value.length : String(value).length)),
  },
  words: {
    takes: 'text',
    gives: 'number',
    summary: said`the number of words in each text`,
    apply: each(value => String(asText(value)).split(/\s+/).filter(Boolean).length),
  },
  isutf8: {
    takes: 'text',
    gives: 'boolean',
    summary: said`whether the bytes are UTF-8 text`,
    apply: each(value => !isBytes(value) || isUtf8(value, 0, value.length)),
  },
  isimage: {
    takes: 'text',
    gives: 'boolean',
    summary: said`whether the bytes are an image`,
    apply: each(value => imageOf(value) !== undefined),
  },
};

/** Properties of a value, after a dot. */
export const PROPERTIES: { [name: string]: ValueFunction } = {
  width: { takes: 'text', gives: 'number', summary: said`the width of the image in pixels`, apply: ofImage(({ width }) => width) },
  height: { takes: 'text', gives: 'number', summary: said`the height of the image in pixels`, apply: ofImage(({ height }) => height) },
  channels: {
    takes: 'text',
    gives: 'number',
    summary: said`the number of channels of the image`,
    apply: ofImage(({ channels }) => channels),
  },
  format: { takes: 'text', gives: 'text', summary: said`jpeg, png, gif, webp or bmp`, apply: ofImage(({ format }) => format) },
  size: FUNCTIONS.size,
};

function ofImage(pick: (image: NonNullable<ReturnType<typeof imageOf>>) => QueryValue): ValueFunction['apply'] {
  return values =>
    values.flatMap(value => {
      const image = imageOf(value);
      return image ? [pick(image)] : [];
    });
}

/** Functions of the feature itself: these also say something about a record in which it is missing. */
export const FEATURE_FUNCTIONS: { [name: string]: { gives: Type; summary: Sentence } } = {
  len: { gives: 'number', summary: said`the number of values (of steps, in a sequence feature)` },
  has: { gives: 'boolean', summary: said`whether the record has the feature` },
  missing: { gives: 'boolean', summary: said`whether the feature is missing from the record` },
  kind: { gives: 'text', summary: said`"int64", "float", "bytes" or "none"` },
};

/** Words that are about the record, not about a feature. */
export const RECORD_WORDS: { [name: string]: { gives: Type; summary: Sentence } } = {
  record: { gives: 'number', summary: said`the number of the record` },
  record_size: { gives: 'number', summary: said`the length of the record in bytes` },
};
