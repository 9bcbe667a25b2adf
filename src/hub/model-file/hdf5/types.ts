import { Unreadable } from '../../saved-model/unreadable';
import type { Fields } from './fields';

/** How values are stored. `dtype` is TensorFlow's name, or what comes next to one ("compound"). */
export interface Hdf5Type {
  readonly dtype: string;
  /** Bytes of one value. */
  readonly size: number;
  /** A text of its own length in the global heap. */
  readonly isVariable: boolean;
}

const MAX_RANK = 32;
/** Exponents of bfloat16 have eight bits, those of float16 five. */
const WIDE_EXPONENT = 8;

export function storedType(fields: Fields): Hdf5Type {
  const [head, bits] = [fields.uint(1), fields.uint(3)];
  const size = fields.uint(4);
  const made = (dtype: string, isVariable = false): Hdf5Type => ({ dtype, size, isVariable });
  switch (head & 15) {
    case 0:
      return made(`${bits & 8 ? 'int' : 'uint'}${size * 8}`);
    case 1:
      return made(size === 2 && fields.skip(5).uint(1) === WIDE_EXPONENT ? 'bfloat16' : `float${size * 8}`);
    case 3:
      return made('string');
    case 5:
      return made('opaque');
    case 6:
      return made('compound');
    case 7:
      return made('reference');
    case 8: {
      // h5py writes bool as an enumeration of one byte.
      return made(size === 1 ? 'bool' : 'enum');
    }
    case 9:
      return made((bits & 15) === 1 ? 'string' : 'list', true);
    case 10:
      return made('array');
    default:
      return made('unknown');
  }
}

/** The shape of a dataset or an attribute; undefined where it has no values. */
export function storedShape(fields: Fields): number[] | undefined {
  const version = fields.uint(1);
  const rank = fields.uint(1);
  if ((version !== 1 && version !== 2) || rank > MAX_RANK) throw new Unreadable('it is corrupted: a shape is none');
  fields.skip(1);
  const kind = fields.uint(1);
  if (version === 2 && kind === 2) return undefined;
  if (version === 1) fields.skip(4);
  return Array.from({ length: rank }, () => fields.length());
}
