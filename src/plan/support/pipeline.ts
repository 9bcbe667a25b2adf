import { inert, type Supported } from './accepted';
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
      num_parallel_reads: inert('files are read one after the other'),
      ...named,
    },
  },
  map: { arguments: { ...through, map_func: 'part', ...threads, synchronous: speed, use_unbounded_threadpool: speed } },
  filter: { arguments: { ...through, predicate: 'part' } },
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
  cache: { arguments: { ...through, filename: { only: [''] } } },
  unbatch: { arguments: through },
  concatenate: { arguments: { ...through, dataset: 'part' } },
  zip: { arguments: { args: 'part', datasets: 'part', ...named } },
  with_options: { arguments: { ...through, options: speed } },
} as const satisfies { [step: string]: Supported };

export type StepName = keyof typeof steps;
