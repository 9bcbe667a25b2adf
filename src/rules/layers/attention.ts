import { type Dim, printBatch, printShape, type Shape } from '../../tensor/shape';
import { asBool, asInt, asItems, asString } from '../../values/read';
import { tuple, UNKNOWN, type Value } from '../../values/value';
import { exactShape } from '../core/facts';
import type { Call } from '../core/rule';
import { tensor } from '../core/tensors';
import { refuseArgument, refusesNotPositiveInteger } from './arguments';
import { type Built, type LayerCall, type LayerRule, type LayerTable, layerFamily, type WeightCount } from './layer';
import { refused, refuseInput, refusesNone } from './refuse';
import { product, sum, trainable } from './weights';

/** Query, value and key of a call, as positional arguments or by name; the key is the value where it is not given. */
function roles({ call }: LayerCall): { query: Value; value: Value; key: Value } | undefined {
  const { rest, all } = call.args;
  const [query, value, key] = ['query', 'value', 'key'].map((name, index) => rest[index] ?? all[name]);
  if (query === undefined || value === undefined) return undefined;
  return { query, value, key: key === undefined || key.kind === 'none' ? value : key };
}

/** The output, with the scores behind where the call asks for them. */
function withScores(call: LayerCall, output: Shape, scores: Shape): Value {
  const asked = call.call.args.all.return_attention_scores;
  const wanted = asked === undefined ? (call.call.args.open ? undefined : false) : asBool(asked);
  const family = layerFamily(call.call.session, call.tensors);
  const more = call.settled ? { facts: exactShape } : {};
  const first = tensor(family, output, call.compute, more);
  if (wanted === false) return first;
  return wanted === undefined ? UNKNOWN : tuple([first, tensor(family, scores, call.compute)]);
}

const differs = (call: LayerCall, a: readonly Dim[], b: readonly Dim[]): boolean =>
  a.length !== b.length || a.some((dim, axis) => dim !== b[axis] && (call.exact || (dim !== null && b[axis] !== null)));

function multiHead(call: LayerCall): Value {
  const given = roles(call);
  if (given === undefined || given.query.kind !== 'tensor' || given.value.kind !== 'tensor') return UNKNOWN;
  const [query, value] = [given.query.type.shape, given.value.type.shape];
  const key = given.key.kind === 'tensor' ? given.key.type.shape : null;
  if (value !== null && key !== null && differs(call, value.slice(1, -1), key.slice(1, -1))) {
    const says = `takes a value and a key of the same length, but gets ${printBatch(value)} and ${printBatch(key)}.`;
    refuseInput(call, 'layer-input-shape', says, 'All dimensions of `value` and `key`, except the last one, must be equal.', {
      onlyKeras3: value.includes(null) || key.includes(null),
    });
    return refused;
  }
  if ([query, value, key].some(shape => refusesNone(call, shape, -1)) || refusesMask(call, query, value)) return refused;
  const width = call.config.get('output_shape');
  const sizes = width.kind === 'none' ? undefined : width.kind === 'int' ? [width] : asItems(width);
  if (query === null || (width.kind !== 'none' && sizes === undefined)) return withScores(call, null, null);
  const output = sizes === undefined ? query : [...query.slice(0, -1), ...sizes.map(size => asInt(size) ?? null)];
  const heads = asInt(call.config.get('num_heads')) ?? null;
  // Symbolic scores are as long as the query on both sides, whatever the value's length.
  const other = call.symbolic ? (query[1] ?? null) : (value?.[1] ?? null);
  const hasScores = call.symbolic ? query.length > 1 : query.length === 3 && call.config.get('attention_axes').kind === 'none';
  return withScores(call, output, hasScores ? [query[0], heads, query[1], other] : null);
}

/** `attention_mask` against the scores, (…, query steps, value steps): a mask of two axes has its batch where the query's steps are. */
function refusesMask(call: LayerCall, query: Shape, value: Shape): boolean {
  const mask = call.call.args.all.attention_mask;
  const shape = mask?.kind === 'tensor' ? mask.type.shape : null;
  if (call.symbolic || !shape || shape.length < 2 || query?.length !== 3 || value?.length !== 3) return false;
  if (call.config.get('attention_axes').kind !== 'none') return false;
  const scores = [query[1], value[1]];
  const given = shape.slice(-2);
  const wrong = given.findIndex(
    (size, axis) => size !== null && scores[axis] !== null && size !== 1 && scores[axis] !== 1 && size !== scores[axis],
  );
  if (wrong < 0) return false;
  const advice = shape.length === 2 ? ' Give it an axis for the query: mask[:, None, :].' : '';
  return refuseInput(
    call,
    'layer-input-shape',
    `takes a mask of (batch, ${scores.join(', ')}), and gets ${printShape(shape)}.${advice}`,
    `Dimensions must be equal, but are ${scores[wrong]} and ${given[wrong]}`,
    { span: call.call.context.span, inModel: true },
  );
}

function multiHeadWeights({ config, shapes }: Built): WeightCount | null {
  const [query, value, key = value] = shapes;
  const [heads, size] = [asInt(config.get('num_heads')), asInt(config.get('key_dim'))];
  const valueSize = config.get('value_dim').kind === 'none' ? size : asInt(config.get('value_dim'));
  const bias = asBool(config.get('use_bias'));
  if (heads === undefined || size === undefined || valueSize === undefined || bias === undefined || !query || !value || !key) return null;
  if (config.get('output_shape').kind !== 'none' || asBool(config.get('use_gate')) !== false) return null;
  const one = bias ? 1 : 0;
  const project = (features: Dim | undefined, width: number): WeightCount | null =>
    sum(trainable(product(features, heads * width)), trainable(one * heads * width));
  const out = query.at(-1) ?? null;
  const back = sum(trainable(product(heads * valueSize, out)), trainable(product(one, out)));
  return sum(project(query.at(-1), size), project(key.at(-1), size), project(value.at(-1), valueSize), back);
}

/** Attention with fewer heads for keys and values; only the query's width may differ from nothing. */
function grouped(call: LayerCall): Value {
  const given = roles(call);
  if (given === undefined || given.query.kind !== 'tensor' || given.value.kind !== 'tensor') return UNKNOWN;
  const [query, value] = [given.query.type.shape, given.value.type.shape];
  const flat = [query, value].find(shape => shape !== null && shape.length < 3);
  if (flat) {
    refuseInput(
      call,
      'layer-input-rank',
      `takes inputs with 3 axes, (batch, steps, features), but gets ${printBatch(flat)}.`,
      'tuple index out of range',
    );
    return refused;
  }
  if ([query, value].some(shape => refusesNone(call, shape, -1))) return refused;
  const [left, right] = [query?.at(-1) ?? null, value?.at(-1) ?? null];
  if (left !== null && right !== null && left !== right && call.symbolic) {
    const says = `takes a query and a value of the same width, but gets ${printBatch(query)} and ${printBatch(value)}.`;
    const keras = `The last dimension of \`query_shape\` and \`value_shape\` must be equal, but are ${left}, ${right}.`;
    refuseInput(call, 'layer-input-shape', says, keras);
    return refused;
  }
  const heads = asInt(call.config.get('num_query_heads')) ?? null;
  return withScores(call, query, query && value && query.length === 3 ? [query[0], heads, query[1], value[1] ?? null] : null);
}

/** `Attention()([query, value])`, with a key or without (keras.src.layers.attention.attention). */
function dotAttention(call: LayerCall): Value {
  const items = asItems(call.inputs);
  const { tensors } = call;
  const count = call.inputs.kind === 'tensor' ? 1 : items?.length;
  if (count === undefined || (items && items.length !== tensors.length)) return UNKNOWN;
  if (count < 2 || count > 3 || call.inputs.kind === 'tuple') {
    if (call.inputs.kind === 'tuple') return UNKNOWN;
    const keras = 'Attention layer must be called on a list of inputs, namely [query, value] or [query, value, key].';
    refuseInput(call, 'layer-input-shape', 'takes a list of two or three tensors, [query, value] or [query, value, key].', keras);
    return refused;
  }
  const [query, value, key = value] = tensors.map(({ type }) => type.shape);
  if (scales(call) && refusesNone(call, query, -1, undefined, { onlyKeras3: query?.length === 1 })) return refused;
  const output = query && value && [...query.slice(0, -1), value.at(-1) ?? null];
  return withScores(call, output, query && key && [...query.slice(0, -1), key.at(-2) ?? null]);
}

/** `AdditiveAttention` learns a scale for each feature of the query. */
const scales = ({ layer, config }: LayerCall): boolean =>
  layer.class.endsWith('.AdditiveAttention') && asBool(config.get('use_scale')) === true;

const dotRule = (weights: LayerRule['weights'], construct?: LayerRule['construct']): LayerRule => ({
  ...(construct && { construct }),
  call: dotAttention,
  ...(weights && { weights }),
});

const refusesMode = (call: Call): boolean => {
  const mode = asString(call.args.get('score_mode'));
  if (mode === undefined || mode === 'dot' || mode === 'concat') return false;
  const keras = "Invalid value for argument score_mode. Expected one of {'dot', 'concat'}.";
  return refuseArgument(call, 'score_mode', 'for score_mode "dot" or "concat"', keras);
};

const refusesGroups = (call: Call): boolean => {
  const [heads, groups] = [asInt(call.args.get('num_query_heads')), asInt(call.args.get('num_key_value_heads'))];
  if (heads === undefined || groups === undefined || groups <= 0 || heads % groups === 0) return false;
  const keras = '`num_query_heads` must be divisible by `num_key_value_heads`.';
  return refuseArgument(call, 'num_key_value_heads', 'a number of query heads that num_key_value_heads divides', keras);
};

/** https://keras.io/api/layers/attention_layers/ */
export const attentionLayers: LayerTable = {
  MultiHeadAttention: {
    axes: { 3: ['position', 'vector'] },
    construct: call => refusesNotPositiveInteger(call, 'num_heads') || refusesNotPositiveInteger(call, 'key_dim'),
    call: multiHead,
    weights: multiHeadWeights,
  },
  GroupQueryAttention: { construct: refusesGroups, call: grouped, weights: () => null },
  Attention: dotRule(({ config }) => {
    const [scale, mode] = [asBool(config.get('use_scale')), asString(config.get('score_mode'))];
    return scale === undefined || mode === undefined ? null : { trainable: (scale ? 1 : 0) + (mode === 'concat' ? 1 : 0), frozen: 0 };
  }, refusesMode),
  AdditiveAttention: dotRule(({ config, shapes: [query] }) => {
    const scale = asBool(config.get('use_scale'));
    return scale === undefined ? null : trainable(scale ? (query?.at(-1) ?? null) : 0);
  }),
};
