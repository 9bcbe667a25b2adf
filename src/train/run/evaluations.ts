import type { TrainingPlan } from '../../plan/plan';
import type { Stage } from '../../plan/stages';
import { evaluateModel } from '../fit';
import { hasKnownSize } from '../input/known-size';
import type { PreparedRun, Shared } from './prepare';
import { batchMaker } from './stage';

/** Runs what the program evaluates after its last `fit`, and says what comes out. Ends early where the user stops it. */
export async function runEvaluations(
  { evaluations = [] }: TrainingPlan,
  { stage, prepared }: { stage: Stage; prepared: PreparedRun },
  shared: Shared,
  say: (text: string) => void,
): Promise<void> {
  const toBatch = batchMaker(stage, prepared);
  for (const { data, steps, site } of evaluations) {
    const held = { dataset: shared.dataset(data), steps, sized: hasKnownSize(data) };
    const metrics = await evaluateModel({ stepper: prepared.stepper, toBatch, stopped: shared.stopped }, held);
    if (metrics === undefined) return;
    const values = Object.entries(metrics).map(([name, value]) => `${name} ${Number(value.toPrecision(5))}`);
    say(`evaluate (line ${site.line}): ${values.join(', ')}`);
  }
}
