import { inert, none, off, type Supported } from './accepted';
import { nameOnly } from './values';

const named = { name: nameOnly } as const;
const speed = inert('how fast the data is read');
const threads = { num_parallel_calls: speed, deterministic: speed } as const;
const through = { self: 'part', ...named } as const;

/** Steps of a tf.data pipeline, by the method of tf.data.Dataset or the class (https://www.tensorflow.org/api_docs/python/tf/data/Dataset). */
export const steps = {
  TFRecordDataset: {
    arguments: {
      filenames: 'part',
      compression_type: { only: [null, '', 'GZIP', 'ZLIB'] },
      buffer_size: speed,
      num_parallel_reads: 'integer?',
      ...named,
    },
  },
  map: { arguments: { ...through, map_func: 'part', ...threads, synchronous: speed, use_unbounded_threadpool: speed } },
  filter: { arguments: { ...through, predicate: 'part' } },
  take_while: { arguments: { ...through, predicate: 'part' } },
  interleave: {
    arguments: { ...through, map_func: 'part', cycle_length: 'integer?', block_length: 'count?', ...threads },
  },
  flat_map: { arguments: { ...through, map_func: 'part' } },
  list_files: { arguments: { file_pattern: 'part', shuffle: 'flag?', seed: 'integer?', ...named } },
  from_tensor_slices: { arguments: { tensors: 'part', ...named } },
  from_tensors: { arguments: { tensors: 'part', ...named } },
  range: { arguments: { args: 'part', output_type: 'dtype?', ...named } },
  enumerate: { arguments: { ...through, start: 'integer' } },
  shuffle: { arguments: { ...through, buffer_size: 'count', seed: 'integer?', reshuffle_each_iteration: 'flag?' } },
  batch: { arguments: { ...through, batch_size: 'count', drop_remainder: 'flag', ...threads } },
  padded_batch: {
    arguments: { ...through, batch_size: 'count', padded_shapes: 'part', padding_values: 'part', drop_remainder: 'flag' },
  },
  repeat: { arguments: { ...through, count: 'integer?' } },
  take: { arguments: { ...through, count: 'integer' } },
  skip: { arguments: { ...through, count: 'integer' } },
  shard: { arguments: { ...through, num_shards: 'count', index: 'integer' } },
  prefetch: { arguments: { ...through, buffer_size: speed } },
  cache: { arguments: { ...through, filename: inert('elements are kept in memory') } },
  snapshot: {
    arguments: {
      ...through,
      path: inert('elements are read anew'),
      compression: inert('nothing is written'),
      reader_func: none,
      shard_func: none,
    },
  },
  rebatch: { arguments: { ...through, batch_size: 'count', drop_remainder: 'flag' } },
  bucket_by_sequence_length: {
    arguments: {
      ...through,
      element_length_func: 'part',
      bucket_boundaries: 'part',
      bucket_batch_sizes: 'part',
      padded_shapes: 'part',
      padding_values: 'part',
      pad_to_bucket_boundary: off,
      no_padding: off,
      drop_remainder: 'flag',
    },
  },
  choose_from_datasets: { arguments: { datasets: 'part', choice_dataset: 'part', stop_on_empty_dataset: 'flag' } },
  sample_from_datasets: {
    arguments: {
      datasets: 'part',
      weights: 'part',
      seed: 'integer?',
      stop_on_empty_dataset: 'flag',
      rerandomize_each_iteration: inert('each pass has another order'),
    },
  },
  unbatch: { arguments: through },
  concatenate: { arguments: { ...through, dataset: 'part' } },
  zip: { arguments: { args: 'part', datasets: 'part', ...named } },
  with_options: { arguments: { ...through, options: speed } },
} as const satisfies { [step: string]: Supported };

export type StepName = keyof typeof steps;
