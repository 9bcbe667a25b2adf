import type { DType } from '../../tensor/dtype';
import { isVocabularyNumber, type Json } from '../plan';
import { type Accepted, type ArgumentKind, argumentKindOf, isOnly, type Supported } from './accepted';
import { nameIn, readObject } from './names';
import { schedules } from './schedules';
import { activations, initializers, regularizers } from './values';

/** Element types that an input pipeline here computes with. */
export const numericTypes = [
  'float32',
  'float64',
  'int64',
  'uint64',
  'uint32',
  'int32',
  'int16',
  'int8',
  'uint16',
  'uint8',
  'bool',
  'float16',
  'bfloat16',
] as const satisfies readonly DType[];
export type NumericType = (typeof numericTypes)[number];

const isInteger = (value: Json): boolean => Number.isSafeInteger(value);
const isScalar = (value: Json): boolean => ['number', 'string', 'boolean'].includes(typeof value);
const isNumeric = (value: Json): boolean => (numericTypes as readonly Json[]).includes(value);
const every = (value: Json, test: (item: Json) => boolean): boolean => Array.isArray(value) && value.every(test);
const nested = (value: Json, test: (item: Json) => boolean): boolean => test(value) || every(value, item => nested(item, test));
// A list has a method of that name.
const isSlice = (value: Json): boolean =>
  value !== null && typeof value === 'object' && (Object.hasOwn(value, 'slice') || Object.hasOwn(value, 'ellipsis'));
const isPart = (value: Json): boolean => value === null || isInteger(value) || isSlice(value);

const isNumber = (value: Json): boolean => typeof value === 'number';
const isRange = (value: Json): boolean => every(value, isNumber) && (value as Json[]).length === 2;

type Test = readonly [test: (value: Json) => boolean, words: string];

/** What a written value of each kind has to be, and how that is said. Objects of Keras and layers have tables of their own. */
const tests: {
  readonly [kind in Exclude<ArgumentKind, 'activation' | 'initializer' | 'regularizer' | 'learning rate' | 'layer' | 'features'>]: Test;
} = {
  number: [value => typeof value === 'number', 'a number'],
  numbers: [value => typeof value === 'number' || every(value, item => typeof item === 'number'), 'a number or a list of them'],
  integer: [isInteger, 'a whole number'],
  count: [value => isInteger(value) && (value as number) > 0, 'a whole number of 1 or more'],
  offset: [value => isInteger(value) && (value as number) >= 0, 'a whole number of 0 or more'],
  fraction: [value => typeof value === 'number' && value > 0 && value <= 1, 'a number above 0 and at most 1'],
  rate: [value => typeof value === 'number' && value >= 0 && value < 1, 'a number of 0 or more and below 1'],
  axes: [
    value => isInteger(value) || (every(value, isInteger) && new Set(value as Json[]).size === (value as Json[]).length),
    'a whole number or a list of different ones',
  ],
  integers: [value => isInteger(value) || every(value, isInteger), 'a whole number or a list of them'],
  pair: [value => isInteger(value) || (every(value, isInteger) && (value as Json[]).length === 2), 'one or two whole numbers'],
  shape: [value => every(value, item => item === null || isInteger(item)), 'a shape that is written out'],
  sizes: [
    value => every(value, item => item === null || (isInteger(item) && (item as number) > 0)),
    'a list of whole numbers of 1 or more and None',
  ],
  sides: [value => nested(value, isInteger), 'whole numbers'],
  factor: [value => isNumber(value) || isRange(value), 'a number or two of them'],
  range: [isRange, 'two numbers'],
  pads: [value => every(value, pair => every(pair, isInteger) && (pair as Json[]).length === 2), 'a pair of whole numbers for each axis'],
  flag: [value => typeof value === 'boolean', 'True or False'],
  text: [value => typeof value === 'string', 'a string'],
  scalar: [isScalar, 'a number or a string'],
  literal: [value => nested(value, isScalar), 'numbers or strings'],
  tokens: [
    value => every(value, item => typeof item === 'string') || every(value, isInteger),
    'a list of strings or whole numbers that is written out',
  ],
  dtype: [value => value === 'string' || isNumeric(value), 'a dtype of numbers or strings'],
  'numeric dtype': [isNumeric, 'a dtype of numbers'],
  index: [value => typeof value === 'string' || isPart(value) || every(value, isPart), 'numbers, slices or a name'],
};

const wholeNumbers: readonly ArgumentKind[] = ['count', 'offset', 'integer', 'number'];

const objects: { readonly [kind: string]: { readonly [name: string]: Supported } } = {
  activation: activations,
  initializer: initializers,
  regularizer: regularizers,
  'learning rate': schedules,
};

/** Python's way to write a value, shortened. */
export function written(value: Json): string {
  const object = typeof value === 'object' ? readObject(value) : undefined;
  if (object) return object.name.split('.').at(-1) ?? object.name;
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 37)}…` : text;
}

function whyNotObject(kind: string, value: Json): string | undefined {
  const table = objects[kind];
  const object = readObject(value);
  const name = object && nameIn(table, object.name);
  if (object === undefined || name === undefined) return `the ${kind} can be ${Object.keys(table).join(', ')}`;
  const accepted = table[name].arguments;
  for (const [parameter, given] of Object.entries(object.config)) {
    if (!Object.hasOwn(accepted, parameter)) return `leave out ${parameter} of ${name}`;
    const why = whyRefused(accepted[parameter], given);
    if (why !== undefined) return `of ${name}, ${parameter} ${why}`;
  }
  return undefined;
}

/** Why a written value is not accepted, as the rest of a sentence about it; undefined where it is. What is no value (a tensor, a part) is not asked here. */
export function whyRefused(accepted: Accepted, value: Json): string | undefined {
  if (isOnly(accepted)) {
    const allowed = accepted.only as readonly Json[];
    if (allowed.some(entry => JSON.stringify(entry) === JSON.stringify(value))) return undefined;
    return allowed.length === 1 && allowed[0] === null ? 'leave it out' : `can be ${allowed.map(written).join(' or ')}`;
  }
  if (typeof accepted !== 'string') return undefined;
  const kind = argumentKindOf(accepted);
  if (kind === undefined || (value === null && accepted.endsWith('?'))) return undefined;
  if (isVocabularyNumber(value) && wholeNumbers.includes(kind)) return undefined;
  if (kind === 'learning rate' && typeof value === 'number') return undefined;
  if (Object.hasOwn(objects, kind)) return whyNotObject(kind, value);
  if (!Object.hasOwn(tests, kind)) return undefined;
  const [test, words] = tests[kind as keyof typeof tests];
  return test(value) ? undefined : `has to be ${words}`;
}
