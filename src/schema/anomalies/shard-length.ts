import { type SentenceValue, said } from '../../common/sentence';
import { type Anomaly, counted, listedWithAnd } from './anomaly';

/** A file with the number of records in it, those included that are corrupted but keep their number. */
export interface ShardLength {
  name: string;
  records: number;
  /** As many as the dataset's own description tells; undefined when it does not. */
  expected?: number;
}

const MAX_SHARDS_NAMED = 3;

/** Files that have another number of records than dataset_info.json says, in one sentence. */
export function shardLengthAnomalies(shards: ShardLength[]): Anomaly[] {
  const others = shards.flatMap(({ name, records, expected }) =>
    expected === undefined || expected === records ? [] : [{ name, records, expected }],
  );
  const named = others
    .slice(0, MAX_SHARDS_NAMED)
    .map(({ name, records, expected }): SentenceValue => said`${name} should have ${counted(expected, 'record')}, but has ${records}`);
  if (named.length === 0) return [];
  const rest = others.length - named.length;
  const listed =
    rest === 0 ? listedWithAnd(named) : listedWithAnd([...named, rest === 1 ? said`1 more file differs` : said`${rest} more files differ`]);
  const missing = others.reduce((sum, { records, expected }) => sum + expected - records, 0);
  return [{ type: missing < 0 ? 'DATASET_HIGH_NUM_EXAMPLES' : 'DATASET_LOW_NUM_EXAMPLES', severity: 'error', ...wordsOn(listed, missing) }];
}

/** `missing` records in all; fewer than 0 where there are too many. */
function wordsOn(listed: SentenceValue, missing: number): Pick<Anomaly, 'short' | 'long'> {
  if (missing === 0) return { short: said`Number of records differs`, long: said`According to dataset_info.json, ${listed}.` };
  if (missing < 0)
    return {
      short: said`Too many records`,
      long: said`According to dataset_info.json, ${listed}: ${counted(-missing, 'record')} too many.`,
    };
  return { short: said`Missing records`, long: said`According to dataset_info.json, ${listed}: ${counted(missing, 'record')} missing.` };
}
