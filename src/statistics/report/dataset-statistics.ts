import { FIELD_KIND } from '../../records/field-table';
import type { Collected } from '../collect/collected';
import type { CollectedFeature, FeaturePlace } from '../collect/feature-collector';
import { readBytesState, readFloatState, readInt64State } from '../sketch/read-state';
import { bytesStatistics } from './bytes-statistics';
import { floatStatistics, int64Statistics } from './number-statistics';
import { roleOf } from './role';
import type { Coverage, DatasetStatistics, Dtype, FeatureKind, FeatureStatistics } from './statistics';

const PLACES: FeaturePlace[] = ['context', 'example', 'sequence'];

/** The statistics of what has been collected, features by place and name. `coverage` says whether that was every record of the dataset. */
export function datasetStatistics(collected: Collected, coverage: Coverage = 'all'): DatasetStatistics {
  const sound = collected.records - collected.malformed;
  const features = collected.features.map(feature => featureStatistics(feature, sound));
  features.sort((a, b) => PLACES.indexOf(a.in) - PLACES.indexOf(b.in) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return {
    message: collected.message,
    records: collected.records,
    malformed: collected.malformed,
    coverage,
    features,
  };
}

const DTYPES: { [kind in FeatureKind]: Dtype | null } = { int64: 'int64', float: 'float32', bytes: 'string', mixed: null, none: null };

const kindsOf = ({ kinds }: CollectedFeature) => (['bytes', 'float', 'int64'] as const).filter(kind => kinds[FIELD_KIND[kind]] > 0);

/** The kind that the values of a feature have: one, 'mixed' or 'none'. */
export function kindOf(feature: CollectedFeature): FeatureKind {
  const kinds = kindsOf(feature);
  return kinds.length > 1 ? 'mixed' : (kinds[0] ?? 'none');
}

function featureStatistics(feature: CollectedFeature, records: number): FeatureStatistics {
  const kinds = kindsOf(feature);
  const kind = kindOf(feature);
  const lengths = int64Statistics(readInt64State(feature.lengths));
  const [min, max] = [Number(lengths.min ?? 0), Number(lengths.max ?? 0)];
  const steps = feature.steps && int64Statistics(readInt64State(feature.steps));
  const inner = min !== max ? [null] : max === 1 ? [] : [max];
  const statistics: FeatureStatistics = {
    name: feature.name,
    in: feature.place,
    kind,
    dtype: DTYPES[kind],
    present: feature.present,
    missing: records - feature.present,
    empty: feature.empty,
    min_length: min,
    max_length: max,
    mean_length: lengths.mean ?? 0,
    lengths: lengths.histogram,
    ...(steps ? { min_steps: Number(steps.min ?? 0), max_steps: Number(steps.max ?? 0), mean_steps: steps.mean ?? 0 } : {}),
    shape: steps ? [steps.min === steps.max ? Number(steps.min ?? 0) : null, ...inner] : inner,
    ...(kind === 'mixed' ? { kinds: Object.fromEntries(kinds.map(name => [name, feature.kinds[FIELD_KIND[name]]])) } : {}),
    ...(feature.int64 ? { int64: int64Statistics(readInt64State(feature.int64)) } : {}),
    ...(feature.float ? { float: floatStatistics(readFloatState(feature.float)) } : {}),
    ...(feature.bytes ? { bytes: bytesStatistics(readBytesState(feature.bytes), feature.recognised) } : {}),
  };
  const role = roleOf(statistics);
  return role ? { ...statistics, role } : statistics;
}
