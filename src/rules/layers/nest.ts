import type { Shape } from '../../tensor/shape';
import { dict, int, list, NONE, type TensorValue, tuple, UNKNOWN, type Value } from '../../values/value';
import { hasExactShape } from '../core/facts';

/** A nest of tuples, lists and dictionaries with each tensor in it changed; the rest is left as it is. */
export function mapLayerTensors(value: Value, change: (tensor: TensorValue) => Value): Value {
  switch (value.kind) {
    case 'tensor':
      return change(value);
    case 'tuple':
      return { ...tuple(value.items.map(item => mapLayerTensors(item, change))), ...(value.names && { names: value.names }) };
    case 'list':
      return list(value.cell.content?.items?.map(item => mapLayerTensors(item, change)) ?? null);
    case 'dict':
      return dict(
        value.cell.content && [...value.cell.content.values()].map(item => ({ ...item, value: mapLayerTensors(item.value, change) })),
      );
    default:
      return value;
  }
}

/** A shape as Python shows it; null dimensions are None where the shape is exact, else unknown. */
export const shapeValue = (shape: Shape, exact: boolean): Value =>
  shape === null ? UNKNOWN : tuple(shape.map(dim => (dim === null ? (exact ? NONE : UNKNOWN) : int(dim))));

/** The shapes of a nest of tensors, as `build` and `compute_output_shape` get them. */
export const shapesOf = (value: Value): Value => mapLayerTensors(value, one => shapeValue(one.type.shape, hasExactShape(one)));
