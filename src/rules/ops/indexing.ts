import { broadcast, type Dim, mayEqual, printShape, type Shape } from '../../tensor/shape';
import { NONE, type TensorValue, UNKNOWN, type Value } from '../../values/value';
import { boundFrom } from '../core/bind';
import { exactShape, hasExactShape } from '../core/facts';
import { failInKeras3, kerasOf } from '../core/keras';
import type { Use } from '../core/kind';
import { fail, several } from '../core/report';
import type { Call } from '../core/rule';
import { tensor } from '../core/tensors';
import { sequenceOutput } from '../hub/fixes';
import { masked } from './gathering';
import { consumed, type KeyPart, keyParts } from './index-key';
import { sliceBounds, sliceLength } from './slices';

/** What an index gives, or what is wrong with it under which rule. */
type Indexed = { readonly shape: Shape } | { readonly rule: 'index-rank' | 'op-shape'; readonly why: string } | undefined;

/** `tensor[key]`. */
export function tensorIndex(use: Use, key: Value): Value {
  const { self } = use;
  if (self.kind !== 'tensor') return UNKNOWN;
  const { type, family } = self;
  if (type.sparse || key.kind === 'unknown' || key.kind === 'str') return UNKNOWN;
  if (type.raggedRank !== undefined) return raggedIndex(self, key);
  const parts = keyParts(key, family !== 'numpy');
  if (family === 'keras') {
    const unsupported = refusedByKeras(key, parts);
    if (unsupported && failInKeras3({ ...use, legacy: false }, 'index-rank', unsupported) && kerasOf({ ...use, legacy: false }) === '3')
      return UNKNOWN;
  }
  const { shape } = type;
  if (shape === null || parts.some(({ kind }) => kind === 'unknown')) return tensor(family, null, type.dtype);
  if (family !== 'numpy' && family !== 'keras' && parts.length === 1 && parts[0].kind === 'mask') return maskIndex(use, self, key);
  if (family !== 'numpy' && parts.some(({ kind }) => kind === 'mask' || kind === 'array')) return tensor(family, null, type.dtype);
  const indexed = taken(shape, parts);
  if (indexed === undefined) return tensor(family, null, type.dtype);
  if ('why' in indexed) {
    const remedy = indexed.rule === 'index-rank' ? sequenceOutput(use.context, self) : undefined;
    return fail(
      use,
      indexed.rule,
      `${indexed.why}${family === 'keras' ? ' (None is the batch)' : ''}. ${ownWords(self, indexed.rule)}`,
      remedy,
    );
  }
  const result = tensor(family, indexed.shape, type.dtype);
  const constant = picked(self, parts);
  const exact = family === 'keras' && hasExactShape(self) && parts.every(isKnown);
  return { ...result, ...(constant && { constant }), ...(exact && { facts: exactShape }) };
}

const isKnown = (part: KeyPart): boolean =>
  part.kind === 'slice'
    ? [part.slice.start, part.slice.stop, part.slice.step].every(({ kind }) => kind === 'int' || kind === 'none')
    : true;

/** KerasTensor takes an integer, a tuple or a list in its brackets, and nothing else (keras.src.ops.numpy.GetItem). */
function refusedByKeras(key: Value, parts: readonly KeyPart[]): string | undefined {
  const alone = key.kind === 'slice' || key.kind === 'none' || key.kind === 'ellipsis';
  const arrays = parts.some(({ kind }) => kind === 'array' || kind === 'mask');
  if (!alone && !arrays) return undefined;
  if (alone)
    return 'A symbolic Keras tensor does not take this index alone; write it inside a tuple, such as x[1:, ...]. Keras: "Unsupported key type for array slice".';
  return 'A symbolic Keras tensor cannot be indexed with a list or array; use keras.ops.take. Keras: "Unsupported key type for array slice".';
}

const ownWords = ({ family, type }: TensorValue, rule: 'index-rank' | 'op-shape'): string => {
  const shape = printShape(type.shape);
  if (family === 'keras')
    return rule === 'index-rank'
      ? `Keras: "Array has shape ${shape} but slice has to many indices".`
      : `Keras: "Array has shape ${shape} but out-of-bounds index".`;
  if (family === 'numpy') return rule === 'index-rank' ? 'NumPy: "too many indices for array".' : 'NumPy: "index is out of bounds".';
  if (type.shape?.length === 0) return 'TensorFlow: "Attempting to slice scalar input".';
  return rule === 'index-rank'
    ? `TensorFlow: "Index out of range using input dim ${type.shape?.length}".`
    : 'TensorFlow: "slice index out of bounds".';
};

/** The shape after all parts; arrays and masks follow NumPy's rules (https://numpy.org/doc/stable/user/basics.indexing.html). */
function taken(shape: readonly Dim[], parts: readonly KeyPart[]): Indexed {
  if (parts.filter(({ kind }) => kind === 'ellipsis').length > 1) return { rule: 'index-rank', why: 'An index can have only one "..."' };
  const wanted = parts.reduce((sum, part) => sum + consumed(part), 0);
  if (wanted > shape.length)
    return {
      rule: 'index-rank',
      why: `The index has ${several(wanted, 'part')} for axes, and the tensor of shape ${printShape(shape)} ${rankWords(shape)}`,
    };
  const full = parts.some(({ kind }) => kind === 'ellipsis') ? parts : [...parts, { kind: 'ellipsis' } as const];
  const dims: Dim[] = [];
  const advanced: { shape: Shape; at: number; position: number }[] = [];
  // An integer beside arrays is an array of no axes.
  const hasArrays = parts.some(({ kind }) => kind === 'array' || kind === 'mask');
  let axis = 0;
  for (const [position, part] of full.entries()) {
    switch (part.kind) {
      case 'ellipsis':
        while (axis < shape.length - remaining(full, position)) dims.push(shape[axis++]);
        break;
      case 'newaxis':
        dims.push(1);
        break;
      case 'int': {
        const size = shape[axis];
        if (part.index !== null && size !== null && (part.index >= size || part.index < -size))
          return {
            rule: 'op-shape',
            why: `Index ${part.index} lies outside axis ${axis}, which has size ${size}, of the shape ${printShape(shape)}`,
          };
        axis++;
        if (hasArrays) advanced.push({ shape: [], at: dims.length, position });
        break;
      }
      case 'slice':
        dims.push(sliceLength(part.slice, shape[axis++]));
        break;
      case 'array':
        axis++;
        advanced.push({ shape: part.shape, at: dims.length, position });
        break;
      case 'mask': {
        const own = shape.slice(axis, axis + part.shape.length);
        if (part.shape.some((dim, index) => !mayEqual(dim, own[index])))
          return {
            rule: 'op-shape',
            why: `The mask of shape ${printShape(part.shape)} does not fit the axes ${printShape(own)} that it picks from`,
          };
        axis += part.shape.length;
        advanced.push({ shape: [part.count], at: dims.length, position });
        break;
      }
      case 'unknown':
        return undefined;
    }
  }
  return hasArrays ? withArrays(dims, advanced) : { shape: dims };
}

const rankWords = (shape: readonly Dim[]): string =>
  shape.length === 0 ? 'is a scalar' : `has ${shape.length} ${shape.length === 1 ? 'axis' : 'axes'}`;

const remaining = (parts: readonly KeyPart[], position: number): number =>
  parts.slice(position + 1).reduce((sum, part) => sum + consumed(part), 0);

/** Where the axes of index arrays go: in place of the first where they stand together, else to the front. */
function withArrays(dims: readonly Dim[], advanced: readonly { shape: Shape; at: number; position: number }[]): Indexed {
  let joint: Shape = [];
  for (const { shape } of advanced) {
    const both: ReturnType<typeof broadcast> = broadcast(joint, shape);
    if ('clash' in both)
      return { rule: 'op-shape', why: `The index arrays have ${both.clash.join(' and ')} items and must have the same number` };
    joint = both.shape;
  }
  if (joint === null) return undefined;
  const together = advanced.every(({ position }, index) => index === 0 || position === advanced[index - 1].position + 1);
  const at = together ? advanced[0].at : 0;
  return { shape: [...dims.slice(0, at), ...joint, ...dims.slice(at)] };
}

/** The known elements that integers and slices pick from a vector, or an integer from each axis. */
function picked({ constant, type }: TensorValue, parts: readonly KeyPart[]): TensorValue['constant'] {
  const { shape } = type;
  if (constant === undefined || shape === null || shape.includes(null)) return undefined;
  let rows: readonly number[] = [0];
  let stride = constant.length;
  const axes = parts.filter(({ kind }) => kind !== 'newaxis');
  if (axes.some(({ kind }) => kind !== 'int' && kind !== 'slice')) return undefined;
  for (const [axis, size] of shape.entries()) {
    stride /= size || 1;
    const part = axes[axis];
    const indices = part === undefined ? [...Array(size ?? 0).keys()] : indicesOf(part, size ?? 0);
    if (indices === undefined) return undefined;
    rows = rows.flatMap(row => indices.map(index => row + index * stride));
  }
  return rows.map(row => constant[row] ?? null);
}

function indicesOf(part: KeyPart, size: number): readonly number[] | undefined {
  if (part.kind === 'slice') return sliceBounds(part.slice, size);
  if (part.kind !== 'int' || part.index === null) return undefined;
  return [part.index < 0 ? part.index + size : part.index];
}

function maskIndex(use: Use, self: TensorValue, mask: Value): Value {
  const call: Call = {
    ...use,
    self: NONE,
    legacy: false,
    api: 'tf.operator index',
    args: boundFrom({ tensor: self, mask }, use.context.span),
  };
  return masked(call, self, mask, 0);
}

/** Rows of a ragged tensor: an integer takes one away from the front. */
function raggedIndex({ type, family }: TensorValue, key: Value): Value {
  const { shape, raggedRank = 0 } = type;
  if (key.kind !== 'int' || shape === null) return UNKNOWN;
  const rank = raggedRank - 1;
  const row = { shape: shape.slice(1), dtype: type.dtype };
  return { kind: 'tensor', family, type: rank > 0 ? { ...row, raggedRank: rank } : row };
}
