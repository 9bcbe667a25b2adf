import type { EngineChoice } from './choose-trainer';

/** What training a program may go by: the plan that was read from it, or the program itself under the user's Python. */
export type TrainingWay = 'plan' | 'python';

/** What was read from a program. */
export interface PlanState {
  /** There is a plan of what is to be trained, and the engine at hand can train it. */
  isPlanned: boolean;
  /** Nothing else of what is to be trained was refused. */
  isWhole: boolean;
}

/** The ways to try, the first that is there counts: with "auto" the plan where it is all of what is to be trained, else Python before a part. */
export function waysInOrder(choice: EngineChoice | 'python', { isPlanned, isWhole }: PlanState): TrainingWay[] {
  if (choice === 'python') return ['python'];
  const plan: TrainingWay[] = isPlanned ? ['plan'] : [];
  if (choice !== 'auto') return plan;
  return isPlanned && isWhole ? plan : ['python', ...plan];
}
