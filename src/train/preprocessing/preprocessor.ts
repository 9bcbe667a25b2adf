import type { LayerPlan } from '../../plan/plan';
import type { NdArray, RaggedArray } from '../input/array';

/** What such a layer takes and gives. Ragged tensors come up inside the functions of a pipeline only. */
export type Tensors = NdArray | RaggedArray;

/** A layer that prepares values, outside of what is trained: of texts or numbers it makes ids or numbers. */
export interface Preprocessor {
  /** Throws a sentence for what cannot be done. */
  run(inputs: Tensors[]): Tensors;
  /** Whether it gives whole numbers that stand for something; else numbers to compute with. */
  readonly givesIds: boolean;
  /** How many ids a lookup knows, special ones among them. */
  readonly vocabularySize?: number;
}

export type PreprocessorConfig = LayerPlan['config'];

/** A layer that is learning from data before it is used. */
export interface Learner {
  /** One element of the data: a batch, or an example where they are not batched. */
  update(data: NdArray): void;
  finish(): Preprocessor;
}

/** A class of such layers: made of its arguments alone, or of data. */
export interface PreprocessorClass {
  make(config: PreprocessorConfig): Preprocessor;
  learn?(config: PreprocessorConfig): Learner;
}
