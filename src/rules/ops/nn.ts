import { isFloat, isInteger } from '../../tensor/dtype';
import { type Dim, mayEqual, printShape, type Shape } from '../../tensor/shape';
import { asNumber, asString } from '../../values/read';
import type { Value } from '../../values/value';
import { type Call, type Rule, rows, type Table } from '../core/rule';
import { asShape } from '../core/tensors';
import { places } from '../layers/spatial';
import { arg, dense, made, type Operand, operand, refuseCall } from './operand';

/** One number for each spatial axis: from one number, from a list of them, or from a list that names batch and channels too. */
function perAxis(value: Value, rank: number): readonly Dim[] | undefined {
  if (value.kind === 'none') return Array.from({ length: rank }, () => 1);
  const dims = value.kind === 'int' ? [value.value] : asShape(value);
  if (!dims) return undefined;
  if (dims.length === 1) return Array.from({ length: rank }, () => dims[0]);
  return dims.length === rank ? dims : dims.length === rank + 2 ? dims.slice(1, -1) : undefined;
}

const isLast = (call: Call): boolean | undefined => {
  const format = call.args.get('data_format');
  if (format.kind === 'none') return true;
  const text = asString(format);
  return text === undefined ? undefined : text.endsWith('C') || text === 'channels_last';
};

const paddingOf = (call: Call): string | undefined => asString(call.args.get('padding'))?.toLowerCase();

/** The spatial axes after windows have gone over them. */
function windowed(
  call: Call,
  sizes: readonly Dim[],
  kernel: readonly Dim[],
  strides: readonly Dim[] | undefined,
  dilations: readonly Dim[] | undefined,
): Dim[] | undefined {
  const padding = paddingOf(call);
  return sizes.map((size, axis) =>
    strides && dilations ? places(size, { size: kernel[axis], stride: strides[axis], dilation: dilations[axis] }, padding) : null,
  );
}

/** Convolution with a kernel tensor: (…sizes, channels in, channels out). */
const convolution =
  (rank: number | null, depthwise = false): Rule =>
  call => {
    const [x, filter] = [operand(arg(call, 'input', 'inputs')), operand(arg(call, 'filters', 'filter', 'kernel'))];
    const axes = rank ?? (filter.shape === null ? null : filter.shape.length - 2);
    const values = [x.value, filter.value];
    if (axes === null || isLast(call) !== true) return made(call, values, null, x.dtype);
    if (x.shape !== null && x.shape.length < axes + 2)
      return refuseCall(
        call,
        'op-shape',
        `the input has shape ${printShape(x.shape)} and needs ${axes + 2} axes: batch, ${axes === 1 ? 'steps' : axes === 2 ? 'height, width' : 'three sizes'}, channels`,
      );
    if (filter.shape !== null && filter.shape.length !== axes + 2)
      return refuseCall(
        call,
        'op-shape',
        `the filters have shape ${printShape(filter.shape)} and need ${axes + 2} axes: the window, channels in, channels out`,
      );
    const [channels, taken] = [x.shape?.at(-1) ?? null, filter.shape?.at(-2) ?? null];
    if (channels !== null && taken !== null && (depthwise ? channels !== taken : channels % taken !== 0))
      return refuseCall(
        call,
        'op-shape',
        `the input has ${channels} channels and the filters are made for ${taken} (${printShape(x.shape)} and ${printShape(filter.shape)})`,
      );
    const strides = perAxis(arg(call, 'strides', 'stride'), axes);
    const sizes =
      x.shape &&
      windowed(
        call,
        x.shape.slice(-axes - 1, -1),
        filter.shape ? filter.shape.slice(0, axes) : Array(axes).fill(null),
        strides,
        perAxis(arg(call, 'dilations', 'dilation_rate'), axes),
      );
    if (!sizes || x.shape === null) return made(call, values, null, x.dtype);
    if (sizes.some(size => size !== null && size < 0 && paddingOf(call) === 'valid'))
      return refuseCall(
        call,
        'op-shape',
        `the window ${printShape(filter.shape?.slice(0, axes) ?? null)} is larger than the input ${printShape(x.shape)}: nothing would be left`,
      );
    const filters = filter.shape?.at(-1) ?? null;
    const out: Dim = depthwise ? (channels === null || filters === null ? null : channels * filters) : filters;
    return made(
      call,
      values,
      [...x.shape.slice(0, -axes - 1), ...sizes.map(size => (size !== null && size < 0 ? null : size)), out],
      x.dtype,
    );
  };

/** The shape of a transposed convolution is an argument in TensorFlow. */
const transposed: Rule = call =>
  made(call, [arg(call, 'input')], asShape(call.args.get('output_shape')) ?? null, operand(arg(call, 'input')).dtype);

const pooling =
  (rank: number | null): Rule =>
  call => {
    const x = operand(arg(call, 'input', 'inputs', 'value'));
    const axes = rank ?? (x.shape === null ? null : x.shape.length - 2);
    if (x.shape === null || axes === null || isLast(call) !== true) return made(call, [x.value], null, x.dtype);
    if (x.shape.length !== axes + 2 || axes < 1)
      return axes < 1 || (axes !== 2 && rank === null)
        ? made(call, [x.value], null, x.dtype)
        : refuseCall(call, 'op-shape', `the input has shape ${printShape(x.shape)} and needs ${axes + 2} axes`);
    const window = perAxis(arg(call, 'ksize', 'pool_size'), axes);
    const strides = arg(call, 'strides');
    const sizes = windowed(
      call,
      x.shape.slice(1, -1),
      window ?? Array(axes).fill(null),
      strides.kind === 'none' ? window : perAxis(strides, axes),
      Array(axes).fill(1),
    );
    return made(
      call,
      [x.value],
      sizes ? [x.shape[0], ...sizes.map(size => (size !== null && size < 0 ? null : size)), x.shape[axes + 1]] : null,
      x.dtype,
    );
  };

const biasAdd: Rule = call => {
  const [x, bias] = [operand(call.args.get('value')), operand(call.args.get('bias'))];
  const [last, count] = [x.shape?.at(-1) ?? null, bias.shape?.[0] ?? null];
  if (x.shape !== null && x.shape.length < 2)
    return refuseCall(call, 'op-shape', `the value has shape ${printShape(x.shape)} and must have at least 2 axes`);
  if (isLast(call) === true && !mayEqual(last, count))
    return refuseCall(call, 'op-shape', `the bias has ${count} values and the last axis of ${printShape(x.shape)} has ${last}`);
  return made(call, [x.value, bias.value], x.shape, x.dtype);
};

const keepsShape =
  (...names: string[]): Rule =>
  call => {
    const x = operand(arg(call, ...names));
    return made(call, [x.value], x.shape, x.dtype);
  };

/** Dropout scales what it leaves, which only floats can be. */
const dropout: Rule = call => {
  const x = operand(arg(call, 'x'));
  if (x.dtype !== null && !isFloat(x.dtype))
    return refuseCall(call, 'op-dtype', `the tensor has dtype ${x.dtype} and must be a float; cast it with tf.cast(x, tf.float32)`);
  return made(call, [x.value], x.shape, x.dtype);
};

const lookup: Rule = call => {
  const [table, ids] = [operand(call.args.get('params')), operand(call.args.get('ids'))];
  if (ids.dtype !== null && !isInteger(ids.dtype))
    return refuseCall(call, 'op-dtype', `the ids have dtype ${ids.dtype} and must be whole numbers; cast them with tf.cast`);
  return made(call, [table.value, ids.value], table.shape && ids.shape && [...ids.shape, ...table.shape.slice(1)], table.dtype);
};

/** Labels as probabilities beside logits of the same shape; the class axis goes away. */
const crossEntropy =
  (removesClasses: boolean): Rule =>
  call => {
    const [labels, logits] = [operand(call.args.get('labels')), operand(call.args.get('logits'))];
    const differs =
      labels.shape !== null &&
      logits.shape !== null &&
      (labels.shape.length !== logits.shape.length || labels.shape.some((dim, axis) => !mayEqual(dim, logits.shape?.[axis] ?? null)));
    const broadcasts =
      removesClasses &&
      labels.shape?.length === logits.shape?.length &&
      labels.shape?.every((dim, axis) => dim === 1 || logits.shape?.[axis] === 1 || mayEqual(dim, logits.shape?.[axis] ?? null));
    if (differs && !broadcasts)
      return refuseCall(
        call,
        'op-shape',
        `the labels have shape ${printShape(labels.shape)} and the logits ${printShape(logits.shape)}; they must have the same`,
      );
    return made(call, [labels.value, logits.value], removesClasses ? (logits.shape?.slice(0, -1) ?? null) : logits.shape, logits.dtype);
  };

const sparseCrossEntropy: Rule = call => {
  const [labels, logits] = [operand(call.args.get('labels')), operand(call.args.get('logits'))];
  if (labels.shape !== null && logits.shape !== null && labels.shape.length !== logits.shape.length - 1)
    return refuseCall(
      call,
      'op-shape',
      `the labels have shape ${printShape(labels.shape)} and must have one axis less than the logits ${printShape(logits.shape)}; for one-hot labels there is tf.nn.softmax_cross_entropy_with_logits`,
    );
  return made(call, [labels.value, logits.value], labels.shape ?? logits.shape?.slice(0, -1) ?? null, logits.dtype);
};

/** Losses of keras.ops: one number for each element, or for each row. */
const kerasLoss =
  (rowwise: boolean): Rule =>
  call => {
    const [target, output] = [operand(call.args.get('target')), operand(call.args.get('output'))];
    return made(call, [target.value, output.value], rowwise ? (output.shape?.slice(0, -1) ?? null) : output.shape, output.dtype);
  };

const blocks =
  (grows: boolean): Rule =>
  call => {
    const x = operand(arg(call, 'input', 'x'));
    const block = asNumber(call.args.get('block_size'));
    if (x.shape?.length !== 4 || block === undefined || isLast(call) !== true) return made(call, [x.value], null, x.dtype);
    const [batch, height, width, depth] = x.shape;
    const scaled = (size: Dim, factor: number): Dim => (size === null || !Number.isInteger(size * factor) ? null : size * factor);
    const factor = grows ? block : 1 / block;
    return made(call, [x.value], [batch, scaled(height, factor), scaled(width, factor), scaled(depth, 1 / (factor * factor))], x.dtype);
  };

const attention: Rule = call => {
  const [query, value] = [operand(call.args.get('query')), operand(call.args.get('value'))];
  const shape: Shape = query.shape && [...query.shape.slice(0, -1), value.shape?.at(-1) ?? query.shape.at(-1) ?? null];
  return made(call, [query.value, value.value], shape, query.dtype);
};

const nn = (name: string): string[] => [`tf.nn.${name}`, `keras.ops.${name}`];
const perRow = (x: Operand): Shape => x.shape?.slice(0, 1) ?? null;

/** tf.nn and the neural functions of keras.ops. */
export const nnFunctions: Table = {
  'tf.nn.conv1d': dense(convolution(1)),
  'tf.nn.conv2d': dense(convolution(2)),
  'tf.nn.conv3d': dense(convolution(3)),
  ...rows(['tf.nn.convolution', 'keras.ops.conv'], dense(convolution(null))),
  'tf.nn.depthwise_conv2d': dense(convolution(2, true)),
  'keras.ops.depthwise_conv': dense(convolution(null, true)),
  ...rows(['tf.nn.conv1d_transpose', 'tf.nn.conv2d_transpose', 'tf.nn.conv3d_transpose', 'tf.nn.conv_transpose'], dense(transposed)),
  ...rows(['tf.nn.max_pool1d', 'tf.nn.avg_pool1d'], dense(pooling(1))),
  ...rows(['tf.nn.max_pool2d', 'tf.nn.avg_pool2d'], dense(pooling(2))),
  ...rows(['tf.nn.max_pool3d', 'tf.nn.avg_pool3d'], dense(pooling(3))),
  ...rows(['tf.nn.max_pool', 'tf.nn.avg_pool', 'keras.ops.max_pool', 'keras.ops.average_pool'], dense(pooling(null))),
  'tf.nn.bias_add': dense(biasAdd),
  'tf.nn.dropout': dense(dropout),
  ...rows(
    [
      'tf.nn.experimental.stateless_dropout',
      'tf.nn.batch_normalization',
      'keras.ops.batch_normalization',
      'keras.ops.layer_normalization',
      'keras.ops.rms_normalization',
    ],
    dense(keepsShape('x')),
  ),
  ...rows(['tf.nn.local_response_normalization', 'tf.nn.lrn'], dense(keepsShape('input'))),
  'tf.nn.embedding_lookup': dense(lookup),
  'tf.nn.softmax_cross_entropy_with_logits': dense(crossEntropy(true)),
  'tf.nn.sigmoid_cross_entropy_with_logits': dense(crossEntropy(false)),
  'tf.nn.weighted_cross_entropy_with_logits': dense(crossEntropy(false)),
  'tf.nn.sparse_softmax_cross_entropy_with_logits': dense(sparseCrossEntropy),
  'keras.ops.binary_crossentropy': dense(kerasLoss(false)),
  ...rows(['keras.ops.categorical_crossentropy', 'keras.ops.sparse_categorical_crossentropy'], dense(kerasLoss(true))),
  'tf.nn.l2_loss': dense(call => made(call, [call.args.get('t')], [], operand(call.args.get('t')).dtype)),
  'tf.nn.crelu': dense(call => {
    const x = operand(call.args.get('features'));
    const last = x.shape?.at(-1);
    return made(call, [x.value], x.shape && [...x.shape.slice(0, -1), typeof last === 'number' ? last * 2 : null], x.dtype);
  }),
  ...rows(nn('space_to_depth'), dense(blocks(false))),
  ...rows(nn('depth_to_space'), dense(blocks(true))),
  ...rows(
    ['tf.nn.in_top_k', 'tf.math.in_top_k', 'keras.ops.in_top_k'],
    dense(call => made(call, [call.args.get('predictions')], perRow(operand(call.args.get('predictions'))), 'bool')),
  ),
  'keras.ops.dot_product_attention': dense(attention),
  'tf.nn.ctc_loss': dense(call => made(call, [call.args.get('logits')], [null], 'float32')),
};
