import type { Span } from '../diagnostics/span';
import { shortName } from '../rules/core/names';
import { asShape } from '../rules/core/tensors';
import { asEntries, asItems } from '../values/read';
import type { TensorValue, Value } from '../values/value';
import { givenTo, readArguments } from './arguments';
import type { Json } from './plan';
import { type Refusals, Refused } from './refused';
import { type SupportedArguments, supportOf, type Tensor } from './support/accepted';
import { featureDescriptions } from './support/ops';

const DENSE = 'has to be a dense tensor; use tf.sparse.to_dense';

/** Why a value is no tensor of this kind, as the rest of a sentence; undefined where it is or may be. */
export function refusalOfTensor({ tensorArgument: kind, rank }: Tensor, value: Value): string | undefined {
  if (kind === 'any') return undefined;
  if (kind === 'sizes') return refusalOfSizes(value);
  if (kind === 'tensors' || kind === 'texts') {
    const items = asItems(value);
    const each = kind === 'texts' ? 'strings' : 'tensor';
    return items === undefined
      ? 'has to be a list of tensors'
      : items.map(item => refusalOfTensor({ tensorArgument: each }, item)).find(why => why);
  }
  if (value.kind === 'tensor') return refusalOfOne(kind, rank, value);
  if (kind === 'sparse' || kind === 'ragged') return `has to be a ${kind} tensor`;
  if (value.kind === 'none' || value.kind === 'dict') return 'has to be a tensor';
  if (kind === 'numbers' && value.kind === 'str') return 'has to be numbers';
  return undefined;
}

function refusalOfOne(kind: Tensor['tensorArgument'], rank: number | undefined, { type }: TensorValue): string | undefined {
  if (kind === 'ragged') return refusalOfRagged(type);
  if (type.raggedRank !== undefined) return 'has to be a dense tensor; use to_tensor()';
  if (kind === 'sparse') return type.sparse ? undefined : 'has to be a sparse tensor';
  if (type.sparse) return DENSE;
  if (kind === 'numbers' && type.dtype === 'string') return 'has to be numbers';
  if (kind === 'strings' && type.dtype !== null && type.dtype !== 'string') return 'has to be strings';
  if (rank !== undefined && type.shape !== null && type.shape.length !== rank) return `has to have ${rank} axes`;
  return undefined;
}

/** Rows of one ragged axis, the last, can be run. */
function refusalOfRagged({ raggedRank, shape }: TensorValue['type']): string | undefined {
  if (raggedRank === undefined) return 'has to be a ragged tensor';
  return shape === null || shape.length === raggedRank + 1 ? undefined : 'has to have rows of single values';
}

function refusalOfSizes(value: Value): string | undefined {
  const items = asItems(value) ?? [value];
  const fits = items.every(item => item.kind === 'int' || (item.kind === 'tensor' && !item.type.sparse) || item.kind === 'object');
  return fits ? undefined : 'has to be whole numbers';
}

/** The dictionary of tf.io.parse_example, with shapes written out. */
export function featuresPlan(value: Value, what: string, span: Span, refusals: Refusals): Json {
  const entries = asEntries(value);
  if (entries === undefined) throw new Refused(span, `The features of ${what} are not known without running the program; write them out.`);
  return Object.fromEntries(entries.map(([name, feature]) => [name, featurePlan(name, feature, what, span, refusals)]));
}

function featurePlan(name: string, value: Value, what: string, span: Span, refusals: Refusals): Json {
  const row = value.kind === 'object' ? supportOf<{ arguments: SupportedArguments }>(featureDescriptions, value.type) : undefined;
  if (value.kind !== 'object' || row === undefined) {
    const found = value.kind === 'object' ? `a ${shortName(value.type)}` : 'not known';
    refusals.add(
      value.kind === 'object' ? value.origin.span : span,
      `The feature "${name}" is ${found}, which cannot be trained from the editor yet.`,
    );
    return null;
  }
  if (value.type === 'tf.io.FixedLenSequenceFeature' && what === 'tf.io.parse_example')
    refusals.add(
      value.origin.span,
      `The feature "${name}" of several records at once cannot be trained from the editor yet; use tf.io.parse_single_example.`,
    );
  const given = givenTo(value, shortName(value.type));
  const config = readArguments(row.arguments, given, refusals);
  if (!('shape' in row.arguments)) return { name: value.type, config };
  const shape = asShape(value.origin.args.shape ?? value);
  if (!shape || shape.includes(null)) refusals.add(given.spanOf('shape'), `The shape of the feature "${name}" has to be written out.`);
  return { name: value.type, config: { shape: shape ? [...shape] : [], ...config } };
}
