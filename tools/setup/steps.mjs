import { bundles } from './bundles.mjs';
import { engine } from './engine.mjs';
import { packages } from './packages.mjs';
import { withProgress } from './progress.mjs';

/**
 * One step of the set-up. `needed` answers within milliseconds from what is on disk; `run` does it.
 * @typedef {{ title: string, needed: () => boolean, run: () => Promise<void> }} Step
 */

/** What every task stands on, in this order. */
export const base = [packages, bundles, engine];

/**
 * Does the steps that are still needed, each with a line of progress.
 * @param {Step[]} steps
 */
export async function setUp(steps) {
  for (const step of steps) {
    if (step.needed()) await withProgress(step.title, step.run);
  }
}
