import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Dataset, GoOn } from './dataset';

/** How long the event loop may wait for data, which may never come: `repeat()` below a filter that lets nothing through. */
const MOST_MS_WITHOUT_TURN = 20;

/** Asked often: costs a look at the clock, and a turn of the event loop now and then, in which a stop is heard. */
export function makeGoOn(stopped: () => boolean): GoOn {
  let last = performance.now();
  return () => {
    if (performance.now() - last < MOST_MS_WITHOUT_TURN) return !stopped();
    return nextTurn().then(() => {
      last = performance.now();
      return !stopped();
    });
  };
}

/** Goes through all steps of a pipeline, so that none of them makes something of what it has collected: a batch of millions takes seconds. */
class Stopped extends Error {}

/** A dataset that stops the pipeline above it once the run is to be stopped, and that leaves the event loop its turns until then. */
export const interruptible = ({ size, chunks }: Dataset, goOn: GoOn): Dataset => ({
  size,
  async *chunks() {
    for await (const chunk of chunks()) {
      yield chunk;
      if (!(await goOn())) throw new Stopped();
    }
  },
});

/** A whole pipeline: to those who read it, a stop is its end. */
export const endedByStop = ({ size, chunks }: Dataset): Dataset => ({
  size,
  async *chunks() {
    try {
      yield* chunks();
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
    }
  },
});
