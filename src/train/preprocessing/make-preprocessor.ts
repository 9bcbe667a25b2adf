import type { LayerPlan } from '../../plan/plan';
import { supportOf } from '../../plan/support/accepted';
import { atSite } from '../plan-error';
import type { Preprocessor, PreprocessorClass } from './preprocessor';
import { preprocessorTable } from './table';

/** Layers that have learned from data, by their place in the plan's `adaptations`. */
export type Adapted = readonly Preprocessor[];

/** The layer of a plan, ready to run. Throws a PlanError naming its line. */
export function makePreprocessor(plan: LayerPlan, adapted: Adapted): Preprocessor {
  if (plan.adaptation !== undefined) return adapted[plan.adaptation];
  return atSite(plan.site, () => preprocessorClassOf(plan).make(plan.config));
}

/** Throws where the plan holds a class that no table knows. */
export function preprocessorClassOf(plan: LayerPlan): PreprocessorClass {
  const found = supportOf<PreprocessorClass>(preprocessorTable, plan.class);
  if (found === undefined) throw new Error(`the plan holds a layer ${plan.class}, which no table knows`);
  return found;
}

/** Whether a layer of the plan prepares values. */
export const isPreprocessor = (plan: LayerPlan): boolean => supportOf<PreprocessorClass>(preprocessorTable, plan.class) !== undefined;
