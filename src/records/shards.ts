/**
 * Files of one dataset: `name-00000-of-00005` (TensorFlow's sharded names, also with a suffix, and TFDS's `{dataset}-{split}.tfrecord-00000-of-00005`).
 */
export interface ShardSet {
  /** The common name, as `name@5`, or the file's own when it is no shard. */
  name: string;
  /** The files, in the order of their numbers. */
  files: string[];
  /** Names of shards that should be there and are not. */
  missing: string[];
  /** Files of the same name that do not belong: a number beyond the count, or another count. */
  extra: string[];
}

/** The number of a shard in a file's name: five digits as TensorFlow writes it, fewer or more as others do. */
export const SHARD_NUMBER = /-\d+-of-\d+/;
const SHARD = /^(.*)-(\d+)-of-(\d+)((?:\.\w+)*)$/s;

interface Shard {
  file: string;
  number: number;
  count: number;
  /** Digits that its number is written with. */
  digits: number;
}

/** The file name of a shard, its numbers written as the other shards' are. */
const shardName = (prefix: string, number: number, count: number, digits: number, suffix: string): string =>
  `${prefix}-${String(number).padStart(digits, '0')}-of-${String(count).padStart(digits, '0')}${suffix}`;

/** Groups files (paths or names) into datasets, in the order in which each is first met. */
export function shardSets(files: string[]): ShardSet[] {
  const groups = new Map<string, { prefix: string; suffix: string; shards: Shard[] } | undefined>();
  for (const file of files) {
    const match = SHARD.exec(file);
    if (!match) {
      groups.set(file, undefined);
      continue;
    }
    const [, prefix, number, count, suffix] = match;
    const key = `${prefix}@${suffix}`;
    const group = groups.get(key) ?? { prefix, suffix, shards: [] };
    group.shards.push({ file, number: Number(number), count: Number(count), digits: number.length });
    groups.set(key, group);
  }
  return [...groups].map(([key, group]) =>
    group ? setOf(group.prefix, group.suffix, group.shards) : { name: key, files: [key], missing: [], extra: [] },
  );
}

/** Above this many, missing shards are not named one by one. */
const MAX_MISSING_NAMED = 1000;

function setOf(prefix: string, suffix: string, shards: Shard[]): ShardSet {
  const count = commonCount(shards);
  const belongs = (shard: Shard) => shard.count === count && shard.number < count;
  const ours = shards.filter(belongs).sort((a, b) => a.number - b.number);
  const present = new Set(ours.map(shard => shard.number));
  const digits = (ours[0] ?? shards[0]).digits;
  const missing: string[] = [];
  for (let number = 0; number < count && missing.length < MAX_MISSING_NAMED; number++) {
    if (!present.has(number)) missing.push(shardName(prefix, number, count, digits, suffix));
  }
  return {
    name: `${prefix}@${count}${suffix}`,
    files: ours.map(shard => shard.file),
    missing,
    extra: shards.filter(shard => !belongs(shard)).map(shard => shard.file),
  };
}

/** The count that most of the shards name; the larger one when two are named equally often. */
function commonCount(shards: Shard[]): number {
  const votes = new Map<number, number>();
  for (const { count } of shards) votes.set(count, (votes.get(count) ?? 0) + 1);
  return [...votes].reduce((best, vote) => (vote[1] > best[1] || (vote[1] === best[1] && vote[0] > best[0]) ? vote : best))[0];
}

const RECORD_NAME = /\.(?:tfrecords?|tfrec|records?|tfdata)(?:-\d+-of-\d+)?(?:\.(?:gz|gzip|zz|zlib|z))?$/i;
/** What stands before and behind a shard's number where the shards hold records: no ending of another kind, such as `.safetensors` or a checkpoint's `.data`. */
const SHARD_PREFIX =
  /(?:^|\/)[^/]*?(?<!\.(?:data|index|csv|tsv|txt|jsonl?|parquet|arrow|avro|npy|npz|bin|h5|hdf5|safetensors|array_record|riegeli|zip|tar))$/is;
const SHARD_SUFFIX = /^(?:\.(?:tfrecords?|tfrec|records?|tfdata))?(?:\.(?:gz|gzip|zz|zlib|z))?$/i;
/** Parts as Hadoop's and Spark's writers of TFRecord name them. */
const SPARK_PART = /^part-[rm]-\d{5}(?:\.(?:gz|gzip|zz|zlib|z))?$/i;

/** Whether a file's name is one that TFRecord files have: with or without a shard's number and a compression's suffix. */
export function isRecordFileName(name: string): boolean {
  if (RECORD_NAME.test(name) || SPARK_PART.test(name)) return true;
  const [, prefix, , , suffix] = SHARD.exec(name) ?? [];
  return prefix !== undefined && suffix !== undefined && SHARD_PREFIX.test(prefix) && SHARD_SUFFIX.test(suffix);
}
