import type { Mistake } from '../../diagnostics/diagnostic';
import type { DType } from '../../tensor/dtype';
import { printShape } from '../../tensor/shape';
import type { TensorType } from '../../tensor/type';
import { asEntries, asItems } from '../../values/read';
import { NONE, type Value } from '../../values/value';
import type { Call } from '../core/rule';
import { isInhomogeneous } from '../ops/object-arrays';
import { operand } from '../ops/operand';

/** What a generator of the program gives, where it takes no arguments; one value for all. */
export function yieldedBy(call: Call, generator: Value, args: Value): Value | undefined {
  if (args.kind !== 'none' || !['function', 'method', 'instance'].includes(generator.kind)) return undefined;
  // What goes wrong in it does so where the dataset is read, if it is.
  const made = call.context.quietly(() => call.context.call(generator, []));
  return made.kind === 'generator' ? made.each : undefined;
}

/** Why TensorFlow refuses what a generator gives for an element of this signature, in its words; undefined where it does not, for all that is known. */
export function refusedElement(signature: Value, given: Value): string | undefined {
  if (given.kind === 'unknown' && given.integer === undefined) return undefined;
  const structure = '`generator` yielded an element that did not match the expected structure.';
  const parts = signature.kind === 'tuple' ? signature.items : undefined;
  if (parts !== undefined) {
    const items = given.kind === 'tuple' ? given.items : undefined;
    if (items === undefined || items.length !== parts.length) return structure;
    return parts.map((part, index) => refusedElement(part, items[index])).find(words => words !== undefined);
  }
  const entries = asEntries(signature);
  if (entries !== undefined) {
    const values = given.kind === 'dict' ? asEntries(given) : [];
    if (values === undefined) return undefined;
    const named = new Map(values);
    if (named.size !== entries.length || entries.some(([name]) => !named.has(name))) return structure;
    return entries.map(([name, part]) => refusedElement(part, named.get(name) ?? NONE)).find(words => words !== undefined);
  }
  return signature.kind === 'tensor' ? refusedLeaf(signature.type, given) : undefined;
}

function refusedLeaf(wanted: TensorType, given: Value): string | undefined {
  if (wanted.sparse || wanted.raggedRank !== undefined || given.kind === 'dict' || given.kind === 'none') return undefined;
  const unfit = '`generator` yielded an element that could not be converted to the expected type.';
  if (asItems(given) && isInhomogeneous(given)) return unfit;
  const { shape, dtype } = given.kind === 'unknown' ? { shape: [], dtype: 'int64' as DType } : operand(given, 'numpy');
  if (dtype === 'string' && wanted.dtype !== null && wanted.dtype !== 'string') return unfit;
  if (wanted.shape === null || shape === null) return undefined;
  const isFit =
    shape.length === wanted.shape.length &&
    shape.every((dim, axis) => dim === null || wanted.shape?.[axis] === null || dim === wanted.shape?.[axis]);
  if (isFit) return undefined;
  return `\`generator\` yielded an element of shape ${printShape(shape)} where an element of shape ${printShape(wanted.shape)} was expected.`;
}

/** What is wrong with a dataset of a generator, to be told where the dataset is read; undefined where nothing is. */
export function generatorMistake(call: Call, signature: Value, given: Value): Omit<Mistake, 'related'> | undefined {
  const words = refusedElement(signature, given);
  if (words === undefined) return undefined;
  const parameter = call.args.given('output_signature') === true ? 'output_signature' : 'output_shapes';
  const span = call.args.spanOf(call.args.given(parameter) === true ? parameter : 'output_types');
  return {
    rule: 'generator-signature',
    level: 'error',
    message: `The generator does not give what this says. Make the two agree. TensorFlow: "${words}"`,
    span,
  };
}
