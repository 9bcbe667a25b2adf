import { type SentenceValue as Phrase, said } from '../../common/sentence';
import { quotedName } from '../../query/syntax';
import type { FeatureStatistics } from '../../statistics/report/statistics';
import type { Anomaly } from './anomaly';

/** A part of a dataset that should be like the others: a shard that holds records. */
export interface ShardFeatures {
  name: string;
  features: PartFeature[];
}

export type PartFeature = Pick<FeatureStatistics, 'name' | 'in' | 'kind'>;

const keyOf = ({ in: place, name }: PartFeature): string => `${place} ${name}`;

/** Where the shards of one dataset do not agree: features that some lack altogether, and features of another kind in some. */
export function driftAnomalies(parts: ShardFeatures[]): Anomaly[] {
  const keyed = parts.map(({ name, features }) => ({ name, features: new Map(features.map(feature => [keyOf(feature), feature])) }));
  const all = new Map(keyed.flatMap(({ features }) => [...features]));
  return [...all].flatMap(([key, feature]) => {
    const found = keyed.map(({ name, features }) => ({ name, feature: features.get(key) }));
    return [...lacking(feature, found), ...kindsDiffer(feature, found)];
  });
}

type Found = { name: string; feature: PartFeature | undefined }[];

function lacking({ name, in: place }: PartFeature, found: Found): Anomaly[] {
  const without = found.filter(({ feature }) => feature === undefined);
  if (without.length === 0) return [];
  return [
    {
      type: 'SCHEMA_MISSING_COLUMN',
      severity: 'warning',
      feature: name,
      in: place,
      short: said`Shards differ`,
      long: said`"${name}" is missing from all records of ${listed(without.map(part => part.name))}, but present in other shards.`,
      where: `missing(${quotedName(name)})`,
    },
  ];
}

function kindsDiffer({ name, in: place }: PartFeature, found: Found): Anomaly[] {
  const byKind = new Map<string, string[]>();
  for (const { name: part, feature } of found) {
    if (feature && feature.kind !== 'none' && feature.kind !== 'mixed')
      byKind.set(feature.kind, [...(byKind.get(feature.kind) ?? []), part]);
  }
  if (byKind.size < 2) return [];
  const [[common], ...others] = [...byKind].sort((a, b) => b[1].length - a[1].length);
  return others.map(([kind, names]) => ({
    type: 'UNEXPECTED_DATA_TYPE',
    severity: 'error',
    feature: name,
    in: place,
    short: said`Shards differ`,
    long: said`"${name}" is ${kind} in ${listed(names)}, but ${common} in other shards.`,
    where: `kind(${quotedName(name)}) == "${kind}"`,
  }));
}

const listed = (names: string[]): Phrase =>
  names.length <= 3 ? names.join(', ') : said`${names.slice(0, 2).join(', ')} and ${names.length - 2} others`;
