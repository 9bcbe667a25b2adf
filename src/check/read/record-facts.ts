import type { ByteSource } from '../../records/byte-source';
import { decodeExample, decodeSequenceExample, type FeatureValue } from '../../records/example';
import { recognisePayload } from '../../records/payload';
import { readRecords } from '../../records/read-records';
import type { FeatureFacts, RecordFacts } from '../../rules/core/rule';

/** Records that are read of a set of files, at most, spread over them evenly: enough to know features, lengths and ranges within a second. */
const MAX_RECORDS = 20_000;

/** A feature as it is gathered, record by record. */
type Gathered = { -readonly [K in keyof FeatureFacts]: FeatureFacts[K] };
type Filled = Exclude<FeatureValue, { kind: 'none' }>;

/** A file's bytes, decompressed; undefined where it cannot be read. `close` is called when it is done with. */
export interface OpenFile {
  readonly bytes: ByteSource | AsyncIterable<Uint8Array>;
  close(): void;
}

/**
 * What the records of some files hold. Context features and the steps of feature lists count as features too, as the parsing functions name
 * them alike. Undefined where a file cannot be read or holds no Examples: then nothing is known.
 */
export async function gatherFacts(
  files: readonly string[],
  open: (path: string) => Promise<OpenFile | undefined>,
): Promise<RecordFacts | undefined> {
  const features = new Map<string, Gathered>();
  const limit = Math.max(1, Math.floor(MAX_RECORDS / files.length));
  let records = 0;
  let sampled = false;
  for (const path of files) {
    const file = await open(path);
    if (file === undefined) return undefined;
    try {
      const read = await gatherFile(file.bytes, limit, features);
      if (read === undefined) return undefined;
      records += read.records;
      sampled ||= read.more;
    } finally {
      file.close();
    }
  }
  return { files, sampled, records, features: Object.fromEntries(features) };
}

/** Adds the first records of a file; undefined where they are corrupted or no Examples. */
async function gatherFile(
  bytes: OpenFile['bytes'],
  limit: number,
  features: Map<string, Gathered>,
): Promise<{ records: number; more: boolean } | undefined> {
  let records = 0;
  for await (const batch of readRecords(bytes)) {
    if (batch.corruptions.length > 0) return undefined;
    for (let index = 0; index < batch.count; index++) {
      if (records === limit) return { records, more: true };
      const start = batch.starts[index];
      const end = start + batch.lengths[index];
      const values = valuesOf(batch.bytes, start, end);
      if (values === undefined) return undefined;
      for (const [name, steps] of values) add(features, name, steps);
      records++;
    }
  }
  return { records, more: false };
}

/** The features of one record, whichever kind of Example it is; a feature list is its steps. */
function valuesOf(bytes: Uint8Array, start: number, end: number): [string, readonly FeatureValue[]][] | undefined {
  const single = (values: Iterable<[string, FeatureValue]>) =>
    [...values].map(([name, value]): [string, readonly FeatureValue[]] => [name, [value]]);
  const payload = recognisePayload(bytes, start, end);
  if (payload === 'sequence_example') {
    const decoded = decodeSequenceExample(bytes, start, end);
    if (!decoded.ok) return undefined;
    return [...single(decoded.value.context), ...decoded.value.featureLists];
  }
  if (payload !== 'example' && payload !== 'empty') return undefined;
  const decoded = decodeExample(bytes, start, end);
  return decoded.ok ? single(decoded.value.features) : undefined;
}

/** Adds what one record has of a feature. */
function add(features: Map<string, Gathered>, name: string, steps: readonly FeatureValue[]): void {
  const filled = steps.flatMap(step => (step.kind === 'none' ? [] : [step]));
  const [first] = filled;
  if (first === undefined) return;
  const feature = features.get(name) ?? { kind: first.kind, present: 0, minLength: first.values.length, maxLength: first.values.length };
  features.set(name, feature);
  feature.present++;
  for (const step of filled) addStep(feature, step);
}

function addStep(feature: Gathered, step: Filled): void {
  const { length } = step.values;
  if (feature.kind !== step.kind) feature.kind = 'mixed';
  feature.minLength = Math.min(feature.minLength, length);
  feature.maxLength = Math.max(feature.maxLength, length);
  if (step.kind === 'bytes') {
    for (const text of step.values) {
      const words = wordCount(text);
      feature.minWords = Math.min(feature.minWords ?? words, words);
      feature.maxWords = Math.max(feature.maxWords ?? words, words);
    }
  } else {
    for (const item of step.values) {
      const number = Number(item);
      feature.min = Math.min(feature.min ?? number, number);
      feature.max = Math.max(feature.max ?? number, number);
    }
  }
}

/** Words between white space, as tf.strings.split counts them without a separator. One pass over the bytes, no string is made. */
function wordCount(text: Uint8Array): number {
  let words = 0;
  let inside = false;
  for (const byte of text) {
    const space = byte === 32 || (byte >= 9 && byte <= 13);
    if (!space && !inside) words++;
    inside = !space;
  }
  return words;
}
