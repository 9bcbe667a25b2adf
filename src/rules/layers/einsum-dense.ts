import { type Dim, printBatch } from '../../tensor/shape';
import type { TensorType } from '../../tensor/type';
import { asInt, asItems, asString } from '../../values/read';
import { UNKNOWN, type Value } from '../../values/value';
import type { Bound } from '../core/bind';
import { type LayerCall, type LayerRule, single } from './layer';
import { refused, refuseInput, refusesNone } from './refuse';
import { product, sum, trainable } from './weights';

/** An equation taken apart: letters of the input, the kernel and the output; "..." may stand before or behind. */
interface Equation {
  readonly input: string;
  readonly kernel: string;
  readonly output: string;
  readonly elided: 'none' | 'left' | 'right';
}

const forms: readonly (readonly [RegExp, Equation['elided']])[] = [
  [/^([a-zA-Z]+),([a-zA-Z]+)->([a-zA-Z]+)/, 'none'],
  [/^0([a-zA-Z]+),([a-zA-Z]+)->0([a-zA-Z]+)/, 'left'],
  [/^([a-zA-Z]{2,})0,([a-zA-Z]+)->([a-zA-Z]+)0/, 'right'],
];

function equationOf(config: Bound): Equation | undefined {
  const text = asString(config.get('equation'))?.replaceAll('...', '0');
  if (text === undefined) return undefined;
  for (const [form, elided] of forms) {
    const parts = form.exec(text);
    if (parts) return { input: parts[1], kernel: parts[2], output: parts[3], elided };
  }
  return undefined;
}

/** Sizes of the output by position, as the layer fills up its `output_shape` (keras.src.layers.core.einsum_dense). */
function outputShape(config: Bound, { input, elided }: Equation, shape: readonly Dim[], symbolic = true): readonly Dim[] | undefined {
  const given = config.get('output_shape');
  const partial = given.kind === 'int' ? [given] : asItems(given);
  if (partial === undefined) return undefined;
  const dims = partial.map(item => asInt(item) ?? null);
  const extra = shape.length - input.length;
  if (extra <= 0) return [shape[0], ...dims];
  // Keras puts the axes that "..." stands for one before the other, so that they come out turned round while nothing is computed.
  const between = symbolic ? shape.slice(1, extra).reverse() : shape.slice(1, extra);
  return elided === 'left' ? [shape[0], ...between, ...dims] : [shape[0], ...dims, ...shape.slice(-extra)];
}

function call(layer: LayerCall): TensorType | Value {
  const type = single(layer);
  const equation = equationOf(layer.config);
  if (type === undefined) return UNKNOWN;
  const { shape } = type;
  if (equation === undefined || shape === null) return { shape: null, dtype: layer.compute };
  const { input, elided } = equation;
  const built = layer.layer.builtFor?.[0];
  const few = shape.length < input.length;
  // Without an ellipsis more axes are only noticed when numbers go through.
  if (few || (built && built.length !== shape.length)) {
    const wanted = few ? input.length : (built?.length ?? 0);
    const says = `has ${wanted} axes for its input in '${asString(layer.config.get('equation'))}', but gets ${printBatch(shape)}, which has ${shape.length}.`;
    refuseInput(layer, 'layer-input-rank', says, few ? 'tuple index out of range' : `expected ndim=${wanted}, found ndim=${shape.length}.`);
    return refused;
  }
  const output = outputShape(layer.config, equation, shape, layer.symbolic);
  if (output && (refusesShared(layer, equation, shape, output) || refusesUnsized(layer, equation, shape))) return refused;
  if (!layer.symbolic && elided === 'none' && shape.length > input.length) return { shape: null, dtype: layer.compute };
  const sizes = layer.symbolic ? output : output?.map((dim, axis) => dim ?? sharedSize(equation, shape, axis));
  return { shape: sizes ?? null, dtype: layer.compute };
}

/** Where a letter of the input stands among its axes, and among those of the output. */
const inputAxis = ({ input, elided }: Equation, letter: string, rank: number): number =>
  input.indexOf(letter) + (elided === 'left' ? rank - input.length : 0);
const outputAxis = ({ input, output, elided }: Equation, letter: string, rank: number): number =>
  output.indexOf(letter) + (elided === 'left' ? rank - input.length : 0);

/** The size that an axis of the output has because the input has it too. */
function sharedSize(equation: Equation, shape: readonly Dim[], axis: number): Dim {
  const letter = [...equation.output].find(each => outputAxis(equation, each, shape.length) === axis);
  return letter !== undefined && equation.input.includes(letter) ? shape[inputAxis(equation, letter, shape.length)] : null;
}

/** A size that `output_shape` gives to an axis of the input must be the one that it has. */
function refusesShared(call: LayerCall, equation: Equation, shape: readonly Dim[], output: readonly Dim[]): boolean {
  for (const letter of equation.input) {
    if (!equation.output.includes(letter)) continue;
    const axis = outputAxis(equation, letter, shape.length);
    const [has, wants] = [shape[inputAxis(equation, letter, shape.length)], output[axis] ?? null];
    if (axis === 0 || wants === null || has === wants || (has === null && !call.exact)) continue;
    const says = `gives axis '${letter}' the size ${wants} in output_shape, but it has ${has ?? 'None'} in ${printBatch(shape)}.`;
    const keras = `Input shape and output shape do not match at shared dimension '${letter}'.`;
    return refuseInput(call, 'layer-input-shape', says, keras);
  }
  return false;
}

/** Axes that the kernel has must have a size. */
const refusesUnsized = (call: LayerCall, equation: Equation, shape: readonly Dim[]): boolean =>
  [...equation.kernel].some(
    letter => equation.input.includes(letter) && refusesNone(call, shape, inputAxis(equation, letter, shape.length)),
  );

/** A dense layer by an einsum equation (https://keras.io/api/layers/core_layers/einsum_dense/). */
export const einsumDense: LayerRule = {
  call,
  weights: ({ config, shapes: [shape] }) => {
    const equation = equationOf(config);
    const output = equation && shape && outputShape(config, equation, shape);
    if (!equation || !output || !shape) return null;
    const { input, kernel, output: letters, elided } = equation;
    const sizeOf = (letter: string): Dim => {
      const position = input.indexOf(letter);
      if (position >= 0) return shape[elided === 'left' ? shape.length - input.length + position : position];
      const place = letters.indexOf(letter);
      return place < 0 ? null : (output[elided === 'left' ? output.length - letters.length + place : place] ?? null);
    };
    const axes = config.get('bias_axes');
    const bias = axes.kind === 'none' ? 0 : product(...[...(asString(axes) ?? '?')].map(sizeOf));
    return sum(trainable(product(...[...kernel].map(sizeOf))), trainable(bias));
  },
};
