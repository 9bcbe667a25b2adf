import type { Shape } from '../../tensor/shape';
import type { Value } from '../../values/value';
import { type LayerState, layerState, type WeightCount } from './layer';

const NOTHING: WeightCount = { trainable: 0, frozen: 0 };

export const sum = (...counts: (WeightCount | null)[]): WeightCount | null =>
  counts.reduce<WeightCount | null>(
    (total, count) => total && count && { trainable: total.trainable + count.trainable, frozen: total.frozen + count.frozen },
    NOTHING,
  );

/** Weights that train, where their number is known. */
export const trainable = (count: number | null): WeightCount | null => (count === null ? null : { trainable: count, frozen: 0 });

/** The product of numbers; null where one is not known. */
export const product = (...numbers: (number | null | undefined)[]): number | null =>
  numbers.reduce<number | null>((total, number) => (total === null || number === null || number === undefined ? null : total * number), 1);

/** Shapes of the weights of a layer of Keras's own that was built; null where they are not known. */
export function weightShapes(layer: LayerState): readonly Shape[] | null {
  const { row, builtFor, config } = layer;
  if (config.open) return null;
  if (row.weights === undefined) return [];
  if (row.weightShapes === undefined || builtFor === null || builtFor.length === 0) return null;
  return row.weightShapes({ config, shapes: builtFor, inner: () => null });
}

/** Numbers in the weights of a layer of Keras's own that was built; null where not known. What is not trainable is frozen. */
export function weightsOf(layer: LayerState): WeightCount | null {
  if (layer.config.open) return null;
  const { weights } = layer.row;
  if (weights === undefined) return NOTHING;
  if (layer.builtFor === null || layer.builtFor.length === 0 || layer.trainable === undefined) return null;
  const inner = (value: Value): WeightCount | null => {
    const state = layerState(value);
    return state === undefined ? null : weightsOf(state);
  };
  const count = weights({ config: layer.config, shapes: layer.builtFor, inner });
  return count && !layer.trainable ? { trainable: 0, frozen: count.trainable + count.frozen } : count;
}
