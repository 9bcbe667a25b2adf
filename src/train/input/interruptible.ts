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

/** A dataset that ends once the run is to be stopped, and that leaves the event loop its turns until then. */
export const interruptible = ({ size, chunks }: Dataset, goOn: GoOn): Dataset => ({
  size,
  async *chunks() {
    for await (const chunk of chunks()) {
      yield chunk;
      if (!(await goOn())) return;
    }
  },
});
