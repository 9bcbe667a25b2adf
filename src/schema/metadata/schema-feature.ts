import { type Sentence, said } from '../../common/sentence';
import type { FeaturePlace } from '../../statistics/collect/feature-collector';
import type { Bounds, Fault, SchemaFeature } from '../schema';
import { readDomain } from './domain';
import type { MetadataMessage } from './message';

type Feature = MetadataMessage<'Feature'>;

/** A feature as the schema's readers know it, and what it asks for that is not held against data. */
export interface FeatureReading {
  feature: SchemaFeature;
  unchecked: Sentence[];
}

/** Stages in which TFDV does not look at a feature. */
const UNUSED_STAGES: readonly string[] = ['PLANNED', 'ALPHA', 'DEPRECATED', 'DEBUG_ONLY', 'DISABLED'];
const KINDS = { INT: 'int64', FLOAT: 'float', BYTES: 'bytes' } as const;

/** Reads a feature of a schema as TFDV understands it. `words` are the texts of named domains. */
export function readFeature(unnamed: Feature, place: FeaturePlace, words: ReadonlyMap<string, string[]>): FeatureReading {
  const feature = { name: '', ...unnamed };
  const { name, type, presence, lifecycle_stage: stage, unique_constraints: unique } = feature;
  const isUnused = feature.deprecated === true || (stage !== undefined && UNUSED_STAGES.includes(stage));
  const isKnown = type === 'INT' || type === 'FLOAT' || type === 'BYTES';
  const { domain, embedding, ...read } = isKnown ? readDomain(feature, type, words) : { faults: typeFaults(name, type), unchecked: [] };
  const lengths = readLengths(feature, place);
  const shares = readShares(feature);
  // TFDV looks no further where there is no type.
  const faults = type === undefined ? read.faults : [...read.faults, ...lengths.faults, ...shares.faults];
  const environments = { in: feature.in_environment ?? [], not_in: feature.not_in_environment ?? [] };
  return {
    feature: {
      name,
      in: place,
      kind: isKnown ? KINDS[type] : 'unknown',
      min_fraction: shares.min_fraction,
      ...(presence?.min_count === undefined ? {} : { min_count: Number(presence.min_count) }),
      shape: lengths.shape,
      value_count: lengths.value_count,
      ...(lengths.step_count ? { step_count: lengths.step_count } : {}),
      ...(domain ? { domain } : {}),
      ...(shares.min_domain_mass === undefined ? {} : { min_domain_mass: shares.min_domain_mass }),
      ...(unique ? { unique: { min: Number(unique.min ?? 0), max: Number(unique.max ?? 0) } } : {}),
      ...(embedding === undefined ? {} : { embedding }),
      ...(isUnused ? { unused: true } : {}),
      ...(environments.in.length + environments.not_in.length > 0 ? { environments } : {}),
      ...(faults.length > 0 ? { faults } : {}),
    },
    unchecked: isUnused ? [] : [...read.unchecked, ...uncheckedOf(feature)],
  };
}

function typeFaults(name: string, type: Feature['type']): Fault[] {
  if (type === undefined)
    return [{ type: 'FEATURE_MISSING_TYPE', short: said`No type`, long: said`The schema does not specify the type of "${name}".` }];
  const long = said`The schema gives "${name}" the type ${type}, which a feature of an Example cannot have.`;
  const unexpected: Fault = { type: 'UNEXPECTED_DATA_TYPE', short: said`Unexpected data type`, long };
  return type === 'STRUCT' ? [unexpected] : [{ ...unexpected, type: 'DOMAIN_INVALID_FOR_TYPE', short: said`Invalid domain` }, unexpected];
}

const invalid = (long: Sentence): Fault => ({ type: 'INVALID_SCHEMA_SPECIFICATION', short: said`Invalid schema`, long });

/** Shares of records and of values. A min_fraction that is out of bounds counts as the bound that it is beyond. */
function readShares({ name, type, presence, distribution_constraints, string_domain, domain }: Feature): {
  min_fraction: number;
  min_domain_mass?: number;
  faults: Fault[];
} {
  const { min_fraction = 0 } = presence ?? {};
  const { min_domain_mass } = distribution_constraints ?? {};
  const faults: Fault[] = [];
  if (min_fraction < 0 || min_fraction > 1)
    faults.push(invalid(said`The min_fraction of "${name}" is ${min_fraction}, but must be between 0 and 1.`));
  const hasWords = string_domain !== undefined || domain !== undefined;
  if (distribution_constraints && !(type === 'BYTES' && hasWords))
    faults.push(invalid(said`The schema gives "${name}" distribution_constraints, but no string domain.`));
  return { min_fraction: Math.min(1, Math.max(0, min_fraction)), ...(min_domain_mass === undefined ? {} : { min_domain_mass }), faults };
}

type Lengths = Pick<SchemaFeature, 'shape' | 'value_count' | 'step_count'> & { faults: Fault[] };

/** How many values a record has: `shape`, `value_count`, or `value_counts` with a level of steps in front of a sequence feature's values. */
function readLengths({ name, shape, value_count, value_counts }: Feature, place: FeaturePlace): Lengths {
  const none: Lengths = { shape: null, value_count: { min: 0 }, faults: [] };
  const levels = place === 'sequence' ? 2 : 1;
  if (shape) {
    const sizes = (shape.dim ?? []).map(({ size = 0n }) => Number(size));
    if (sizes.every(size => size > 0)) return { ...none, shape: sizes };
    return { ...none, faults: [invalid(said`The shape of "${name}" has a dimension that is not positive.`)] };
  }
  const counts = value_counts ? (value_counts.value_count ?? []) : value_count ? [value_count] : undefined;
  if (!counts) return none;
  if (counts.length !== levels) {
    const long =
      counts.length === 1
        ? said`The schema counts the values of "${name}" at 1 level of nesting, but the feature has ${levels}.`
        : said`The schema counts the values of "${name}" at ${counts.length} levels of nesting, but the feature has ${levels}.`;
    return { ...none, faults: [{ type: 'VALUE_NESTEDNESS_MISMATCH', short: said`Unexpected nesting`, long }] };
  }
  const [outer, inner] = counts.map(boundsOf);
  const values = (levels === 2 ? inner : outer) as Bounds;
  const isInvalid = counts.some(({ min = 0n, max }) => min < 0n || (max !== undefined && max < min));
  return {
    ...none,
    value_count: values,
    ...(levels === 2 && outer ? { step_count: outer } : {}),
    faults: isInvalid ? [invalid(said`The value_count of "${name}" has a negative min, or a max below its min.`)] : [],
  };
}

/** A `max` that is below `min` counts as that, as in TFDV. */
function boundsOf({ min = 0n, max }: MetadataMessage<'ValueCount'>): Bounds {
  return { min: Number(min), ...(max === undefined ? {} : { max: Number(max < min ? min : max) }) };
}

/** What of a feature is about something else than one dataset's values. */
function uncheckedOf({
  name,
  type,
  group_presence,
  skew_comparator,
  drift_comparator,
  struct_domain,
  sequence_metadata,
}: Feature): Sentence[] {
  const asked: [Sentence, unknown][] = [
    [said`the skew_comparator of "${name}"`, skew_comparator],
    [said`the drift_comparator of "${name}"`, drift_comparator],
    [said`the group_presence of "${name}"`, group_presence],
    [said`the sequence_metadata of "${name}"`, sequence_metadata],
    [said`the members of "${name}"`, type === 'STRUCT' ? struct_domain : undefined],
  ];
  return asked.flatMap(([what, field]) => (field === undefined ? [] : [what]));
}
