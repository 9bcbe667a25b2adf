import { printShape, type Shape } from '../../tensor/shape';
import { UNKNOWN, type Value } from '../../values/value';
import { fail } from '../core/findings';
import type { LayerCall } from './layer';

/** Keras's sentence for an input that a layer refuses (keras.src.layers.input_spec). */
const incompatible = (call: LayerCall, expected: string): string =>
  `Input 0 of layer '${call.layer.name}' is incompatible with the layer: ${expected}`;

/** The rank must be one of these, or at least `min`. Answers true and reports where it provably is not. */
export function refusesRank(call: LayerCall, shape: Shape, wanted: { rank: number } | { min: number }): boolean {
  if (shape === null) return false;
  const fits = 'rank' in wanted ? shape.length === wanted.rank : shape.length >= wanted.min;
  if (fits) return false;
  const expected = 'rank' in wanted ? `expected ndim=${wanted.rank}` : `expected min_ndim=${wanted.min}`;
  fail(
    call.call,
    'layer-input-rank',
    incompatible(call, `${expected}, found ndim=${shape.length}. Full shape received: ${printShape(shape)}.`),
  );
  return true;
}

/** The last axis must have the size that the layer was built for. Answers true and reports where it provably has not. */
export function refusesLastAxis(call: LayerCall, shape: Shape): boolean {
  const { builtFor } = call.layer;
  const [built, given] = [builtFor?.at(-1) ?? null, shape?.at(-1) ?? null];
  if (built === null || given === null || built === given) return false;
  fail(
    call.call,
    'layer-input-shape',
    incompatible(call, `expected axis -1 of input shape to have value ${built}, but received input with shape ${printShape(shape)}.`),
  );
  return true;
}

export const refused: Value = UNKNOWN;
