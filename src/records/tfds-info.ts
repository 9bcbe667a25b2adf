/** The file in which TensorFlow Datasets describes a dataset, beside its shards. */
export const TFDS_INFO = 'dataset_info.json';

/** How TFDS names a shard unless a split tells otherwise (https://www.tensorflow.org/datasets/external_tfrecord). */
const TEMPLATE = '{DATASET}-{SPLIT}.{FILEFORMAT}-{SHARD_X_OF_Y}';

/** How many records each file of a dataset has, by file name, as its dataset_info.json tells; empty where that is none. Never throws. */
export function shardLengths(text: string): Map<string, number> {
  const info = parsed(text);
  const lengths = new Map<string, number>();
  for (const split of listOf(info, 'splits')) {
    const counts = listOf(split, 'shardLengths').map(countOf);
    const names = { DATASET: textOf(info, 'name'), SPLIT: textOf(split, 'name'), FILEFORMAT: textOf(info, 'fileFormat') || 'tfrecord' };
    counts.forEach((count, shard) => {
      const [index, total] = [padded(shard), padded(counts.length)];
      const values: { [name: string]: string } = { ...names, SHARD_INDEX: index, NUM_SHARDS: total, SHARD_X_OF_Y: `${index}-of-${total}` };
      const name = (textOf(split, 'filepathTemplate') || TEMPLATE).replace(/\{(\w+)\}/g, (whole, variable) => values[variable] ?? whole);
      if (Number.isSafeInteger(count)) lengths.set(name, count);
    });
  }
  return lengths;
}

/** A number of records, which protobuf's JSON writes as text; NaN for anything else. */
const countOf = (value: unknown): number => (typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN);

const padded = (number: number): string => String(number).padStart(5, '0');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as { [name: string]: unknown })[name]
    : undefined;
}

function listOf(value: unknown, name: string): unknown[] {
  const field = fieldOf(value, name);
  return Array.isArray(field) ? field : [];
}

function textOf(value: unknown, name: string): string {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : '';
}
