import type { DType } from './dtype';
import { joinShapes, printBatch, printShape, type Shape } from './shape';

/** What is known of a tensor without running anything. */
export interface TensorType {
  readonly shape: Shape;
  /** null where it is not known. */
  readonly dtype: DType | null;
  /** Number of ragged dimensions, where the value is a RaggedTensor. */
  readonly raggedRank?: number;
  /** The value is a SparseTensor. */
  readonly sparse?: boolean;
}

/** "float32 (None, 48)", "ragged int32 (batch, None)"; `batched`: an open first axis is the batch. */
export const printType = ({ shape, dtype, raggedRank, sparse }: TensorType, batched = false): string =>
  `${raggedRank !== undefined ? 'ragged ' : sparse ? 'sparse ' : ''}${dtype ?? '?'} ${batched ? printBatch(shape) : printShape(shape)}`;

/** What is known of a value that has one of the two types; undefined where they are kinds that do not mix. */
export function joinTypes(a: TensorType, b: TensorType): TensorType | undefined {
  if (a.raggedRank !== b.raggedRank || a.sparse !== b.sparse) return undefined;
  return { ...a, shape: joinShapes(a.shape, b.shape), dtype: a.dtype === b.dtype ? a.dtype : null };
}
