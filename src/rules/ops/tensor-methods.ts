import { compatible, mergedDim, printShape } from '../../tensor/shape';
import { asNumber } from '../../values/read';
import { float, int, list, NONE, type TensorValue, UNKNOWN, type Value } from '../../values/value';
import { placeOf, shapelessOf } from '../core/facts';
import { fail } from '../core/report';
import { type Call, parameters, type Row, type Rule, type Table } from '../core/rule';
import { asShape, tensor } from '../core/tensors';
import { creationFunctions } from './creation';
import { mapped } from './elementwise';
import { gatheringFunctions } from './gathering';
import { dense, made, operand, refuseCall } from './operand';
import { productFunctions } from './products';
import { raggedFunctions } from './ragged';
import { reductionFunctions } from './reductions';
import { shapingFunctions } from './shaping';
import { shapeObject } from './tensor-shape';
import { variableFunctions } from './variables';

const selfTensor = ({ self }: Call): TensorValue | undefined => (self.kind === 'tensor' ? self : undefined);

/** `.numpy()`: an array, of an eager tensor; what Dataset.map and tf.function trace has none. */
const toArray: Rule = call => {
  const self = selfTensor(call);
  if (self === undefined) return UNKNOWN;
  if (self.family === 'graph' && call.session.graphDepth > 0)
    return fail(
      call,
      'symbolic-value',
      'This tensor is symbolic: the function is traced once and has no values, so .numpy() does not exist here. Use TensorFlow functions on the tensor, or tf.py_function. TensorFlow: "numpy() is only available when eager execution is enabled".',
    );
  // A scalar of texts gives Python's bytes.
  if (self.type.raggedRank !== undefined || (self.type.dtype === 'string' && !self.type.shape?.length)) return UNKNOWN;
  return tensor('numpy', self.type.shape, self.type.dtype, self.constant ? { constant: self.constant } : {});
};

/** Nested Python lists; known where the elements are. */
const toList: Rule = call => {
  const self = selfTensor(call);
  if (self === undefined || self.type.shape === null) return UNKNOWN;
  const { constant } = self;
  if (self.type.shape.length === 0) return single(self);
  if (self.type.shape.length !== 1 || constant === undefined) return list(null);
  return list(constant.map(item => (typeof item === 'number' ? (self.type.dtype?.includes('int') ? int(item) : float(item)) : UNKNOWN)));
};

const single = (self: TensorValue): Value => {
  const number = self.constant?.length === 1 && typeof self.constant[0] === 'number' ? self.constant[0] : undefined;
  return number === undefined ? UNKNOWN : self.type.dtype?.includes('int') ? int(number) : float(number);
};

const item: Rule = call => {
  const self = selfTensor(call);
  return self && call.args.rest.length === 0 ? single(self) : UNKNOWN;
};

/** `int(tensor)`, `float(tensor)`: a number where it is known. A traced function gets a tensor. */
const number =
  (make: (value: number) => Value, kind: string): Rule =>
  call => {
    const self = selfTensor(call);
    if (self?.family === 'keras')
      return fail(
        call,
        'symbolic-value',
        `A symbolic Keras tensor has a shape and no values yet, so ${kind}() cannot convert it. Keras: "A KerasTensor is symbolic … You cannot convert it to ${kind === 'int' ? 'an int' : 'a float'}."`,
      );
    const value = self && asNumber(self);
    return value === undefined || !Number.isFinite(value) ? UNKNOWN : make(value);
  };

const noLength: Rule = call =>
  fail(
    call,
    'symbolic-value',
    'A symbolic Keras tensor has no len(); its sizes are in x.shape. Python: "object of type \'KerasTensor\' has no len()".',
  );

const numbers: Table = { __int__: number(value => int(Math.trunc(value)), 'int'), __float__: number(float, 'float') };

/** `.set_shape(…)`: the tensor itself has the shape from now on, with what was known of it before. */
const setShape: Rule = call => {
  const self = selfTensor(call);
  if (self === undefined) return NONE;
  const unshaped = shapelessOf(self);
  if (unshaped) call.session.shaped.add(placeOf(unshaped.at));
  const shape = asShape(call.args.get('shape'));
  if (!shape) return NONE;
  const before = self.type.shape;
  if (!compatible(before, shape)) {
    return refuseCall(
      call,
      'op-shape',
      `the tensor has shape ${printShape(before)}, not ${printShape(shape)}. TensorFlow: "Tensor's shape ${printShape(before)} is not compatible with supplied shape ${printShape(shape)}"`,
    );
  }
  call.context.become({ ...self, type: { ...self.type, shape: shape.map((dim, axis) => mergedDim(dim, before?.[axis] ?? null)) } });
  return NONE;
};

const getShape: Rule = call => {
  const self = selfTensor(call);
  return self ? shapeObject(self.type.shape, call.context.span) : UNKNOWN;
};

const absolute: Rule = call =>
  mapped(
    {
      ...call,
      api:
        call.self.kind === 'tensor' && call.self.family === 'numpy'
          ? 'numpy.abs'
          : call.self.kind === 'tensor' && call.self.family === 'keras'
            ? 'keras.ops.abs'
            : 'tf.abs',
    },
    call.self,
    'same',
  );

const unknownRule: Rule = () => UNKNOWN;

const copy: Rule = call => {
  const self = selfTensor(call);
  return self ? made(call, [self], self.type.shape, self.type.dtype, self.constant && { constant: self.constant }) : UNKNOWN;
};

const fill: Rule = () => NONE;

const nonzero: Rule = call => {
  const { shape } = operand(call.self);
  return shape === null ? UNKNOWN : { kind: 'tuple', items: shape.map(() => tensor('numpy', [null], 'int64')) };
};

const named = (owner: string, table: { readonly [name: string]: Row | Rule }): Table =>
  Object.fromEntries(
    Object.entries(table).map(([name, row]) => [
      `${owner}.${name}`,
      typeof row === 'function' ? { rule: row, parameters: parameters('*args, **kwargs') } : row,
    ]),
  );

const tensorRows: Table = {
  ...numbers,
  numpy: toArray,
  get_shape: getShape,
  set_shape: { rule: dense(setShape), parameters: parameters('shape') },
  __abs__: absolute,
};
const variableRows: Table = { ...tensorRows, value: copy, read_value: copy };
const arrayRows: Table = {
  ...numbers,
  __abs__: absolute,
  tolist: toList,
  item,
  copy,
  numpy: unknownRule,
  round: copy,
  clip: copy,
  conj: copy,
  view: unknownRule,
  sort: fill,
  fill,
  nonzero: dense(nonzero),
  tobytes: unknownRule,
};

/** Methods of tensors and arrays. */
export const methodFunctions: Table = {
  ...named('tf.Tensor', tensorRows),
  ...named('tf.Variable', variableRows),
  ...named('tf.RaggedTensor', tensorRows),
  ...named('keras.KerasTensor', { ...numbers, __abs__: absolute, __len__: noLength }),
  ...named('numpy.ndarray', arrayRows),
};

const namesOf = (owner: string, ...tables: Table[]): Set<string> =>
  new Set(
    tables
      .flatMap(table => Object.keys(table))
      .filter(name => name.startsWith(`${owner}.`))
      .map(name => name.slice(owner.length + 1)),
  );

export const arrayMethods: ReadonlySet<string> = namesOf(
  'numpy.ndarray',
  methodFunctions,
  creationFunctions,
  productFunctions,
  reductionFunctions,
  shapingFunctions,
  gatheringFunctions,
);
const OWNERS = ['tf.Tensor', 'tf.Variable', 'keras.KerasTensor', 'tf.RaggedTensor', 'tf.SparseTensor'];
export const tensorMethods: { readonly [owner: string]: ReadonlySet<string> } = Object.fromEntries(
  OWNERS.map(owner => [owner, namesOf(owner, methodFunctions, raggedFunctions, variableFunctions)]),
);
