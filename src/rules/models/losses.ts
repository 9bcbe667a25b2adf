import type { Dim, Shape } from '../../tensor/shape';
import { asString } from '../../values/read';
import type { Value } from '../../values/value';

/** How a loss takes labels and outputs (keras.losses; the rules are those of its TensorFlow backend). */
export type LossFamily = 'categorical' | 'sparse' | 'binary' | 'elementwise';

/** Names of Keras's losses, in the three ways in which they can be given: class, function, text. */
const spellings: { [family in LossFamily]: readonly string[] } = {
  categorical: ['CategoricalCrossentropy', 'categorical_crossentropy'],
  sparse: ['SparseCategoricalCrossentropy', 'sparse_categorical_crossentropy'],
  binary: ['BinaryCrossentropy', 'binary_crossentropy', 'BinaryFocalCrossentropy', 'binary_focal_crossentropy', 'bce', 'BCE'],
  elementwise: [
    ...['MeanSquaredError', 'mean_squared_error', 'mse', 'MSE'],
    ...['MeanAbsoluteError', 'mean_absolute_error', 'mae', 'MAE'],
    ...['MeanAbsolutePercentageError', 'mean_absolute_percentage_error', 'mape', 'MAPE'],
    ...['MeanSquaredLogarithmicError', 'mean_squared_logarithmic_error', 'msle', 'MSLE'],
    ...['Huber', 'huber', 'huber_loss', 'LogCosh', 'log_cosh', 'logcosh', 'Poisson', 'poisson'],
    ...['KLDivergence', 'kl_divergence', 'kld', 'KLD', 'CosineSimilarity', 'cosine_similarity'],
    ...['Hinge', 'hinge', 'SquaredHinge', 'squared_hinge'],
    ...['CategoricalFocalCrossentropy', 'categorical_focal_crossentropy'],
  ],
};
/** Every name of a loss with its family. */
export const lossNames = Object.entries(spellings).flatMap(([family, names]) => names.map(name => [name, family as LossFamily] as const));
const families = new Map(lossNames);

export interface Loss {
  readonly family: LossFamily;
  /** As the program calls it: the last part of its name. */
  readonly name: string;
  /** The outputs are logits; undefined where it is not known. */
  readonly fromLogits: boolean | undefined;
}

/** A loss as `compile` takes it; undefined for what is not known, a function of the program's, or a loss without rules here. */
export function lossOf(value: Value): Loss | undefined {
  const text = asString(value);
  const name = text ?? (value.kind === 'api' ? lastOf(value.name) : value.kind === 'object' ? lastOf(value.type) : undefined);
  const family = name === undefined ? undefined : families.get(name);
  if (name === undefined || family === undefined) return undefined;
  if (value.kind === 'api' && !/^keras\.(losses|metrics)\./.test(value.name)) return undefined;
  const given = value.kind === 'object' ? value.origin.args.from_logits : undefined;
  const fromLogits = given === undefined ? false : given.kind === 'bool' ? given.value : undefined;
  return { family, name, fromLogits };
}
const lastOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** What a loss makes of labels and outputs of these shapes. */
export type Verdict =
  | { readonly kind: 'fits' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'rank' | 'width' | 'batch'; readonly words: string; readonly target: Shape; readonly output: Shape }
  | { readonly kind: 'broadcast'; readonly target: Shape; readonly output: Shape };

const UNDECIDED: Verdict = { kind: 'unknown' };
const FITS: Verdict = { kind: 'fits' };

type Pair = { readonly target: readonly Dim[]; readonly output: readonly Dim[] };

/** keras.losses.loss.squeeze_or_expand_to_same_rank; undefined where an unknown dimension decides. */
export function sameRank({ target, output }: Pair): Pair | undefined {
  if (target.length === output.length + 1) {
    if (target.at(-1) === null) return undefined;
    if (target.at(-1) === 1) return output.length === 1 ? { target, output: [...output, 1] } : { target: target.slice(0, -1), output };
  }
  if (output.length === target.length + 1) {
    if (output.at(-1) === null) return undefined;
    if (output.at(-1) === 1) return target.length === 1 ? { target: [...target, 1], output } : { target, output: output.slice(0, -1) };
  }
  return { target, output };
}

const differs = (a: readonly Dim[], b: readonly Dim[]): boolean =>
  a.some((dim, axis) => dim !== null && b[axis] !== null && dim !== b[axis]);

/** Rank and every dimension the same: binary and categorical crossentropy. */
function alike({ target, output }: Pair): Verdict {
  if (target.length !== output.length)
    return { kind: 'rank', words: 'Arguments `target` and `output` must have the same rank (ndim).', target, output };
  if (differs(target, output)) return { kind: 'width', words: 'Arguments `target` and `output` must have the same shape.', target, output };
  return FITS;
}

/** Labels are indices: one axis less than the outputs, or a last one of size 1. */
function indices(pair: Pair): Verdict {
  const { output } = pair;
  let { target } = pair;
  if (target.length === output.length) {
    if (target.at(-1) === null) return UNDECIDED;
    if (target.at(-1) === 1) target = target.slice(0, -1);
  }
  if (target.length !== output.length - 1)
    return { kind: 'rank', words: 'Argument `output` must have rank (ndim) `target.ndim - 1`.', target: pair.target, output };
  if (differs(target, output))
    return {
      kind: 'width',
      words: 'Arguments `target` and `output` must have the same shape up until the last dimension.',
      target: pair.target,
      output,
    };
  return FITS;
}

/** The difference is taken element by element, with broadcasting. */
function broadcasting({ target, output }: Pair): Verdict {
  const rank = Math.max(target.length, output.length);
  let spread = target.length !== output.length;
  for (let back = 1; back <= rank; back++) {
    const [a, b] = [target.at(-back), output.at(-back)];
    if (back > target.length || back > output.length || a === undefined || b === undefined) continue;
    if (a === null || b === null || a === b) continue;
    if (a === 1 || b === 1) spread = true;
    else
      return {
        kind: target.length === output.length ? 'width' : 'batch',
        words: `Dimensions must be equal, but are ${a} and ${b}`,
        target,
        output,
      };
  }
  return spread ? { kind: 'broadcast', target, output } : FITS;
}

/** Whether a loss takes labels of one shape and outputs of another; dimensions that are null may be anything. */
export function judged(family: LossFamily, target: Shape, output: Shape): Verdict {
  if (target === null || output === null || target.length === 0 || output.length === 0) return UNDECIDED;
  const pair = sameRank({ target, output });
  if (pair === undefined) return UNDECIDED;
  if (family === 'sparse') return indices(pair);
  return family === 'elementwise' ? broadcasting(pair) : alike(pair);
}

/** Whether the `fit` of Keras 2 takes what that of Keras 3 refuses: it gives labels of one axis a second one, and binary losses repeat as others do. */
export function keras2Takes(family: LossFamily, target: Shape, output: Shape): boolean {
  if (family === 'sparse' || family === 'categorical' || target === null || output === null) return false;
  const { kind } = broadcasting({ target: target.length === 1 ? [...target, 1] : target, output });
  return kind === 'fits' || kind === 'broadcast';
}
