import { said } from '../../common/sentence';
import type { RecordFeature } from '../../compatibility/feature';
import { judge } from '../../compatibility/judge';
import type { Target } from '../../compatibility/target';
import type { Step } from '../../compatibility/verdict';
import {
  type CompatDetail,
  type CompatFeature,
  type CompatPlace,
  type CompatTable,
  type CompatTarget,
  compatFeatureId,
  type Insertion,
} from '../../protocol/compatibility';
import { hubState } from '../../rules/hub/state';
import { type FedFeature, insertionOf } from './insertion';
import type { ModelInput } from './model-inputs';
import type { WrittenProgram } from './written-program';

/** A target with where it was found. */
export interface PlacedTarget extends Pick<CompatTarget, 'id' | 'model' | 'span' | 'added'> {
  readonly target: Target;
  /** Of a model's input: the input, and the program that it is in. */
  readonly input?: ModelInput;
  readonly program?: WrittenProgram;
}

/** What a table is made of. */
export interface CompatSides {
  readonly features: readonly RecordFeature[];
  readonly targets: readonly PlacedTarget[];
}

/** Every feature against every target. */
export function compatTable({ features, targets }: CompatSides): Omit<CompatTable, 'unknown'> {
  return {
    features: features.map(viewedFeature),
    targets: targets.map(viewedTarget),
    cells: features.map(feature =>
      targets.map(({ target }) => {
        const { verdict, reason, steps } = judge(feature, target, features);
        return { verdict, reason, ...(steps.length > 0 && { step: steps[0].title }) };
      }),
    ),
  };
}

/** One cell in full; null where there is no such row or column. */
export function compatDetail({ features, targets }: CompatSides, place: CompatPlace): CompatDetail | null {
  const feature = features.find(one => featureId(one) === place.feature);
  const placed = targets.find(({ id }) => id === place.target);
  if (feature === undefined || placed === undefined) return null;
  const { steps, gives, alternatives, ...verdict } = judge(feature, placed.target, features);
  const first = verdict.verdict === 'does-not-fit' ? [] : [{ title: null, steps, gives }];
  const ways = [...first, ...alternatives].map(way => ({ ...way, insertion: insertionInto(placed, way.steps, { feature, features }) }));
  return { feature: viewedFeature(feature), target: viewedTarget(placed), verdict, ways };
}

function insertionInto({ input, program }: PlacedTarget, steps: readonly Step[], fed: FedFeature): Insertion {
  if (input === undefined || program === undefined) return { why: said`The module is in no model of the workspace: add it to one first.` };
  return insertionOf(steps, fed, input, program);
}

const featureId = ({ name, inSequence }: RecordFeature): string => compatFeatureId(name, inSequence);

const viewedFeature = (feature: RecordFeature): CompatFeature => ({
  id: featureId(feature),
  name: feature.name,
  type: feature.type,
  isLabel: feature.isLabel === true,
});

const handleOf = ({ added, input }: PlacedTarget): string | undefined => added ?? (input?.layer && hubState(input.layer)?.handle);

function viewedTarget(placed: PlacedTarget): CompatTarget {
  const { target, id, model, span, added } = placed;
  const { kind, name, takes } = target;
  const handle = handleOf(placed);
  return {
    id,
    kind,
    name,
    takes,
    ...(model !== undefined && { model }),
    ...(span && { span }),
    ...(handle !== undefined && { handle }),
    ...(added !== undefined && { added }),
  };
}
