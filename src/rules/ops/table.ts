import { float, NONE, type Value } from '../../values/value';
import type { Kinds } from '../core/kind';
import type { Table } from '../core/rule';
import { backendFunctions } from './backend';
import { controlFunctions } from './control';
import { countingFunctions } from './counting';
import { creationFunctions } from './creation';
import { dtypeFunctions, dtypeKinds } from './dtypes';
import { elementwiseFunctions } from './elementwise-table';
import { gatheringFunctions } from './gathering';
import { imageSizeFunctions } from './image-sizes';
import { imageFunctions } from './images';
import { inputFunctions } from './inputs';
import { joinFunctions } from './joins';
import { linalgFunctions } from './linalg';
import { nnFunctions } from './nn';
import { OBJECT_ARRAY, objectArrayKind } from './object-arrays';
import { productFunctions } from './products';
import { raggedFunctions } from './ragged';
import { randomFunctions } from './random';
import { reductionFunctions } from './reductions';
import { shapingFunctions } from './shaping';
import { stringFunctions } from './strings';
import { methodFunctions } from './tensor-methods';
import { shapeFunctions, shapeKinds } from './tensor-shape';
import { variableFunctions } from './variables';

const everything: Table = {
  ...backendFunctions,
  ...controlFunctions,
  ...countingFunctions,
  ...creationFunctions,
  ...dtypeFunctions,
  ...elementwiseFunctions,
  ...gatheringFunctions,
  ...imageFunctions,
  ...imageSizeFunctions,
  ...inputFunctions,
  ...linalgFunctions,
  ...nnFunctions,
  ...raggedFunctions,
  ...stringFunctions,
  ...variableFunctions,
  ...joinFunctions,
  ...productFunctions,
  ...randomFunctions,
  ...reductionFunctions,
  ...shapingFunctions,
  ...methodFunctions,
  ...shapeFunctions,
};

/** Functions of keras.ops have a second name in a module of their kind: keras.ops.numpy.mean. */
const submodules = ['numpy', 'nn', 'linalg', 'image', 'math', 'core'];
const aliases = (table: Table): Table =>
  Object.fromEntries(
    Object.entries(table).flatMap(([name, row]) => {
      const [, own] = /^keras\.ops\.([a-z_0-9]+)$/.exec(name) ?? [];
      return own === undefined ? [] : submodules.map(module => [`keras.ops.${module}.${own}`, row]);
    }),
  );

const isArrays = (name: string): boolean => name.startsWith('numpy.');
const part = (table: Table, arrays: boolean): Table =>
  Object.fromEntries(Object.entries(table).filter(([name]) => isArrays(name) === arrays));

/** Functions of tf and keras.ops. */
export const opFunctions: Table = { ...part(everything, false), ...aliases(everything) };
/** Functions of NumPy. */
export const arrayFunctions: Table = part(everything, true);

export const opKinds: Kinds = { ...dtypeKinds, ...shapeKinds, [OBJECT_ARRAY]: objectArrayKind };

/** Names that are plain values. */
export const opConstants: { readonly [name: string]: Value } = {
  'tf.newaxis': NONE,
  'numpy.newaxis': NONE,
  'numpy.pi': float(Math.PI),
  'numpy.e': float(Math.E),
  'numpy.inf': float(Number.POSITIVE_INFINITY),
  'numpy.nan': float(Number.NaN),
};
