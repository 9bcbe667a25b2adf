import type { Structure, TensorFacts } from '../../../hub/saved-model/facts';
import type { AxisName, TensorView } from '../../../protocol/module-page';
import type { Shape } from '../../../tensor/shape';

/** Sizes that the last axis of an image has. */
const CHANNELS = new Set([1, 3, 4]);

/** A tensor axis by axis. */
export const tensorView = (name: string, { dtype, shape, encoding }: TensorFacts): TensorView => ({
  name,
  dtype,
  axes: shape === null ? null : axesOf(dtype, shape),
  ...(encoding && { encoding }),
});

const axesOf = (dtype: string, shape: NonNullable<Shape>): TensorView['axes'] => {
  const names = axisNames(dtype, shape);
  return shape.map((size, axis) => ({ size, name: names[axis] ?? null }));
};

/** Names of the axes, the first ones at least: an open first axis is the batch, and what has the shape of images is images. */
function axisNames(dtype: string, shape: NonNullable<Shape>): readonly AxisName[] {
  if (shape[0] !== null) return [];
  const isImages = shape.length === 4 && /^(float|uint8)/.test(dtype) && CHANNELS.has(shape[3] ?? 0);
  return isImages ? ['batch', 'height', 'width', 'channels'] : ['batch'];
}

export const tensorViews = (tensors: { readonly [name: string]: TensorFacts }): TensorView[] =>
  Object.entries(tensors).map(([name, tensor]) => tensorView(name, tensor));

/** The tensors in what a function takes or gives, each by the way to it. */
export function structureTensors(structure: Structure, name: string): TensorView[] {
  if ('tensor' in structure) return [tensorView(name, structure.tensor)];
  if ('items' in structure) return structure.items.flatMap((item, index) => structureTensors(item, `${name}[${index}]`));
  if ('fields' in structure)
    return Object.entries(structure.fields).flatMap(([key, field]) => structureTensors(field, `${name}["${key}"]`));
  return [];
}
