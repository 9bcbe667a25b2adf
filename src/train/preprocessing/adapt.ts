import { type AdaptationPlan, isVocabularyNumber, type TrainingPlan } from '../../plan/plan';
import { NdArray } from '../input/array';
import { buildDataset } from '../input/build-dataset';
import { elementsOf, type InputContext } from '../input/dataset';
import { atSite } from '../plan-error';
import { type Adapted, preprocessorClassOf } from './make-preprocessor';
import type { Learner, Preprocessor } from './preprocessor';

/** Reads the data of each layer that learns, in the order of the plan; undefined where the run was stopped. Throws a PlanError where one cannot learn. */
export async function adaptLayers(plan: TrainingPlan, input: InputContext, stopped: () => boolean): Promise<Adapted | undefined> {
  const adapted: Preprocessor[] = [];
  for (const written of plan.adaptations ?? []) {
    const adaptation = withVocabularies(written, adapted);
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

/** A part of a plan with the numbers that follow from vocabularies. */
export function withVocabularies<T>(part: T, adapted: Adapted): T {
  if (adapted.length === 0) return part;
  if (isVocabularyNumber(part)) {
    const { vocabularyOf, times, plus } = part;
    return ((adapted[vocabularyOf].vocabularySize ?? 0) * times + plus) as T;
  }
  if (Array.isArray(part)) return part.map(item => withVocabularies(item, adapted)) as T;
  if (part === null || typeof part !== 'object') return part;
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, withVocabularies(value, adapted)])) as T;
}
