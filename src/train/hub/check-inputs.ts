import { formatSizes } from '../../common/sizes';
import type { ModulePlan } from '../../plan/plan';
import { type Element, type ElementType, NdArray } from '../input/array';
import { isLeaf } from '../input/elements';
import { cast } from '../input/ops/shape';

type Input = ModulePlan['inputs'][number];

/** What a module gets, held against what it takes: TensorFlow itself runs another size without a word. Throws a sentence. */
export function checkedInputs({ handle, inputs }: ModulePlan, given: Element): { node: string; array: NdArray }[] {
  return inputs.map(input => ({ node: input.node, array: checked(handle, input, partFor(handle, input, given)) }));
}

function partFor(handle: string, { key }: Input, given: Element): Element {
  if (isLeaf(given)) {
    if (key === null) return given;
    throw new Error(`${handle} takes a dictionary with "${key}" and gets one tensor`);
  }
  const part = Array.isArray(given) ? undefined : key === null ? Object.values(given)[0] : given[key];
  if (part === undefined || (key === null && Object.keys(given).length > 1))
    throw new Error(`${handle} takes ${key === null ? 'one tensor' : `"${key}"`} and gets ${describe(given)}`);
  return part;
}

const describe = (given: Element): string => (Array.isArray(given) ? 'a list' : `a dictionary of ${Object.keys(given).join(', ')}`);

/** Whole numbers of another width are the same numbers: tfjs keeps int64 as int32. Any other dtype is refused, as TensorFlow refuses it. */
const isSameKind = (given: ElementType, taken: string): boolean =>
  given === taken || (/^int(32|64)$/.test(given) && /^int(32|64)$/.test(taken)) || (given === 'float64' && taken === 'float32');

function checked(handle: string, { key, dtype, shape }: Input, given: Element): NdArray {
  const what = key === null ? handle : `"${key}" of ${handle}`;
  if (!(given instanceof NdArray)) throw new Error(`${what} takes a dense tensor`);
  const fits =
    shape === null || (shape.length === given.shape.length && shape.every((dim, axis) => dim === null || dim === given.shape[axis]));
  if (!fits || !isSameKind(given.dtype, dtype))
    throw new Error(`${what} takes ${dtype} ${formatSizes(shape ?? [])} and gets ${given.dtype} ${formatSizes(given.shape)}`);
  return given.dtype === dtype ? given : cast(given, dtype as never);
}
