import { isNumeric } from '../tensor/dtype';
import { mayEqual } from '../tensor/shape';
import type { TensorType } from '../tensor/type';
import type { Target } from './target';
import type { Axis, CompatVerdict } from './verdict';

/** A batch of the feature as it is stored beside what the layer takes, axis by axis from the batch on. */
export function compareAxes(given: TensorType, { takes }: Target): Pick<CompatVerdict, 'axes' | 'dtypeFits'> {
  const [from, to] = [given.shape ?? [], takes.shape ?? given.shape ?? []];
  const axes: Axis[] = Array.from({ length: Math.max(from.length, to.length) }, (_, axis) => {
    const [isGiven, isTaken] = [axis < from.length, axis < to.length];
    return {
      ...(isGiven && { given: from[axis] }),
      ...(isTaken && { taken: to[axis] }),
      fits: isGiven && isTaken && mayEqual(from[axis], to[axis]),
    };
  });
  const kindOf = ({ dtype }: TensorType) => (dtype !== null && isNumeric(dtype) ? 'number' : dtype);
  return { axes, dtypeFits: given.dtype !== null && (takes.dtype === null || kindOf(given) === kindOf(takes)) };
}
