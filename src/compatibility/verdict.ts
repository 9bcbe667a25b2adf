import type { Sentence } from '../common/sentence';
import type { Dim } from '../tensor/shape';
import type { TensorType } from '../tensor/type';

/** Where the code of a step goes: into the function that parses an Example, into the arguments of the layer, or in place of its call. */
export type StepPlace = 'parse' | 'layer' | 'call';

/** One thing to do, as text and as Python. */
export interface Step {
  readonly place: StepPlace;
  readonly title: Sentence;
  /**
   * "parse": lines that read and assign the feature, as `example["ids"]`. "layer": keyword arguments for the constructor. "call": an expression of `layer`
   * and its input `x`.
   */
  readonly code: string;
}

/** A way to feed the feature into the layer. */
export interface Way {
  readonly title: Sentence;
  readonly steps: readonly Step[];
  /** What the layer gives then, the batch axis first. */
  readonly gives: TensorType;
}

/** An axis of what the feature gives beside the same axis of what the layer takes; what has no such axis is missing. */
export interface Axis {
  readonly given?: Dim;
  readonly taken?: Dim;
  readonly fits: boolean;
}

/** What an Embedding and its ids come to. */
export interface EmbeddingFigures {
  readonly rows: number | null;
  readonly smallestId?: number;
  readonly largestId?: number;
  /** Share of the ids that are 0, from 0 to 1. */
  readonly paddingShare?: number;
  readonly unusedRows?: number;
  readonly parameters: number | null;
  /** Of the weights as float32. */
  readonly bytes: number | null;
}

/** The verdict on a feature and what it may be fed into. Plain data. */
export interface CompatVerdict {
  /** "fits-after": it fits after these steps. */
  readonly verdict: 'fits' | 'fits-after' | 'does-not-fit';
  readonly reason: Sentence;
  /** Batches of the feature as it is stored, and what the layer takes. */
  readonly given: TensorType;
  readonly taken: TensorType;
  readonly axes: readonly Axis[];
  readonly dtypeFits: boolean;
  readonly steps: readonly Step[];
  /** What the layer gives after the steps; null where it does not fit, or where that is not known. */
  readonly gives: TensorType | null;
  /** Other ways, which give something else or change the layer. */
  readonly alternatives: readonly Way[];
  /** What to know besides. */
  readonly notes: readonly Sentence[];
  readonly embedding?: EmbeddingFigures;
}
