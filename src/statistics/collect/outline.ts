import { FIELD_KIND } from '../../records/field-table';
import type { FeatureCounts, FeaturePlace } from './feature-collector';

/** A feature that some records have, and the kinds of its lists there. */
export interface FeatureOutline {
  name: string;
  in: FeaturePlace;
  kinds: Kind[];
}

const KINDS = ['bytes', 'float', 'int64'] as const;
type Kind = (typeof KINDS)[number];

/** What is counted of records and features. */
export interface OutlineCounts {
  records: number;
  malformed: number;
  features: FeatureCounts[];
}

/** How much a collector had collected at some time. */
export interface Totals {
  sound: number;
  /** Of each feature: how often it was met, and lists of each kind. */
  features: { met: number; kinds: number[] }[];
}

const metOf = ({ present, kindless }: { present: number; kindless: number }): number => present + kindless;

export const totalsOf = ({ records, malformed, features }: OutlineCounts): Totals => ({
  sound: records - malformed,
  features: features.map(feature => ({ met: metOf(feature), kinds: [...feature.kinds] })),
});

/** The features of the records that were collected since; null when none of those is sound. */
export function outlineSince(collected: OutlineCounts, before: Totals): FeatureOutline[] | null {
  if (collected.records - collected.malformed === before.sound) return null;
  return collected.features.flatMap((feature, index) => {
    const then = before.features[index] ?? { met: 0, kinds: [0, 0, 0, 0] };
    if (metOf(feature) === then.met) return [];
    const kinds = KINDS.filter(kind => feature.kinds[FIELD_KIND[kind]] > then.kinds[FIELD_KIND[kind]]);
    return [{ name: feature.name, in: feature.place, kinds }];
  });
}

/** The features of several outlines, each with the kind it has in all of them: one, 'mixed' or 'none'. */
export function joinOutlines(outlines: FeatureOutline[][]): { name: string; in: FeaturePlace; kind: Kind | 'mixed' | 'none' }[] {
  const kinds = new Map<string, { name: string; in: FeaturePlace; kinds: Set<Kind> }>();
  for (const feature of outlines.flat()) {
    const key = `${feature.in} ${feature.name}`;
    const known = kinds.get(key) ?? { name: feature.name, in: feature.in, kinds: new Set() };
    for (const kind of feature.kinds) known.kinds.add(kind);
    kinds.set(key, known);
  }
  return [...kinds.values()].map(feature => ({ ...feature, kind: feature.kinds.size > 1 ? 'mixed' : ([...feature.kinds][0] ?? 'none') }));
}
