import type { FeatureFacts, RecordFacts } from '../../rules/core/rule';
import type { BytesStatistics, DatasetStatistics, FeatureStatistics, NumberStatistics } from '../../statistics/report/statistics';

/** The statistics of every record of some files, of the files together or of each; null where nobody knows them. */
export type StatisticsOf = (files: string[]) => Promise<DatasetStatistics[] | null>;

/**
 * What the statistics of record files tell the rules; `parts` are of the files together, or of each. Context features and the steps
 * of feature lists count as features too, as the parsing functions name them alike. Undefined where a payload is no Example: then nothing is known.
 */
export function recordFacts(files: readonly string[], parts: readonly DatasetStatistics[]): RecordFacts | undefined {
  if (parts.some(({ malformed }) => malformed > 0)) return undefined;
  const byName = new Map<string, FeatureStatistics[]>();
  for (const feature of parts.flatMap(({ features }) => features)) {
    // A feature that has a kind in no record is missing for TensorFlow.
    if (feature.kind !== 'none') byName.set(feature.name, [...(byName.get(feature.name) ?? []), feature]);
  }
  return {
    files,
    sampled: parts.some(({ coverage }) => coverage !== 'all'),
    records: sum(parts.map(({ records }) => records)),
    features: Object.fromEntries([...byName].map(([name, same]) => [name, featureFacts(same)])),
  };
}

/** The facts of a feature, from its statistics in each part and place. */
function featureFacts(parts: readonly FeatureStatistics[]): FeatureFacts {
  const [kind, another] = new Set(parts.map(part => part.kind as FeatureFacts['kind']));
  const numbers = rangeOf(parts.flatMap(({ int64, float }) => [int64, float]).filter(each => each !== undefined));
  const texts = parts.map(({ bytes }) => bytes).filter(each => each !== undefined);
  const words = wordsOf(texts);
  const bytes = texts.filter(({ count }) => count > 0);
  return {
    kind: another === undefined ? kind : 'mixed',
    present: sum(parts.map(({ present }) => present)),
    minLength: Math.min(...parts.map(({ min_length }) => min_length)),
    maxLength: Math.max(...parts.map(({ max_length }) => max_length)),
    ...(numbers && { min: Math.min(...numbers), max: Math.max(...numbers) }),
    ...(bytes.length > 0 && {
      minBytes: Math.min(...bytes.map(({ min_bytes }) => min_bytes)),
      maxBytes: Math.max(...bytes.map(({ max_bytes }) => max_bytes)),
    }),
    ...(words && { minWords: Math.min(...words), maxWords: Math.max(...words) }),
  };
}

/** Numbers among which the least and the greatest of all are; undefined where there is none, or one is not a number. */
function rangeOf(parts: readonly NumberStatistics[]): readonly number[] | undefined {
  const ends = parts.flatMap(({ min, max, positive_infinity, negative_infinity }) => [
    ...[min, max].filter(end => end !== null).map(Number),
    ...(positive_infinity > 0 ? [Number.POSITIVE_INFINITY] : []),
    ...(negative_infinity > 0 ? [Number.NEGATIVE_INFINITY] : []),
  ]);
  return ends.length === 0 || parts.some(({ nan }) => nan > 0) ? undefined : ends;
}

/** Likewise of the words of texts; undefined where not all were counted. */
function wordsOf(parts: readonly BytesStatistics[]): readonly number[] | undefined {
  const ends = parts.filter(({ count }) => count > 0).map(({ min_words, max_words }) => [min_words, max_words]);
  const known = ends.flat().filter(end => end !== undefined);
  return known.length === 0 || known.length < 2 * ends.length ? undefined : known;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
