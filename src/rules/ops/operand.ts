import type { RuleName } from '../../diagnostics/catalogue';
import type { DType } from '../../tensor/dtype';
import { isMisfit, type Misfit } from '../../tensor/misfit';
import type { Promoted, Weak } from '../../tensor/promotion';
import type { Shape } from '../../tensor/shape';
import type { TensorType } from '../../tensor/type';
import { asBool, asInt, asItems, asRepeated } from '../../values/read';
import { type TensorValue, UNKNOWN, type Value } from '../../values/value';
import { exactShape, hasExactShape } from '../core/facts';
import { fail } from '../core/report';
import type { Call, Rule } from '../core/rule';
import { asDType, familyOf, ofType, tensor, tensorsIn, typeOf } from '../core/tensors';

/** Whose semantics a name has: TensorFlow's, keras.ops's or NumPy's. */
export type Dialect = 'tf' | 'keras' | 'numpy';

export const dialectOf = ({ api }: Pick<Call, 'api'>): Dialect =>
  api.startsWith('numpy.') ? 'numpy' : api.startsWith('keras.') ? 'keras' : 'tf';

/** An argument of a numeric function as a tensor type; what is not known of it is null. */
export interface Operand extends Promoted {
  readonly value: Value;
  readonly shape: Shape;
  readonly dtype: DType | null;
  /** Nothing at all is known of it: it may be ragged, sparse or symbolic too. */
  readonly unknown: boolean;
  readonly constant?: TensorValue['constant'];
}

const weakOf: { [kind: string]: Weak } = { bool: 'bool', int: 'int', float: 'float' };
/** NumPy reads Python's numbers as 64 bits wide. */
const wide: { [dtype: string]: DType } = { int32: 'int64', float32: 'float64' };

/** Reads a value as an operand. In NumPy lists of Python numbers are int64 and float64. */
export function operand(value: Value, dialect: Dialect = 'tf'): Operand {
  if (value.kind === 'tensor') {
    const { shape, dtype } = value.type;
    return { value, shape, dtype, unknown: false, ...(value.constant && { constant: value.constant }) };
  }
  const type = typeOf(value);
  if (type === undefined) return { value, shape: null, dtype: null, unknown: true };
  const weak = weakOf[value.kind];
  const listed = isPlainList(value);
  const dtype = dialect === 'numpy' && type.dtype !== null && (listed || weak) ? (wide[type.dtype] ?? type.dtype) : type.dtype;
  const constant = constantOf(value);
  return { value, shape: type.shape, dtype, unknown: false, ...(weak && { weak }), ...(constant && { constant }) };
}

/** A list of Python's own numbers, however deep. */
function isPlainList(value: Value): boolean {
  const each = asRepeated(value)?.each;
  if (each) return each.kind !== 'tensor' && (isPlainList(each) || asItems(each) === undefined);
  return asItems(value) !== undefined && tensorsIn(value).length === 0;
}

/** The elements of a number, a text, or nested lists of them, in row-major order. */
export function constantOf(value: Value): TensorValue['constant'] {
  switch (value.kind) {
    case 'tensor':
      return value.constant;
    case 'int':
    case 'float':
    case 'bool':
    case 'str':
      return [value.value];
    case 'tuple':
    case 'list': {
      const items = asItems(value);
      if (items === undefined || items.length > 256) return undefined;
      const parts = items.map(
        item =>
          constantOf(item) ?? (item.kind === 'unknown' || (item.kind === 'tensor' && item.type.shape?.length === 0) ? [null] : undefined),
      );
      return parts.includes(undefined) ? undefined : parts.flatMap(part => part ?? []);
    }
    default:
      return undefined;
  }
}

/** The first of these parameters that was given (names differ between the dialects), else a default; a method's first is its object. */
export function arg(call: Call, ...names: readonly string[]): Value {
  const given = names.find(name => call.args.given(name) === true);
  if (given !== undefined) return call.args.get(given);
  if (call.args.open) return UNKNOWN;
  return names.map(name => call.args.get(name)).find(value => value.kind !== 'none') ?? { kind: 'none' };
}

/** The tensor that a function or a method works on. */
export const subject = (call: Call, ...names: readonly string[]): Value => (call.self.kind === 'tensor' ? call.self : arg(call, ...names));

/** The same, by the names that NumPy, TensorFlow and Keras give the tensor of a function that gives it another form. */
export const tensorOf = (call: Call): Value => subject(call, 'tensor', 'input', 'x', 'a', 'ary', 'm', 'arr', 'value', 'image', 'array');

/** Whole numbers of an argument: null for None, undefined where they are not known. */
export function ints(value: Value): readonly number[] | null | undefined {
  if (value.kind === 'none') return null;
  const single = value.kind === 'tensor' ? undefined : asInt(value);
  if (single !== undefined) return [single];
  const constant = constantOf(value);
  return constant?.every(item => typeof item === 'number' && Number.isInteger(item)) ? (constant as number[]) : undefined;
}

/** A flag; undefined where it is not known. None counts as false. */
export const flag = (value: Value): boolean | undefined => (value.kind === 'none' ? false : asBool(value));

/** The dtype argument: null where none is given, undefined where it is not known. TensorFlow reads Python's `int` as int32, `float` as float32. */
export function dtypeArgument(call: Call, value: Value): DType | null | undefined {
  const dtype = asDType(value);
  if (value.kind !== 'builtin' || dialectOf(call) === 'numpy') return dtype;
  return ({ int: 'int32', float: 'float32' } as { [name: string]: DType })[value.name] ?? dtype;
}

/** A dtype argument, or what holds without one. */
export function dtypeOr(call: Call, value: Value, otherwise: DType | null): DType | null {
  const dtype = dtypeArgument(call, value);
  return dtype === undefined ? null : (dtype ?? otherwise);
}

/** The family of what a call makes: NumPy's functions make arrays. */
export const familyOfResult = (call: Call, values: readonly Value[]): TensorValue['family'] => {
  const family = familyOf(call.session, [call.self, ...values]);
  return dialectOf(call) === 'numpy' && family !== 'keras' ? 'numpy' : family;
};

/** A result tensor of this call, made from these. */
export const made = (
  call: Call,
  values: readonly Value[],
  shape: Shape,
  dtype: DType | null,
  more?: Parameters<typeof tensor>[3],
): TensorValue => {
  const result = tensor(familyOfResult(call, values), shape, dtype, more);
  return result.family === 'keras' && isExact(call, values) ? { ...result, facts: { ...result.facts, ...exactShape } } : result;
};

/** Whether everything that went in is known, so that an unknown dimension of the result is one that Keras calls None. */
function isExact(call: Call, values: readonly Value[]): boolean {
  const known = (value: Value): boolean =>
    value.kind === 'tensor'
      ? value.type.shape !== null && hasExactShape(value)
      : value.kind !== 'unknown' && (asItems(value)?.every(known) ?? true);
  return !call.args.open && [call.self, ...values, ...Object.values(call.args.all)].every(known);
}

export const madeOf = (call: Call, values: readonly Value[], type: TensorType): TensorValue => ofType(familyOfResult(call, values), type);

/** A result whose shape may turn out impossible, which is then reported under the rule. */
export function settled(
  call: Call,
  values: readonly Value[],
  outcome: Shape | Misfit,
  dtype: DType | null,
  rule: RuleName = 'op-shape',
  more?: Parameters<typeof tensor>[3],
): Value {
  return isMisfit(outcome) ? refuseCall(call, rule, outcome.misfit) : made(call, values, outcome, dtype, more);
}

/** Reports what the called name refuses. */
export const refuseCall = (call: Call, rule: RuleName, why: string): Value =>
  fail(call, rule, `${displayed(call.api)}: ${why}${why.includes('(None') && isSymbolic(call) ? ' (None in front is the batch)' : ''}.`);

const isSymbolic = ({ args }: Call): boolean =>
  [...args.rest, ...Object.values(args.all)].flatMap(tensorsIn).some(({ family }) => family === 'keras');

/** A public name as programs write it. */
export const displayed = (api: string): string =>
  api
    .replace(/^\w+\.operator (.*)$/, '"$1"')
    .replace(/^numpy\./, 'np.')
    .replace(/^(np\.ndarray|tf\.Tensor|keras\.KerasTensor)\./, '.');

/** Ragged and sparse tensors have rules of their own; these are for dense ones, and for what is not known to be otherwise. */
export const dense =
  (rule: Rule): Rule =>
  call => {
    const tensors = [call.self, ...Object.values(call.args.all)].flatMap(tensorsIn);
    return tensors.some(({ type }) => type.raggedRank !== undefined || type.sparse) ? UNKNOWN : rule(call);
  };
