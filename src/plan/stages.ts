import type { LaterFit, TrainingPlan } from './plan';

/** One call of `fit`, with everything that it trains. */
export interface Stage extends Pick<TrainingPlan, 'train' | 'validation' | 'model' | 'compile' | 'fit'> {
  readonly newOptimizer: boolean;
  /** What the learning rate of an optimizer that goes on is set to before. */
  readonly learningRate?: number;
}

/** The calls of `fit` of a plan, in order. Parts that do not change are the same objects. */
export function stagesOf(plan: TrainingPlan): Stage[] {
  const stages: Stage[] = [{ ...plan, newOptimizer: true }];
  for (const later of plan.later ?? []) stages.push(following(stages[stages.length - 1], later));
  return stages;
}

function following(before: Stage, { train, validation, model, compile, ...own }: LaterFit): Stage {
  return {
    train: train ?? before.train,
    validation: validation === undefined ? before.validation : validation,
    model: model ?? before.model,
    compile: compile ?? before.compile,
    ...own,
  };
}

/** Epochs until the end of a plan, counted on from one call of `fit` to the next. */
export const epochsOf = (plan: TrainingPlan): number =>
  (plan.later ?? []).reduce((sum, { fit }) => sum + Math.max(0, fit.epochs - fit.initialEpoch), plan.fit.epochs);
