import { int, type Value } from '../../values/value';
import type { Kinds } from '../core/kind';
import { parameters, type Row, type Rule, rows, type Table } from '../core/rule';
import { batch, bucketed, paddedBatch, raggedBatch, rebatch, unbatch } from './batching';
import { anyDataset, DATASET, datasetKind, NUMPY_ITERATOR, numpyIteratorKind } from './dataset';
import { featureDescription, parseExample, parseSequenceExample, parseSingleExample, parseSingleSequenceExample } from './parse';
import { fromGenerator, fromTensorSlices, fromTensors, glob, listFiles, range, stringDataset, tfRecordDataset } from './sources';
import {
  apply,
  cardinality,
  concatenate,
  enumerate,
  fewer,
  filter,
  flattened,
  groupByWindow,
  map,
  mixed,
  numpyIterator,
  reduce,
  reordered,
  repeat,
  scanRule,
  shard,
  singleElement,
  skip,
  take,
  takeWhile,
  unchanged,
  window,
  zip,
} from './transforms';

/** Methods of tf.data.Dataset (https://www.tensorflow.org/api_docs/python/tf/data/Dataset), static ones too. */
const methods: { readonly [name: string]: Row | Rule } = {
  from_tensor_slices: fromTensorSlices,
  from_tensors: fromTensors,
  from_generator: fromGenerator,
  range: { rule: range, parameters: parameters('*args, **kwargs') },
  list_files: listFiles,
  zip: { rule: zip, parameters: parameters('*args, datasets=None, name=None') },
  sample_from_datasets: mixed,
  choose_from_datasets: mixed,
  load: anyDataset,
  random: anyDataset,
  counter: anyDataset,
  map,
  batch,
  padded_batch: paddedBatch,
  ragged_batch: raggedBatch,
  bucket_by_sequence_length: bucketed,
  rebatch,
  unbatch,
  shuffle: reordered,
  group_by_window: groupByWindow,
  repeat,
  take,
  skip,
  shard,
  filter,
  take_while: takeWhile,
  unique: fewer,
  ignore_errors: fewer,
  rejection_resample: anyDataset,
  enumerate,
  flat_map: flattened,
  interleave: flattened,
  window,
  concatenate,
  scan: scanRule,
  apply,
  cardinality,
  as_numpy_iterator: numpyIterator,
  get_single_element: singleElement,
  reduce,
  ...rows(['prefetch', 'cache', 'with_options', 'snapshot', 'prefetch_to_device'], unchanged),
};

export const pipelineFunctions: Table = {
  ...Object.fromEntries(Object.entries(methods).map(([name, row]) => [`${DATASET}.${name}`, row])),
  'tf.data.TFRecordDataset': {
    rule: tfRecordDataset,
    parameters: parameters('filenames, compression_type=None, buffer_size=None, num_parallel_reads=None, name=None'),
  },
  ...rows(['tf.data.TextLineDataset', 'tf.data.FixedLengthRecordDataset'], stringDataset),
  'tf.io.gfile.glob': glob,
  'tf.io.FixedLenFeature': { rule: featureDescription, parameters: parameters('shape, dtype, default_value=None') },
  'tf.io.VarLenFeature': { rule: featureDescription, parameters: parameters('dtype') },
  'tf.io.FixedLenSequenceFeature': {
    rule: featureDescription,
    parameters: parameters('shape, dtype, allow_missing=False, default_value=None'),
  },
  'tf.io.RaggedFeature': {
    rule: featureDescription,
    parameters: parameters('dtype, value_key=None, partitions=(), row_splits_dtype=None, validate=False'),
  },
  'tf.io.SparseFeature': { rule: featureDescription, parameters: parameters('index_key, value_key, dtype, size, already_sorted=False') },
  'tf.io.parse_single_example': parseSingleExample,
  'tf.io.parse_example': parseExample,
  'tf.io.parse_single_sequence_example': parseSingleSequenceExample,
  'tf.io.parse_sequence_example': parseSequenceExample,
};
export const pipelineKinds: Kinds = { [DATASET]: datasetKind, [NUMPY_ITERATOR]: numpyIteratorKind };
export const pipelineConstants: { readonly [name: string]: Value } = { 'tf.data.AUTOTUNE': int(-1) };
