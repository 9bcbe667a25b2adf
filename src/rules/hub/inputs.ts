import type { Fix } from '../../diagnostics/diagnostic';
import type { Span } from '../../diagnostics/span';
import type { HubType } from '../../hub/module';
import { isFloat } from '../../tensor/dtype';
import { printShape, type Shape } from '../../tensor/shape';
import { asString } from '../../values/read';
import { dict, str, type TensorValue, type Value } from '../../values/value';
import { wrapped } from '../core/edits';
import { shapeSpanOf } from '../core/facts';
import { fail } from '../core/report';
import type { Call } from '../core/rule';
import { typeOf } from '../core/tensors';

/** What is called: a module, or one of its signatures. */
export interface Taker {
  /** What it is called in a sentence. */
  readonly what: string;
  /** Keras makes one kind of float of all kinds. */
  readonly casts: boolean;
}

/** Items of a dictionary whose keys are all known texts. */
export function namedItems(value: Value): { readonly [name: string]: Value } | undefined {
  if (value.kind !== 'dict' || value.cell.content === null) return undefined;
  const entries = [...value.cell.content.values()].map(item => [asString(item.key), item.value] as const);
  return entries.every((entry): entry is readonly [string, Value] => entry[0] !== undefined) ? Object.fromEntries(entries) : undefined;
}

export const dictOf = (values: { readonly [name: string]: Value }): Value =>
  dict(Object.entries(values).map(([name, value]) => ({ key: str(name), value })));

/** Whether one tensor is refused; reports it. `name`: the input that it is given as. Images of another size are not this rule's business. */
export function refusesOne(call: Call, { what, casts }: Taker, taken: HubType, given: Value, name?: string): boolean {
  const type = typeOf(given);
  if (type === undefined) return false;
  const { shape, dtype } = type;
  const ranks = shape !== null && taken.shape !== null && shape.length !== taken.shape.length;
  const clashes = ranks ? [] : clashingAxes(shape, taken.shape);
  const isOtherSize = taken.shape?.length === 4 && clashes.every(axis => axis === 1 || axis === 2);
  const isOtherDType = dtype !== null && clashingDTypes(taken, type, given, casts);
  if (!ranks && !isOtherDType && (clashes.length === 0 || isOtherSize)) return false;
  const [as, span] = [name === undefined ? '' : ` as '${name}'`, argumentOf(call, given)];
  fail(
    call,
    'hub-input',
    `${what} takes ${taken.dtype} ${printShape(taken.shape)}${as}, and gets ${dtype ?? 'a tensor'} ${printShape(shape)} (None is the batch).${adviceFor(taken, type, ranks)}`,
    { fixes: fixesFor(call, taken, given, ranks), ...(span && name !== undefined && { span }) },
  );
  return true;
}

/** Whether tensors by name are refused: another name, one that is missing, or one of the tensors; reports it. */
export function refusesNamed(
  call: Call,
  taker: Taker,
  taken: { readonly [name: string]: HubType },
  given: { readonly [name: string]: Value },
): boolean {
  const [missing] = Object.keys(taken).filter(name => !Object.hasOwn(given, name));
  const [foreign] = Object.keys(given).filter(name => !Object.hasOwn(taken, name));
  if (missing === undefined && foreign === undefined)
    return Object.keys(taken).some(name => refusesOne(call, taker, taken[name], given[name], name));
  const names = Object.keys(taken)
    .map(name => `'${name}'`)
    .join(', ');
  const why = foreign === undefined ? `lacks '${missing}'` : `gets '${foreign}'`;
  fail(call, 'hub-input', `${taker.what} takes ${names}, and ${why}. TensorFlow: "Binding inputs to tf.function failed".`);
  return true;
}

/** Whether something is given instead of a dictionary of tensors; reports it. */
export function refusesNoDict(call: Call, { what }: Taker, taken: { readonly [name: string]: HubType }, given: Value): boolean {
  const isOther = given.kind === 'tensor' || given.kind === 'list' || given.kind === 'tuple' || given.kind === 'str';
  if (!isOther) return false;
  const names = Object.keys(taken).map(name => `"${name}": …`);
  fail(
    call,
    'hub-input',
    `${what} takes a dictionary {${names.join(', ')}}, and gets something else. TensorFlow: "Binding inputs to tf.function failed".`,
  );
  return true;
}

/** Reports arguments without names where a signature takes several tensors. */
export function refusesPositional(call: Call, { what }: Taker, taken: { readonly [name: string]: HubType }): Value {
  const names = Object.keys(taken).map(name => `${name}=…`);
  return fail(
    call,
    'hub-input',
    `${what} takes its tensors by name only: ${names.join(', ')}. TensorFlow: "Binding inputs to tf.function failed due to too many positional arguments".`,
  );
}

/** Reports a dictionary where one tensor is taken. */
export function refusesDict(call: Call, { what }: Taker, taken: HubType): true {
  fail(
    call,
    'hub-input',
    `${what} takes one tensor, ${taken.dtype} ${printShape(taken.shape)}, and gets a dictionary. TensorFlow: "Binding inputs to tf.function failed".`,
  );
  return true;
}

/** Axes whose sizes are known and differ. */
const clashingAxes = (given: Shape, taken: Shape): number[] =>
  (given ?? []).flatMap((dim, axis) => (dim !== null && taken?.[axis] != null && dim !== taken[axis] ? [axis] : []));

/** TensorFlow converts what is no tensor yet; a tensor has to be of the very dtype. */
function clashingDTypes(taken: HubType, { dtype }: Pick<TensorValue['type'], 'dtype'>, given: Value, casts: boolean): boolean {
  if (dtype === null || dtype === taken.dtype) return false;
  if (dtype === 'string' || taken.dtype === 'string') return true;
  // A layer makes tensors of arrays before it hands them on.
  if (given.kind !== 'tensor' || (given.family === 'numpy' && !casts)) return false;
  return !(casts && isFloat(dtype) && isFloat(taken.dtype));
}

function adviceFor(taken: HubType, { shape, dtype }: TensorValue['type'], ranks: boolean): string {
  if (taken.dtype === 'string') return ` ${textAdvice(shape, dtype)}`;
  if (ranks && taken.shape?.length === 4) return ' It takes batches of images, (None, height, width, 3).';
  if (dtype === null || dtype === taken.dtype || dtype === 'string') return '';
  return dtype === 'uint8' && isFloat(taken.dtype)
    ? ' Convert the images with tf.image.convert_image_dtype.'
    : ` Convert with tf.cast(…, tf.${taken.dtype}).`;
}

const textAdvice = (shape: Shape, dtype: TensorValue['type']['dtype']): string =>
  dtype !== 'string' && dtype !== null
    ? 'The module reads the texts themselves and does its own splitting: give it strings, no ids.'
    : shape?.length === 2 && shape[1] === 1
      ? 'One text is a scalar: declare Input(shape=(), dtype=tf.string).'
      : 'Give it one string per sample, not split into words.';

/** Input(shape=(1,)) of texts becomes Input(shape=()); numbers of another dtype are converted where they are given. */
function fixesFor(call: Call, taken: HubType, given: Value, ranks: boolean): Fix[] {
  if (given.kind !== 'tensor') return [];
  if (taken.dtype !== 'string') return ranks ? [] : converted(call, taken, given);
  const span = shapeSpanOf(given);
  if (span === undefined || given.type.dtype !== 'string' || given.type.shape?.length !== 2) return [];
  return [{ title: 'Declare one text per sample: shape=()', edits: [{ span, text: '()' }] }];
}

function converted(call: Call, taken: HubType, given: TensorValue): Fix[] {
  const [tf, span, { dtype }] = [call.context.spelling('tf'), argumentOf(call, given), given.type];
  if (tf === undefined || span === undefined || dtype === null || dtype === 'string' || dtype === taken.dtype) return [];
  if (dtype === 'uint8' && isFloat(taken.dtype))
    return [{ title: 'Convert the images', edits: wrapped(span, `${tf}.image.convert_image_dtype(`, `, ${tf}.${taken.dtype})`) }];
  return [{ title: `Convert to ${taken.dtype}`, edits: wrapped(span, `${tf}.cast(`, `, ${tf}.${taken.dtype})`) }];
}

/** Where the program writes an argument of the call; undefined where it is a part of one. */
function argumentOf({ args }: Call, given: Value): Span | undefined {
  const name = Object.keys(args.all).find(each => args.all[each] === given);
  return name === undefined ? undefined : args.spanOf(name);
}
