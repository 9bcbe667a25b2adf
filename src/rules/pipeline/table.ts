import { int, type Value } from '../../values/value';
import type { Kinds } from '../core/kind';
import { parameters, type Table } from '../core/rule';
import { DATASET, datasetKind } from './dataset';
import { feature, parseSingleExample } from './parse';
import { glob, tfRecordDataset } from './sources';
import { batch, map, unchanged } from './transforms';

export const pipelineFunctions: Table = {
  'tf.data.TFRecordDataset': {
    rule: tfRecordDataset,
    parameters: parameters('filenames, compression_type=None, buffer_size=None, num_parallel_reads=None, name=None'),
  },
  'tf.io.gfile.glob': glob,
  [`${DATASET}.map`]: map,
  [`${DATASET}.batch`]: batch,
  [`${DATASET}.shuffle`]: unchanged,
  [`${DATASET}.prefetch`]: unchanged,
  [`${DATASET}.cache`]: unchanged,
  'tf.io.FixedLenFeature': { rule: feature, parameters: parameters('shape, dtype, default_value=None') },
  'tf.io.VarLenFeature': { rule: feature, parameters: parameters('dtype') },
  'tf.io.parse_single_example': parseSingleExample,
};
export const pipelineKinds: Kinds = { [DATASET]: datasetKind };
export const pipelineConstants: { readonly [name: string]: Value } = { 'tf.data.AUTOTUNE': int(-1) };
