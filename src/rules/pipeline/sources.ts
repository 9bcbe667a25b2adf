import { printType } from '../../tensor/type';
import { asInt, asItems } from '../../values/read';
import { list, str, tuple, UNKNOWN, type Value } from '../../values/value';
import { recordsOf } from '../core/facts';
import { object } from '../core/objects';
import { fail } from '../core/report';
import type { Call, Rule } from '../core/rule';
import { asDType, asShape, tensor, tensorsIn } from '../core/tensors';
import { isInhomogeneous, objectArrayOf } from '../ops/object-arrays';
import { pathText } from '../system/path-text';
import { matchingPaths } from '../system/paths';
import { anyDataset, type DatasetState, dataset } from './dataset';
import { generatorMistake, yieldedBy } from './generator';
import { asElement, components, leaves, members, withShape } from './nest';

/** Names of files, where all are known. */
export function fileNames(value: Value): readonly string[] | null {
  const single = pathText(value);
  if (single !== undefined) return [single];
  if (value.kind === 'tensor') return value.constant?.every(item => typeof item === 'string') ? (value.constant as string[]) : null;
  if (value.kind === 'object') return ((value.state.content as DatasetState | undefined)?.files ?? null) as readonly string[] | null;
  const names = asItems(value)?.map(pathText);
  return names && !names.includes(undefined) ? (names as string[]) : null;
}

/** `tf.data.TFRecordDataset(filenames)`: one scalar string a record. */
export const tfRecordDataset: Rule = call => {
  const files = fileNames(call.args.get('filenames'));
  const element = tensor('graph', [], 'string', files ? { facts: recordsOf(files) } : {});
  return object(call, 'tf.data.TFRecordDataset', { element, cardinality: null, files } satisfies DatasetState);
};

/** TextLineDataset, FixedLengthRecordDataset: one scalar string an element. */
export const stringDataset: Rule = call =>
  object(call, call.api, { element: tensor('graph', [], 'string'), cardinality: null, files: null } satisfies DatasetState);

/** Patterns of gfile.glob: one, or a list of them. */
function globbed(call: Call, patterns: Value): readonly string[] | undefined {
  const names = fileNames(patterns);
  const { glob: find } = call.session.workspace;
  if (names === null || find === undefined) return undefined;
  const found = names.map(pattern => find(pattern));
  return found.includes(undefined) ? undefined : found.flatMap(files => files ?? []);
}

/** `tf.io.gfile.glob(pattern)` (and Python's own glob): the files of the workspace that match. */
export const glob: Rule = call => {
  const files = matchingPaths(call, globbed(call, call.args.get('pattern')));
  return list(files ? files.map(str) : null);
};

/** `Dataset.list_files(pattern)`: names of files, as scalar strings. */
export const listFiles: Rule = call => {
  const files = globbed(call, call.args.get('file_pattern')) ?? null;
  return dataset(call, { element: tensor('graph', [], 'string'), cardinality: files && files.length > 0 ? files.length : null, files });
};

/** `Dataset.from_tensor_slices(tensors)`: along the first axis, which all components share. */
export const fromTensorSlices: Rule = call => {
  const given = call.args.get('tensors');
  if (refusesUneven(call, given)) return anyDataset(call);
  const sizes: number[] = [];
  let scalar = false;
  const element = components(given, value => {
    const { shape, raggedRank } = value.type;
    if (shape === null) return tensor('graph', null, value.type.dtype);
    if (shape.length === 0) scalar = true;
    else if (shape[0] !== null) sizes.push(shape[0]);
    const slice = withShape({ ...value, facts: value.facts?.range ? { range: value.facts.range } : undefined }, shape.slice(1));
    return raggedRank === undefined ? slice : tensorOfRaggedRank(slice, raggedRank - 1);
  });
  if (scalar)
    return fail(
      call,
      'op-shape',
      'from_tensor_slices cuts along the first axis, and a scalar has none: "Unbatching a tensor is only supported for rank >= 1". Use from_tensors for a single element.',
      { span: call.args.spanOf('tensors') },
    );
  const differing = sizes.find(size => size !== sizes[0]);
  if (differing !== undefined)
    return fail(
      call,
      'data-cardinality',
      `The components have different numbers of rows: ${[...new Set(sizes)].join(' and ')}. from_tensor_slices pairs them row by row: "Dimensions ${sizes[0]} and ${differing} are not compatible".`,
      { span: call.args.spanOf('tensors') },
    );
  const cardinality = sizes.length > 0 && leaves(element).every(leaf => leaf.kind === 'tensor') ? sizes[0] : null;
  return dataset(call, { element, cardinality, files: given.kind === 'tuple' ? null : fileNames(given) });
};

/** Lists of different lengths, and arrays of such, which are no tensors. */
function refusesUneven(call: Call, given: Value): boolean {
  const parts = leavesOfTuples(given);
  const words = parts.some(objectArrayOf)
    ? 'Failed to convert a NumPy array to a Tensor (Unsupported object type list).'
    : parts.some(part => part.kind === 'list' && tensorsIn(part).length === 0 && isInhomogeneous(part))
      ? "Can't convert non-rectangular Python sequence to Tensor."
      : undefined;
  if (words === undefined) return false;
  const remedy = 'Pad the rows to one length first (keras.utils.pad_sequences), or make them a tf.ragged.constant.';
  fail(call, 'op-shape', `The rows are not equally long. ${remedy} TensorFlow: "${words}"`, { span: call.args.spanOf('tensors') });
  return true;
}

/** What tf.data makes tensors of: tuples and dictionaries are structure, lists are not. */
const leavesOfTuples = (value: Value): readonly Value[] =>
  value.kind === 'list' ? [value] : (members(value)?.flatMap(leavesOfTuples) ?? [value]);

/** Rows of a ragged tensor are ragged to tf.data even where no ragged axis is left; functions get plain tensors then. */
const tensorOfRaggedRank = (value: ReturnType<typeof withShape>, raggedRank: number): Value => ({
  ...value,
  type: { ...value.type, raggedRank },
});

/** `Dataset.from_tensors(tensors)`: one element. */
export const fromTensors: Rule = call =>
  dataset(call, {
    element: components(call.args.get('tensors'), value => withShape({ ...value, facts: undefined }, value.type.shape)),
    cardinality: 1,
    files: null,
  });

/** `Dataset.range(start, stop, step, output_type=int64)`. */
export const range: Rule = call => {
  const numbers = call.args.rest.map(asInt);
  const dtype = call.args.given('output_type') ? (asDType(call.args.get('output_type')) ?? null) : 'int64';
  const known = numbers.every(number => number !== undefined) && numbers.length > 0 && !call.args.open;
  const [start, stop, step = 1] = numbers.length === 1 ? [0, numbers[0]] : numbers;
  const count = known && start !== undefined && stop !== undefined && step !== 0 ? Math.max(0, Math.ceil((stop - start) / step)) : null;
  return dataset(call, { element: tensor('graph', [], dtype), cardinality: count, files: null });
};

/** A nest of TensorSpec, RaggedTensorSpec, SparseTensorSpec or Dataset specs, as elements. */
export function fromSpec(spec: Value): Value {
  if (spec.kind === 'tensor') return asElement(spec);
  const entries = spec.kind === 'tuple' || spec.kind === 'dict' || spec.kind === 'list' ? mapSpecs(spec) : undefined;
  if (entries) return entries;
  if (spec.kind !== 'object') return UNKNOWN;
  const { shape, dtype, ragged_rank } = spec.origin.args;
  const dims = shape === undefined || shape.kind === 'none' ? null : (asShape(shape) ?? null);
  const element = dtype === undefined ? 'float32' : asDType(dtype);
  if (element === undefined) return UNKNOWN;
  const plain = tensor('graph', dims, element);
  const kinds: { [type: string]: () => Value } = {
    'tf.TensorSpec': () => (dtype === undefined ? tensor('graph', dims, 'float32') : plain),
    'tf.SparseTensorSpec': () => ({ ...plain, type: { ...plain.type, sparse: true } }),
    'tf.RaggedTensorSpec': () => {
      const raggedRank = ragged_rank === undefined ? (dims === null ? undefined : dims.length - 1) : asInt(ragged_rank);
      return raggedRank === undefined ? UNKNOWN : raggedRank === 0 ? plain : { ...plain, type: { ...plain.type, raggedRank } };
    },
  };
  return Object.hasOwn(kinds, spec.type) ? kinds[spec.type]() : UNKNOWN;
}

function mapSpecs(spec: Value): Value {
  if (spec.kind === 'tuple') return tuple(spec.items.map(fromSpec));
  if (spec.kind === 'list') return spec.cell.content?.items ? tuple(spec.cell.content.items.map(fromSpec)) : UNKNOWN;
  if (spec.kind !== 'dict' || spec.cell.content === null) return UNKNOWN;
  const content = new Map([...spec.cell.content].map(([key, item]) => [key, { ...item, value: fromSpec(item.value) }]));
  return { kind: 'dict', cell: { content } };
}

/** `Dataset.from_generator(generator, output_signature=…)`, or with output_types and output_shapes. */
export const fromGenerator: Rule = call => {
  const signature = call.args.get('output_signature');
  const types = call.args.get('output_types');
  const element = signature.kind !== 'none' ? fromSpec(signature) : fromTypes(types, call.args.get('output_shapes'));
  const given = yieldedBy(call, call.args.get('generator'), call.args.get('args'));
  const broken = given && generatorMistake(call, element, given);
  return dataset(call, { element, cardinality: null, files: null, ...(broken && { broken }) });
};

function fromTypes(types: Value, shapes: Value): Value {
  const items = types.kind === 'tuple' ? types.items : undefined;
  if (items) {
    const each = asItems(shapes);
    return tuple(items.map((type, index) => fromTypes(type, shapes.kind === 'none' ? shapes : (each?.[index] ?? UNKNOWN))));
  }
  if (types.kind === 'dict' && types.cell.content) {
    const each = shapes.kind === 'dict' ? shapes.cell.content : null;
    const content = new Map(
      [...types.cell.content].map(([key, item]) => [
        key,
        { ...item, value: fromTypes(item.value, shapes.kind === 'none' ? shapes : (each?.get(key)?.value ?? UNKNOWN)) },
      ]),
    );
    return { kind: 'dict', cell: { content } };
  }
  const dtype = asDType(types);
  if (!dtype) return UNKNOWN;
  return tensor('graph', shapes.kind === 'none' || shapes.kind === 'unknown' ? null : (asShape(shapes) ?? null), dtype);
}

/** A shape as a message shows it. */
export const shownElement = (element: Value): string => {
  if (element.kind === 'tensor') return printType(element.type);
  if (element.kind === 'tuple') return `(${element.items.map(shownElement).join(', ')})`;
  if (element.kind === 'dict' && element.cell.content)
    return `{${[...element.cell.content.values()].map(item => `${item.key.kind === 'str' ? item.key.value : '?'}: ${shownElement(item.value)}`).join(', ')}}`;
  return 'unknown';
};
