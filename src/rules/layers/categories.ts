import type { DType } from '../../tensor/dtype';
import type { Dim } from '../../tensor/shape';
import type { TensorType } from '../../tensor/type';
import { asBool, asInt, asItems, asString } from '../../values/read';
import { UNKNOWN, type Value } from '../../values/value';
import type { Bound } from '../core/bind';
import type { Call } from '../core/rule';
import { refuseArgument, refusesNotPositiveInteger, refusesWord } from './arguments';
import { type LayerCall, type LayerRule, type LayerTable, single } from './layer';
import { refused, refusesNone } from './refuse';
import { writtenVocabularySize } from './vocabulary';
import { product } from './weights';

/** One-hot rows: an axis of size 1 at the end is replaced by the depth, any other is kept before it. */
const oneHot = (shape: readonly Dim[], depth: Dim): readonly Dim[] =>
  shape.length > 1 && shape[shape.length - 1] === 1 ? [...shape.slice(0, -1), depth] : [...shape, depth];

/** Rows that mark which ids occur: the last axis becomes the depth. */
const manyHot = (shape: readonly Dim[], depth: Dim): readonly Dim[] => [...shape.slice(0, -1), depth];

/** Whether the last axis may be 1 or not: then one-hot rows have no known rank. */
const isOpen = (call: LayerCall, shape: readonly Dim[]): boolean => !call.exact && shape.length > 1 && shape[shape.length - 1] === null;

/** Columns of what a lookup gives in other modes than "int". */
function depthOf(config: Bound, isText: boolean): Dim {
  const pads = asBool(config.get('pad_to_max_tokens'));
  if (pads === undefined) return null;
  return pads ? (asInt(config.get('max_tokens')) ?? null) : (writtenVocabularySize(config, isText) ?? null);
}

/** Numbers of the other modes: what the layer computes in while nothing is computed, else ids unless they are weighed. */
function countDType(call: LayerCall, mode: string): DType | null {
  // Symbolic counts have the program's float, whatever the layer's dtype.
  if (call.symbolic) return 'float32';
  if (call.config.given('dtype') !== false) return null;
  return mode === 'tf_idf' ? 'float32' : 'int64';
}

function lookup(call: LayerCall, text: boolean): TensorType | Value {
  const input = single(call);
  const mode = asString(call.config.get('output_mode'));
  const invert = asBool(call.config.get('invert'));
  if (input === undefined || mode === undefined || invert === undefined) return UNKNOWN;
  const { shape, raggedRank } = input;
  if (input.sparse) return UNKNOWN;
  if (mode === 'int') {
    const plain = call.symbolic || call.config.given('dtype') === false ? 'int64' : null;
    const dtype = invert && !call.symbolic && text ? 'string' : plain;
    return { shape, dtype, ...(raggedRank !== undefined && { raggedRank }) };
  }
  const dtype = countDType(call, mode);
  if (shape === null || raggedRank !== undefined || asBool(call.config.get('sparse')) !== false) return UNKNOWN;
  if (mode !== 'one_hot') return { shape: manyHot(shape, depthOf(call.config, false)), dtype };
  return { shape: isOpen(call, shape) ? null : oneHot(shape, depthOf(call.config, false)), dtype };
}

const tokens = (call: Call): boolean => {
  const max = asInt(call.args.get('max_tokens'));
  return (
    max !== undefined &&
    max <= 1 &&
    refuseArgument(call, 'max_tokens', 'for max_tokens a number above 1', 'If set, `max_tokens` must be greater than 1.')
  );
};

/** Words to ids (https://keras.io/api/layers/preprocessing_layers/text/text_vectorization/). */
function vectorize(call: LayerCall): TensorType | Value {
  const input = single(call);
  const { config } = call;
  const mode = asString(config.get('output_mode'));
  if (input === undefined || mode === undefined || input.shape === null || asBool(config.get('ragged')) !== false) return UNKNOWN;
  const { shape } = input;
  const length = asInt(config.get('output_sequence_length')) ?? null;
  const known = config.given('dtype') === false;
  // Symbolic rows keep a column of one text each; tensors lose it.
  const rows = call.symbolic ? shape : shape.length > 1 && shape[shape.length - 1] === 1 ? shape.slice(0, -1) : shape;
  if (mode === 'int') {
    if (call.symbolic) return { shape: [shape[0] ?? null, length], dtype: known ? 'int64' : null };
    const split = config.get('split');
    if (split.kind === 'none' || shape.length > 2) return UNKNOWN;
    return { shape: [...rows, length], dtype: known ? 'int64' : null };
  }
  if (config.get('split').kind === 'none' || !['multi_hot', 'count', 'tf_idf'].includes(mode)) return UNKNOWN;
  return { shape: [...rows, depthOf(config, true)], dtype: countDType(call, mode) };
}

/** `CategoryEncoding`: ids to rows of `num_tokens`. */
function encode(call: LayerCall): TensorType | Value {
  const input = single(call);
  const mode = asString(call.config.get('output_mode'));
  if (input === undefined || mode === undefined || input.shape === null || asBool(call.config.get('sparse')) !== false) return UNKNOWN;
  const { shape } = input;
  const depth = asInt(call.config.get('num_tokens')) ?? null;
  if (shape.length === 0) return call.symbolic ? { shape: [depth], dtype: call.compute } : UNKNOWN;
  if (mode === 'one_hot')
    return isOpen(call, shape) ? { shape: null, dtype: call.compute } : { shape: oneHot(shape, depth), dtype: call.compute };
  if (!call.symbolic && shape.length > 2) return UNKNOWN;
  return { shape: manyHot(shape, depth), dtype: call.compute };
}

function bucket(call: LayerCall): TensorType | Value {
  const input = single(call);
  const mode = asString(call.config.get('output_mode'));
  if (input === undefined || mode === undefined || input.shape === null || asBool(call.config.get('sparse')) !== false) return UNKNOWN;
  const { shape } = input;
  const isPlain = call.config.given('dtype') === false;
  if (mode === 'int') return { shape, dtype: isPlain ? 'int32' : null };
  const bounds = call.config.get('bin_boundaries');
  const count = asItems(bounds)?.length;
  const depth = bounds.kind === 'none' ? (asInt(call.config.get('num_bins')) ?? null) : count === undefined ? null : count + 1;
  if (mode === 'one_hot') return { shape: isOpen(call, shape) ? null : oneHot(shape, depth), dtype: call.compute };
  if (!call.symbolic && shape.length > 2) return UNKNOWN;
  return { shape: shape.length < 2 ? [depth] : [shape[0], ...shape.slice(2), depth], dtype: call.compute };
}

function hash(call: LayerCall): TensorType | Value {
  const input = single(call);
  const mode = asString(call.config.get('output_mode'));
  if (input === undefined || mode === undefined || asBool(call.config.get('sparse')) !== false) return UNKNOWN;
  const isPlain = call.config.given('dtype') === false;
  if (mode === 'int') return { shape: input.shape, dtype: isPlain ? 'int64' : null };
  if (input.shape === null || (!call.symbolic && (mode === 'one_hot' || input.shape.length > 2))) return UNKNOWN;
  return { shape: manyHot(input.shape, asInt(call.config.get('num_bins')) ?? null), dtype: isPlain ? 'float32' : null };
}

function cross(call: LayerCall): TensorType | Value {
  const mode = asString(call.config.get('output_mode'));
  const [first, second] = call.types;
  if (call.types.length !== 2 || mode === undefined || first.shape === null || second.shape === null) return UNKNOWN;
  const isPlain = call.config.given('dtype') === false;
  if (mode === 'int') return { shape: first.shape, dtype: isPlain ? 'int64' : null };
  const depth = asInt(call.config.get('num_bins')) ?? null;
  return call.symbolic && !isOpen(call, first.shape) ? { shape: oneHot(first.shape, depth), dtype: call.compute } : UNKNOWN;
}

const hashBins: LayerRule['construct'] = call =>
  refusesNotPositiveInteger(call, 'num_bins', 'The `num_bins` for `Hashing` cannot be `None` or non-positive values.');

const modes = ['int', 'one_hot', 'multi_hot', 'count', 'tf_idf'];
const exact = { exactCase: true };
const vocabulary: LayerRule['construct'] = call => refusesWord(call, 'output_mode', modes, exact) || tokens(call);

/** Feature-wise normalization learns one mean and variance for each kept axis. */
const normalization: LayerRule = {
  keeps: 'shape',
  call: call => {
    const input = single(call);
    if (input === undefined) return UNKNOWN;
    const value = call.config.get('axis');
    const axes = (value.kind === 'int' ? [value] : (asItems(value) ?? [])).map(asInt);
    const keras = 'All `axis` values to be kept must have a known shape.';
    if (axes.some(axis => axis !== undefined && refusesNone(call, input.shape, axis, keras))) return refused;
    return { shape: input.shape, dtype: call.compute };
  },
  weights: ({ config, shapes: [shape] }) => {
    const value = config.get('axis');
    const axes = value.kind === 'none' ? [] : value.kind === 'int' ? [value] : asItems(value);
    if (axes === undefined || !shape) return null;
    if (config.given('mean')) return { trainable: 0, frozen: 0 };
    const size = product(...axes.map(axis => shape.at(asInt(axis) ?? shape.length)));
    return size === null ? null : { trainable: 0, frozen: 2 * size + 1 };
  },
};

/** https://keras.io/api/layers/preprocessing_layers/categorical/, …/numerical/ and …/text/ */
export const categoryLayers: LayerTable = {
  // How many columns they give follows from data that they adapt to.
  StringLookup: { construct: vocabulary, call: call => lookup(call, true), inexact: true },
  IntegerLookup: { construct: vocabulary, call: call => lookup(call, false), inexact: true },
  TextVectorization: { construct: vocabulary, call: vectorize, inexact: true },
  CategoryEncoding: {
    construct: call =>
      refusesNotPositiveInteger(call, 'num_tokens', '`num_tokens` must be >= 1.') ||
      refusesWord(call, 'output_mode', ['one_hot', 'multi_hot', 'count'], exact),
    call: encode,
  },
  Discretization: { call: bucket },
  Hashing: { construct: hashBins, call: hash },
  HashedCrossing: { call: cross },
  Normalization: normalization,
};
