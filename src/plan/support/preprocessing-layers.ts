import type { SupportedArguments } from './accepted';
import { none, off } from './accepted';
import { everyLayer, type LayerSupport } from './layer-row';

/** A layer that prepares values: nothing in it is trained. */
export interface PreprocessingSupport extends LayerSupport {
  /** Arguments that say what the layer does; without them it adapts to data. */
  readonly given: readonly string[];
  /** It does nothing before it has adapted. */
  readonly mayBeUnadapted?: true;
  /** It adapts to whole batches: what has one axis is batched before. */
  readonly batches?: true;
}

type Columns = Omit<PreprocessingSupport, 'arguments'>;
const row = <const P extends SupportedArguments, const C extends Columns>(parameters: P, columns: C) => ({
  ...columns,
  arguments: { ...everyLayer, ...parameters },
});

const ids = { only: [null, 'int64', 'int32'] } as const;
const modes = { only: ['int', 'one_hot', 'multi_hot', 'binary', 'count', 'tf_idf', 'tf-idf'] } as const;
const written = ['int', 'one_hot', 'multi_hot', 'binary', 'count'] as const;

const lookup = {
  max_tokens: 'count?',
  num_oov_indices: 'offset',
  mask_token: 'scalar?',
  oov_token: 'scalar?',
  vocabulary: 'tokens?',
  idf_weights: 'numbers?',
  invert: off,
  output_mode: modes,
  pad_to_max_tokens: 'flag',
  sparse: off,
  salt: none,
} as const;

/** https://keras.io/api/layers/preprocessing_layers/ */
export const preprocessingLayers = {
  TextVectorization: row(
    {
      max_tokens: 'count?',
      standardize: { only: ['lower_and_strip_punctuation', 'lower', 'strip_punctuation', null] },
      split: { only: ['whitespace', 'character', null] },
      ngrams: 'integers?',
      output_mode: { only: ['int', 'multi_hot', 'binary', 'count', 'tf_idf', 'tf-idf'] },
      output_sequence_length: 'count?',
      pad_to_max_tokens: 'flag',
      vocabulary: 'tokens?',
      idf_weights: 'numbers?',
      sparse: off,
      ragged: off,
      encoding: { only: ['utf-8'] },
      dtype: { only: [null, 'string'] },
    },
    { given: ['vocabulary'] },
  ),
  StringLookup: row({ ...lookup, encoding: { only: ['utf-8'] }, dtype: { only: [null, 'string', 'int64'] } }, { given: ['vocabulary'] }),
  IntegerLookup: row(
    { ...lookup, vocabulary_dtype: { only: ['int64'] }, oov_method: { only: ['floormod'] }, dtype: ids },
    { given: ['vocabulary'] },
  ),
  Normalization: row(
    { axis: 'axes?', mean: 'numbers?', variance: 'numbers?', invert: 'flag' },
    { given: ['mean', 'variance'], mayBeUnadapted: true, batches: true, perPixel: true },
  ),
  Discretization: row(
    { bin_boundaries: 'numbers?', num_bins: 'count?', epsilon: 'fraction', output_mode: { only: written }, sparse: off },
    { given: ['bin_boundaries'] },
  ),
  CategoryEncoding: row(
    { num_tokens: 'count', output_mode: { only: ['one_hot', 'multi_hot', 'binary', 'count'] }, sparse: off },
    { given: ['num_tokens'] },
  ),
  Hashing: row(
    { num_bins: 'count', mask_value: 'scalar?', salt: 'integers?', output_mode: { only: written }, sparse: off, dtype: ids },
    { given: ['num_bins'] },
  ),
  HashedCrossing: row({ num_bins: 'count', output_mode: { only: ['int', 'one_hot'] }, sparse: off, dtype: ids }, { given: ['num_bins'] }),
} as const satisfies { [className: string]: PreprocessingSupport };

export type PreprocessingClass = keyof typeof preprocessingLayers;
