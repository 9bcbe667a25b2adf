import { readFileSync } from 'node:fs';
import type { TrainingPlan } from '../../src/plan/plan';
import { inProject } from '../root';

/** Folder that the record paths of the plan are seen from. */
export const plannedFolder = inProject('samples');

/** The sections model on three batches, for two epochs. */
export function smallPlan(change: (plan: TrainingPlan) => void = () => undefined): TrainingPlan {
  const plan = JSON.parse(readFileSync(inProject('test/data/plans/sections-cnn.json'), 'utf8')) as TrainingPlan;
  const { site } = plan.fit;
  plan.train = { op: 'take', input: plan.train, count: 3, site };
  plan.validation = plan.validation && { op: 'take', input: plan.validation, count: 1, site };
  plan.fit.epochs = 2;
  change(plan);
  return plan;
}
