/** What is said to media/python/run_program.py and what it says, on pipes of their own. A number that is not finite is null. */
import type { EventOf } from '../../common/run-events';

/** What a program trains on: what it takes by itself, or all devices of the machine, each batch split among them. */
export type Devices = 'own' | 'all';

/** Its first argument, as JSON. */
export interface RunnerOptions {
  /** File descriptors: messages are written to the one, one JSON object a line, and commands read from the other. */
  events: number;
  commands: number;
  seed: number | null;
  /** Folder that finished epochs are kept in. */
  checkpoints: string;
  /** The same of the run to resume. */
  resume: string | null;
  devices: Devices;
}

/** A line that it reads. */
export type RunnerCommand = 'stop' | 'pause' | 'continue' | `learning-rate ${number}`;

type Numbers = { [metric: string]: number | null };
type Place = { path: string; line: number };

export type RunnerMessage =
  /** A `fit` begins. `source` is the line that calls it; null where that is in no file of the user. */
  | (Omit<EventOf<'start'>, 'run' | 'engine' | 'source' | 'startedAt'> & { source: Place | null })
  | (Omit<EventOf<'batch'>, 'loss' | 'metrics'> & { loss: number | null; metrics: Numbers })
  | (Omit<EventOf<'epoch'>, 'metrics'> & { metrics: Numbers })
  /** A `fit` goes on where the run that is resumed was cut off: the epochs finished so far, and what the last one had. */
  | { event: 'resumed'; epochs: number; metrics: Numbers }
  | EventOf<'message'>
  /** The program is over. */
  | ({ event: 'finished'; message?: string; site?: Place | null } & Pick<EventOf<'end'>, 'status' | 'msPerStepMedian'>);
