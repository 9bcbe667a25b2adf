import type { RecordFeature } from './feature';
import type { EmbeddingTarget } from './target';
import type { EmbeddingFigures } from './verdict';

const FLOAT32_BYTES = 4;

/** What an Embedding and the ids of a feature come to. */
export function embeddingFigures({ rows, width }: EmbeddingTarget, { type, numbers }: RecordFeature): EmbeddingFigures {
  const parameters = rows === null || width === null ? null : rows * width;
  const size = { rows, parameters, bytes: parameters === null ? null : parameters * FLOAT32_BYTES };
  if (numbers === undefined || type.dtype !== 'int64') return size;
  const { min, max, zeros, count, distinct } = numbers;
  const isWithin = rows !== null && min >= 0 && max < rows;
  return {
    ...size,
    smallestId: min,
    largestId: max,
    paddingShare: count > 0 ? zeros / count : 0,
    ...(isWithin && distinct !== undefined && { unusedRows: rows - distinct }),
  };
}
