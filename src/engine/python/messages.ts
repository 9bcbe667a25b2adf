/** What media/python/run_program.py writes to its pipe, one JSON object a line. A number that is not finite is null. */
import type { EventOf } from '../../common/run-events';

type Numbers = { [metric: string]: number | null };
type Place = { path: string; line: number };

export type RunnerMessage =
  /** A `fit` begins. `source` is the line that calls it; null where that is in no file of the user. */
  | (Omit<EventOf<'start'>, 'run' | 'engine' | 'source' | 'startedAt'> & { source: Place | null })
  | (Omit<EventOf<'batch'>, 'loss' | 'metrics'> & { loss: number | null; metrics: Numbers })
  | (Omit<EventOf<'epoch'>, 'metrics'> & { metrics: Numbers })
  /** The program is over. */
  | ({ event: 'finished'; message?: string; site?: Place | null } & Pick<EventOf<'end'>, 'status' | 'msPerStepMedian'>);
