import type { AdaptationPlan, TrainingPlan } from '../../plan/plan';
import { NdArray } from '../input/array';
import { buildDataset } from '../input/build-dataset';
import { elementsOf, type InputContext } from '../input/dataset';
import { atSite } from '../plan-error';
import { type Adapted, preprocessorClassOf } from './make-preprocessor';
import type { Learner, Preprocessor } from './preprocessor';

/** Reads the data of each layer that learns, in the order of the plan; undefined where the run was stopped. Throws a PlanError where one cannot learn. */
export async function adaptLayers(plan: TrainingPlan, input: InputContext, stopped: () => boolean): Promise<Adapted | undefined> {
  const adapted: Preprocessor[] = [];
  for (const adaptation of plan.adaptations ?? []) {
    const learner = await fed(adaptation, { ...input, adapted });
    if (stopped()) return undefined;
    adapted.push(atSite(adaptation.site, () => learner.finish()));
  }
  return adapted;
}

/** What learns for a layer, with all its data read. */
async function fed({ layer, data, site }: AdaptationPlan, input: InputContext): Promise<Learner> {
  const learner = preprocessorClassOf(layer).learn?.(layer.config);
  if (learner === undefined) throw new Error(`the plan adapts a layer ${layer.class}, which learns nothing`);
  for await (const element of elementsOf(buildDataset(data, input))) {
    atSite(site, () => {
      if (!(element instanceof NdArray)) throw new Error(`adapt of ${layer.class} takes a dataset of dense tensors`);
      learner.update(element);
    });
  }
  return learner;
}
