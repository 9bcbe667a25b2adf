import type { Shape } from '../../tensor/shape';
import type { TensorFacts } from './facts';
import type { DecodedMessage } from './message';
import type { SHAPE, TensorInfo } from './messages';

/** The names of DataType by number (tensorflow/core/framework/types.proto). */
const NAMES =
  'invalid float32 float64 int32 uint8 int16 int8 string complex64 int64 bool qint8 quint8 qint32 bfloat16 qint16 quint16 uint16 complex128 float16 resource variant uint32 uint64 float8_e5m2 float8_e4m3fn float8_e4m3fnuz float8_e4m3b11fnuz float8_e5m2fnuz int4 uint4 int2 uint2 float4_e2m1fn'.split(
    ' ',
  );
/** References to variables in graphs of TensorFlow 1 have numbers from here on. */
const FIRST_REFERENCE = 100;

export const dtypeName = (number = 0): string => NAMES[number > FIRST_REFERENCE ? number - FIRST_REFERENCE : number] ?? `dtype ${number}`;

/** A shape; without one in the file it is a scalar's. */
export const shapeOfProto = (shape: DecodedMessage<typeof SHAPE> = {}): Shape =>
  shape.unknownRank ? null : (shape.dim ?? []).map(({ size = 0 }) => (size < 0 ? null : size));

export function tensorTypeOf({ dtype, shape, sparse, composite }: TensorInfo = {}): TensorFacts {
  const tensor = { dtype: dtypeName(dtype), shape: shapeOfProto(shape) };
  if (sparse) return { ...tensor, encoding: 'sparse' };
  return composite ? { ...tensor, encoding: 'composite' } : tensor;
}
