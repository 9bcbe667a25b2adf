import type { Sentence } from '../common/sentence';
import type { TensorType } from '../tensor/type';
import type { Step, Way } from './verdict';

/** What is found of a feature and one kind of target; `judge` makes the verdict of it. */
export type Outcome =
  | {
      /** Why it fits; where there are steps, what they are for. */
      readonly reason: Sentence;
      readonly steps: readonly Step[];
      readonly gives: TensorType | null;
      readonly alternatives?: readonly Way[];
      readonly notes?: readonly Sentence[];
    }
  | {
      readonly why: Sentence;
      readonly alternatives?: readonly Way[];
    };

/** A type of batches, from that of one example. */
export const withBatchAxis = ({ shape, dtype }: TensorType): TensorType => ({ shape: shape && [null, ...shape], dtype });
/** The type of one example, from that of batches. */
export const unbatched = ({ shape, dtype }: TensorType): TensorType => ({ shape: shape?.slice(1) ?? null, dtype });
