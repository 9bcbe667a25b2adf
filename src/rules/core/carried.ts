import type { Span } from '../../diagnostics/span';
import { isFloat, isInteger } from '../../tensor/dtype';
import { asNumber } from '../../values/read';
import type { Facts, Origin, TensorValue, Value } from '../../values/value';
import { imageStepOf, type PixelRange, pixels, pixelsOf, ranged, sourceOf, varying } from './facts';
import { asDType, tensorsIn } from './tensors';

type Args = { readonly [parameter: string]: Value };
/** What is known of the content of an operation's result, from what went in. */
type Carry = (input: TensorValue, args: Args, result: TensorValue, span: Span) => Facts;

const contentFacts = ['source', 'range', 'pixels', 'elements'] as const;
const shapeFacts = ['varying'] as const;

const kept = (facts: Facts | undefined, names: readonly string[]): Facts =>
  Object.fromEntries(names.flatMap(name => (facts?.[name] === undefined ? [] : [[name, facts[name]]])));

/** The same numbers, perhaps in another form. */
const sameContent: Carry = ({ facts }) => kept(facts, contentFacts);
/** The same numbers in the same form. */
const same: Carry = ({ facts }) => kept(facts, [...contentFacts, ...shapeFacts]);

/** Some of the pixels lie in the range of all. */
const someOf: Carry = ({ facts }) => kept(facts, ['pixels']);

const scaled = (change: (pixel: number, by: number) => number): Carry => {
  return (input, args) => {
    const range = pixelsOf(input);
    const by = asNumber(args.b ?? args.y);
    const count = by === undefined ? {} : kept(input.facts, ['elements']);
    if (range === undefined || by === undefined || (args.a ?? args.x) !== input) return count;
    const ends = [change(range.low, by), change(range.high, by)];
    return { ...count, ...pixels({ ...range, low: Math.min(...ends), high: Math.max(...ends), idle: undefined }) };
  };
};

const decoded: Carry = (_input, args, { type }) => {
  const range: PixelRange | undefined =
    type.dtype === 'uint8'
      ? { low: 0, high: 255 }
      : type.dtype === 'uint16'
        ? { low: 0, high: 65535 }
        : type.dtype === 'float32'
          ? { low: 0, high: 1 }
          : undefined;
  return range && args ? pixels(range) : {};
};

/** tf.image.convert_image_dtype scales integers to [0, 1]; what is float already stays as it is. */
const converted: Carry = (input, args, result, span) => {
  const range = pixelsOf(input);
  const target = args.dtype && asDType(args.dtype);
  if (range === undefined || !target || input.type.dtype === null || !isFloat(target)) return {};
  if (isInteger(input.type.dtype)) return pixels({ ...range, low: 0, high: 1, idle: undefined });
  const swappable = input.origin?.op === 'tf.image.resize' && holdsIntegers(input.origin.args.images) ? imageStepOf(result) : undefined;
  return pixels(range.high > 1 ? { ...range, idle: span, swappable } : range);
};
const holdsIntegers = (images: Value | undefined): boolean =>
  images?.kind === 'tensor' && images.type.dtype !== null && isInteger(images.type.dtype);

const resized: Carry = (input, _args, result, span) => {
  const range = pixelsOf(input);
  return range ? pixels({ ...range, resized: span, resize: imageStepOf(result) }) : {};
};

const split: Carry = input => {
  if (input.type.shape?.length !== 0) return {};
  const source = sourceOf(input);
  const { minWords, maxWords } = source?.stats ?? {};
  const bounds = minWords === undefined || maxWords === undefined ? {} : { min: minWords, max: maxWords };
  return varying({ axis: 0, what: source ? `the words of the feature '${source.name}'` : 'the words of a text', ...bounds });
};

const toDense: Carry = input => {
  const source = sourceOf(input);
  if (source === undefined || !input.type.sparse || input.type.shape?.length !== 1) return {};
  const { minLength, maxLength } = source.stats ?? {};
  const bounds = minLength === undefined || maxLength === undefined ? {} : { min: minLength, max: maxLength };
  return {
    ...sameContent(input, {}, input, noSpan),
    ...varying({ axis: 0, what: `the values of the feature '${source.name}'`, ...bounds }),
  };
};
const noSpan: Span = { path: '', line: 0, column: 0, endLine: 0, endColumn: 0 };

/** An index among `depth`: what was a label is a row of zeros and a one. */
const oneHot: Carry = () => ranged({ min: 0, max: 1, where: 'tf.one_hot' });

const carries: { [op: string]: Carry } = {
  ...Object.fromEntries(['tf.cast', 'tf.identity', 'tf.ensure_shape', 'tf.stop_gradient'].map(op => [op, same])),
  ...Object.fromEntries(
    ['tf.reshape', 'tf.expand_dims', 'tf.squeeze', 'keras.ops.cast', 'keras.ops.reshape', 'keras.ops.expand_dims', 'keras.ops.squeeze'].map(
      op => [op, sameContent],
    ),
  ),
  ...Object.fromEntries(
    [
      'flip_left_right',
      'flip_up_down',
      'random_flip_left_right',
      'random_flip_up_down',
      'rot90',
      'transpose',
      'central_crop',
      'random_crop',
    ].map(name => [`tf.image.${name}`, sameContent]),
  ),
  ...Object.fromEntries(
    ['decode_jpeg', 'decode_png', 'decode_image', 'decode_bmp', 'decode_gif'].flatMap(name => [
      [`tf.io.${name}`, decoded],
      [`tf.image.${name}`, decoded],
    ]),
  ),
  ...Object.fromEntries(
    ['resize', 'resize_with_pad', 'resize_with_crop_or_pad', 'crop_to_bounding_box'].map(name => [`tf.image.${name}`, resized]),
  ),
  'tf.image.convert_image_dtype': converted,
  'operator.getitem': someOf,
  'operator.truediv': scaled((pixel, by) => pixel / by),
  'operator.mul': scaled((pixel, by) => pixel * by),
  'operator.sub': scaled((pixel, by) => pixel - by),
  'operator.add': scaled((pixel, by) => pixel + by),
  'tf.strings.split': split,
  'tf.sparse.to_dense': toDense,
  'tf.one_hot': oneHot,
};

/** Operations whose result has as many axes as what went in, beside a number. */
const keepsAxes = new Set([
  ...['tf.cast', 'tf.identity', 'tf.stop_gradient', 'tf.image.convert_image_dtype'],
  ...['flip_left_right', 'flip_up_down', 'random_flip_left_right', 'random_flip_up_down', 'rot90'].map(name => `tf.image.${name}`),
  ...['truediv', 'mul', 'sub', 'add'].map(name => `operator.${name}`),
]);
const stillShapeless = (op: string, input: TensorValue, args: Args): Facts =>
  keepsAxes.has(op) && (args.b === undefined || asNumber(args.b) !== undefined) ? kept(input.facts, ['shapeless']) : {};

/** A result with what its operation leaves of the facts about what went in. Facts of its own stay. */
export function carried({ op, args, span }: Origin, value: TensorValue): TensorValue {
  if (!Object.hasOwn(carries, op)) return value;
  const [input] = Object.values(args).flatMap(tensorsIn);
  if (input === undefined) return value;
  const facts = { ...stillShapeless(op, input, args), ...carries[op](input, args, value, span), ...value.facts };
  return Object.keys(facts).length === 0 ? value : { ...value, facts };
}
