import * as tf from '@tensorflow/tfjs-core';
import * as tfjs from '@tensorflow/tfjs-layers';
import { ModelValue, type NodeValue } from '../model-value';
import { type LayerConfig, type LayerRun, lastSize, type WeightedLayer, weightedLayer } from './weighted';

type Mask = tf.Tensor | undefined;
type Scores = (query: tf.Tensor, key: tf.Tensor, run: LayerRun) => tf.Tensor;

/** Arguments of the call by name, as the plan has them. */
const namedArgument = ({ kwargs }: LayerRun, name: string): NodeValue | undefined =>
  (kwargs.named as { [name: string]: NodeValue } | undefined)?.[name];

const asked = (run: LayerRun, flag: string): boolean => namedArgument(run, flag) === true;

const both = (masks: Mask[]): Mask =>
  masks.reduce<Mask>((all, mask) => (all === undefined || mask === undefined ? (all ?? mask) : tf.logicalAnd(all, mask)), undefined);

/** Where a step of the query may look at a step of the value: [1, query, value]. */
function causalMask(query: number, value: number): tf.Tensor {
  const rows = tf.expandDims(tf.range(0, query, 1, 'int32'), 1);
  return tf.expandDims(tf.greaterEqual(rows, tf.expandDims(tf.range(0, value, 1, 'int32'), 0)), 0);
}

const dropped = (x: tf.Tensor, { config, training }: LayerRun): tf.Tensor =>
  training && Number(config.dropout ?? 0) > 0 ? tf.dropout(x, Number(config.dropout)) : x;

/** Attention of one head: the layers differ in how they compare a query with a key. */
const oneHead = (className: string, weights: WeightedLayer['weights'], scores: Scores) =>
  weightedLayer({
    className,
    weights,
    call: run => {
      const [query, value, key = value] = run.inputs;
      const [queryMask, valueMask] = (run.kwargs.masks ?? []) as Mask[];
      const compared = scores(query, key, run);
      const mask = both([
        valueMask && tf.expandDims(valueMask, -2),
        asked(run, 'use_causal_mask') ? causalMask(query.shape[1] as number, key.shape[1] as number) : undefined,
      ]);
      const shares = dropped(tf.softmax(mask ? tf.where(mask, compared, tf.sub(compared, 1e9)) : compared), run);
      const result = tf.matMul(shares, value);
      const kept = queryMask ? tf.where(tf.expandDims(queryMask, -1), result, tf.zerosLike(result)) : result;
      return asked(run, 'return_attention_scores') ? [kept, shares] : kept;
    },
  });

/** Each step of the query with each of the key, added: [batch, query, key, features]. */
const sums = (query: tf.Tensor, key: tf.Tensor): tf.Tensor => tf.add(tf.expandDims(query, 2), tf.expandDims(key, 1));

export const attention = oneHead(
  'KerasAttention',
  (_, { useScale, scoreMode }) => ({
    ...(useScale === true && { scale: { shape: [], initializer: tfjs.initializers.ones() } }),
    ...(scoreMode === 'concat' && { concat_score_weight: { shape: [], initializer: tfjs.initializers.ones() } }),
  }),
  (query, key, { config, weight }) => {
    const scale = weight('scale') ?? tf.scalar(1);
    if (config.scoreMode !== 'concat') return tf.mul(tf.matMul(query, key, false, true), scale);
    return tf.mul(weight('concat_score_weight') as tf.Tensor, tf.sum(tf.tanh(tf.mul(scale, sums(query, key))), -1));
  },
);

export const additiveAttention = oneHead(
  'KerasAdditiveAttention',
  ([query], { useScale }) =>
    useScale === false ? {} : { scale: { shape: [lastSize(query)], initializer: tfjs.initializers.glorotUniform({}) } },
  (query, key, { weight }) => tf.sum(tf.mul(weight('scale') ?? tf.scalar(1), tf.tanh(sums(query, key))), -1),
);

const projection = (input: number, heads: number, size: number, name: string, config: LayerConfig) => ({
  [`${name}/kernel`]: { shape: [input, heads, size], initializer: config.kernelInitializer, regularizer: config.kernelRegularizer },
  ...(config.useBias !== false && {
    [`${name}/bias`]: { shape: [heads, size], initializer: config.biasInitializer, regularizer: config.biasRegularizer },
  }),
});

/** [batch, steps, features] to [batch, heads, steps, size of a head]. */
function projected(x: tf.Tensor, name: string, { weight }: LayerRun): tf.Tensor {
  const kernel = weight(`${name}/kernel`) as tf.Tensor;
  const [input, heads, size] = kernel.shape;
  const flat = tf.matMul(tf.reshape(x, [-1, input]), tf.reshape(kernel, [input, heads * size]));
  const bias = weight(`${name}/bias`);
  const added = bias ? tf.add(flat, tf.reshape(bias, [heads * size])) : flat;
  return tf.transpose(tf.reshape(added, [x.shape[0], x.shape[1] as number, heads, size]), [0, 2, 1, 3]);
}

/** keras.layers.MultiHeadAttention over the steps of sequences. */
export const multiHeadAttention = weightedLayer({
  className: 'KerasMultiHeadAttention',
  weights: ([query, value, key = value], config) => {
    const [heads, size] = [Number(config.numHeads), Number(config.keyDim)];
    const valueSize = Number(config.valueDim ?? size);
    const width = Number(config.outputShape ?? lastSize(query));
    return {
      ...projection(lastSize(query), heads, size, 'query', config),
      ...projection(lastSize(key), heads, size, 'key', config),
      ...projection(lastSize(value), heads, valueSize, 'value', config),
      'attention_output/kernel': {
        shape: [heads, valueSize, width],
        initializer: config.kernelInitializer,
        regularizer: config.kernelRegularizer,
      },
      ...(config.useBias !== false && {
        'attention_output/bias': { shape: [width], initializer: config.biasInitializer, regularizer: config.biasRegularizer },
      }),
    };
  },
  call: run => {
    const [queryInput, valueInput, keyInput = valueInput] = run.inputs;
    const [queryMask, valueMask, keyMask] = (run.kwargs.masks ?? []) as Mask[];
    const query = projected(queryInput, 'query', run);
    const key = projected(keyInput, 'key', run);
    const value = projected(valueInput, 'value', run);
    const given = namedArgument(run, 'attention_mask');
    const mask = both([
      queryMask && tf.expandDims(queryMask, -1),
      valueMask && tf.expandDims(valueMask, -2),
      keyMask && tf.expandDims(keyMask, -2),
      asked(run, 'use_causal_mask') ? causalMask(queryInput.shape[1] as number, valueInput.shape[1] as number) : undefined,
      given instanceof ModelValue ? tf.cast(given.tensor, 'bool') : undefined,
    ]);
    const scores = tf.mul(tf.matMul(query, key, false, true), 1 / Math.sqrt(Number(run.config.keyDim)));
    const allowed = mask && (mask.rank < 4 ? tf.expandDims(mask, 1) : mask);
    const withScores = asked(run, 'return_attention_scores');
    const softmax = tf.softmax(allowed ? tf.where(allowed, scores, tf.fill(scores.shape, -1e30)) : scores);
    // Keras has two ways: the one that hands out scores, or drops some, leaves nothing where a query may look at no step; the other one takes the mean.
    const isOpen = withScores || Number(run.config.dropout ?? 0) > 0;
    const shares = allowed && isOpen ? tf.where(allowed, softmax, tf.zerosLike(softmax)) : softmax;
    const read = tf.transpose(tf.matMul(dropped(shares, run), value), [0, 2, 1, 3]);
    const kernel = run.weight('attention_output/kernel') as tf.Tensor;
    const [heads, size, width] = kernel.shape;
    const flat = tf.matMul(tf.reshape(read, [-1, heads * size]), tf.reshape(kernel, [heads * size, width]));
    const bias = run.weight('attention_output/bias');
    const output = tf.reshape(bias ? tf.add(flat, bias) : flat, [queryInput.shape[0], queryInput.shape[1] as number, width]);
    return withScores ? [output, shares] : output;
  },
});
