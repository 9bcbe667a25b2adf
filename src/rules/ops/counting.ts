import { axisOf } from '../../tensor/axes';
import type { DType } from '../../tensor/dtype';
import { isMisfit } from '../../tensor/misfit';
import { type Dim, elementCount, type Shape } from '../../tensor/shape';
import { asBool, asInt } from '../../values/read';
import { list, tuple, UNKNOWN } from '../../values/value';
import { type Call, type Rule, rows, type Table } from '../core/rule';
import { numpyRow } from './numpy-rows';
import { arg, dense, dialectOf, dtypeOr, made, type Operand, operand } from './operand';

const dim = (call: Call, name: string): Dim => asInt(call.args.get(name)) ?? null;
const rest = ({ shape }: Operand): Shape => shape?.slice(1) ?? null;

/** Places of values in a sorted sequence: one for each value. */
const searchSorted: Rule = call => {
  const x = operand(arg(call, 'values', 'v'), dialectOf(call));
  const dtype: DType = dialectOf(call) === 'numpy' ? 'int64' : 'int32';
  return made(call, [x.value], x.shape, dtypeOr(call, call.args.get('out_type'), dtype));
};

/** Distinct values, and which of them each element is. */
const unique: Rule = call => {
  const x = operand(arg(call, 'x', 'ar'), dialectOf(call));
  if (dialectOf(call) !== 'numpy') {
    const index = dtypeOr(call, call.args.get('out_idx'), 'int32');
    const parts = [made(call, [x.value], [null], x.dtype), made(call, [x.value], x.shape, index)];
    return call.api.endsWith('counts')
      ? { ...tuple([...parts, made(call, [x.value], [null], index)]), names: ['y', 'idx', 'count'] }
      : { ...tuple(parts), names: ['y', 'idx'] };
  }
  const more = ['return_index', 'return_inverse', 'return_counts'].filter(name => asBool(call.args.get(name)) !== false);
  if (call.args.get('axis').kind !== 'none' || call.args.open) return UNKNOWN;
  const values = made(call, [x.value], [null], x.dtype);
  return more.length === 0
    ? values
    : tuple([values, ...more.map(name => made(call, [x.value], name === 'return_inverse' ? x.shape : [null], 'int64'))]);
};

/** Rows added up by the segment that each belongs to. */
const segments =
  (counted: boolean): Rule =>
  call => {
    const x = operand(call.args.get('data'));
    const ids = operand(call.args.get('segment_ids'));
    const own = ids.constant?.every(id => typeof id === 'number') ? Math.max(...(ids.constant as number[])) + 1 : null;
    const behind = counted && ids.shape && x.shape ? x.shape.slice(ids.shape.length) : rest(x);
    return made(call, [x.value], behind && [counted ? dim(call, 'num_segments') : own, ...behind], x.dtype);
  };

const confusion: Rule = call => {
  const count = dim(call, 'num_classes');
  return made(call, [call.args.get('labels')], [count, count], dtypeOr(call, call.args.get('dtype'), 'int32'));
};

const complexOf = (dtype: DType | null): DType | null => (dtype === 'float32' ? 'complex64' : dtype === 'float64' ? 'complex128' : null);

const complex: Rule = call => {
  const x = operand(call.args.get('real'));
  return made(call, [x.value], x.shape, complexOf(x.dtype));
};

const half = (length: Dim): Dim => (length === null ? null : Math.floor(length / 2) + 1);
/** The next power of two, which stft takes for its transform. */
const enclosing = (length: Dim): Dim => (length === null ? null : 2 ** Math.ceil(Math.log2(length)));
const frames = (samples: Dim, length: Dim, step: Dim): Dim =>
  samples === null || length === null || step === null || step === 0 ? null : Math.max(0, Math.floor((samples - length) / step) + 1);

const realTransform: Rule = call => {
  const x = operand(arg(call, 'input_tensor', 'input'));
  const given = call.args.get('fft_length');
  const last = given.kind === 'none' ? half(x.shape?.at(-1) ?? null) : null;
  return made(call, [x.value], x.shape && [...x.shape.slice(0, -1), last], complexOf(x.dtype));
};

const shortTransform: Rule = call => {
  const x = operand(call.args.get('signals'));
  const length = dim(call, 'frame_length');
  const transform = call.args.get('fft_length').kind === 'none' ? enclosing(length) : dim(call, 'fft_length');
  const count = asBool(call.args.get('pad_end')) === false ? frames(x.shape?.at(-1) ?? null, length, dim(call, 'frame_step')) : null;
  return made(call, [x.value], x.shape && [...x.shape.slice(0, -1), count, half(transform)], complexOf(x.dtype));
};

const frame: Rule = call => {
  const x = operand(call.args.get('signal'));
  const plain = asInt(call.args.get('axis')) === -1 && asBool(call.args.get('pad_end')) === false;
  const length = dim(call, 'frame_length');
  if (!plain || x.shape === null) return made(call, [x.value], null, x.dtype);
  return made(call, [x.value], [...x.shape.slice(0, -1), frames(x.shape.at(-1) ?? null, length, dim(call, 'frame_step')), length], x.dtype);
};

/** Differences of neighbours: one less along the axis each time. */
const diff: Rule = call => {
  const x = operand(arg(call, 'a'), dialectOf(call));
  const [times, axis] = [call.args.given('n') ? asInt(call.args.get('n')) : 1, call.args.given('axis') ? asInt(call.args.get('axis')) : -1];
  if (x.shape === null || times === undefined || axis === undefined || call.args.get('prepend').kind !== 'none')
    return made(call, [x.value], null, x.dtype);
  const at = axisOf(axis, x.shape);
  const size = isMisfit(at) ? null : x.shape[at];
  return made(call, [x.value], isMisfit(at) ? null : x.shape.with(at, size === null ? null : Math.max(0, size - times)), x.dtype);
};

const partition: Rule = call => {
  const x = operand(call.args.get('data'));
  const count = asInt(call.args.get('num_partitions'));
  const shape = rest(x);
  return list(count === undefined ? null : Array.from({ length: count }, () => made(call, [x.value], shape && [null, ...shape], x.dtype)));
};

const joinedEnd: Rule = call => {
  const x = operand(arg(call, 'arr'), 'numpy');
  const [values, axis] = [operand(call.args.get('values'), 'numpy'), call.args.get('axis')];
  const [a, b] = [elementCount(x.shape), elementCount(values.shape)];
  return made(
    call,
    [x.value],
    axis.kind === 'none' ? [a === null || b === null ? null : a + b] : null,
    x.dtype === values.dtype || values.weak ? x.dtype : null,
  );
};

const somewhere =
  (dtype: DType | 'same', vector: boolean): Rule =>
  call => {
    const x = operand(arg(call, 'a', 'arr', 'x'), 'numpy');
    return made(call, [x.value], vector ? [null] : null, dtype === 'same' ? x.dtype : dtype);
  };

const places: Rule = call => {
  const x = operand(arg(call, 'a'), 'numpy');
  if (call.api.endsWith('argwhere')) return made(call, [x.value], [null, x.shape === null ? null : x.shape.length], 'int64');
  return x.shape === null ? UNKNOWN : tuple(x.shape.map(() => made(call, [x.value], [null], 'int64')));
};

const same: Rule = call => {
  const x = operand(arg(call, 'input', 'x'));
  return made(call, [x.value], x.shape, x.dtype);
};

const segmentNames = ['sum', 'mean', 'max', 'min', 'prod'];

/** Counting, sorting into parts, and signals. */
export const countingFunctions: Table = {
  ...rows(['tf.searchsorted', 'keras.ops.searchsorted'], dense(searchSorted)),
  ...numpyRow('searchsorted', 'a, v, side=None, sorter=None', searchSorted),
  ...rows(['tf.unique', 'tf.unique_with_counts'], dense(unique)),
  ...numpyRow('unique', 'ar, return_index=False, return_inverse=False, return_counts=False, axis=None', unique),
  ...rows(
    segmentNames.map(name => `tf.math.segment_${name}`),
    dense(segments(false)),
  ),
  ...rows(
    [...segmentNames.map(name => `tf.math.unsorted_segment_${name}`), ...segmentNames.map(name => `keras.ops.segment_${name}`)],
    dense(segments(true)),
  ),
  'tf.math.confusion_matrix': dense(confusion),
  'tf.math.bincount': dense(call =>
    made(
      call,
      [call.args.get('arr')],
      call.args.get('axis').kind === 'none' ? [null] : null,
      call.args.get('weights').kind === 'none' ? 'int32' : null,
    ),
  ),
  ...rows(['tf.complex', 'tf.dtypes.complex'], dense(complex)),
  ...rows(['tf.signal.rfft'], dense(realTransform)),
  ...rows(['tf.signal.fft', 'tf.signal.ifft', 'tf.signal.fft2d', 'tf.signal.ifft2d', 'tf.reverse_sequence'], dense(same)),
  'tf.signal.stft': dense(shortTransform),
  'tf.signal.frame': dense(frame),
  'keras.ops.diff': dense(diff),
  ...numpyRow('diff', 'a, n=1, axis=-1, prepend=None, append=None', diff),
  'tf.dynamic_partition': dense(partition),
  ...numpyRow('append', 'arr, values, axis=None', joinedEnd),
  ...numpyRow('delete', 'arr, obj, axis=None', somewhere('same', false)),
  ...numpyRow('insert', 'arr, obj, values, axis=None', somewhere('same', false)),
  ...numpyRow('bincount', 'x, weights=None, minlength=0', somewhere('int64', true)),
  ...numpyRow('flatnonzero', 'a', somewhere('int64', true)),
  ...numpyRow('argwhere', 'a', places),
  ...numpyRow('nonzero', 'a', places),
  'keras.ops.convert_to_numpy': dense(call => {
    const x = operand(call.args.get('x'));
    const array = made(call, [x.value], x.shape, x.dtype);
    return x.unknown ? UNKNOWN : array.family === 'eager' ? { ...array, family: 'numpy' } : array;
  }),
};
