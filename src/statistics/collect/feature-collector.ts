import { FIELD_KIND } from '../../records/field-table';
import { collectorState, type Kernel, type ValueKind } from './kernel';
import { checkText, copyOf, countWords, createRecognised, type Recognised, recognise } from './recognised';
import type { ValuePool } from './value-pool';
import { beginColumn, type ColumnWriter, flushColumn, MAX_HASHED_BYTES, writeEntry } from './write-column';

/** Where a feature lives: an Example has one place, a SequenceExample two. */
export type FeaturePlace = 'example' | 'context' | 'sequence';

/** How often a feature was met. */
export interface FeatureCounts {
  name: string;
  place: FeaturePlace;
  /** Records that have the feature, with a kind; and records that name it without one (TensorFlow takes those as missing). */
  present: number;
  kindless: number;
  /** Lists of each kind, by KIND: one a record, for a sequence feature one a step. */
  kinds: [number, number, number, number];
}

/** What was collected of one feature in one place. Plain data, which may be sent between threads as it is; collectors as states (../sketch/read-state.ts). */
export interface CollectedFeature extends FeatureCounts {
  /** Records in which it is present without a value. */
  empty: number;
  /** What its byte strings are. */
  recognised: Recognised;
  /** Values a list. */
  lengths: Uint8Array;
  /** Steps a record; null for what is no sequence feature. */
  steps: Uint8Array | null;
  int64: Uint8Array | null;
  float: Uint8Array | null;
  bytes: Uint8Array | null;
}

/** A feature that is being collected: what is counted here, and the addresses of what the kernel counts. */
export interface FeatureCollector {
  name: string;
  place: FeaturePlace;
  kindless: number;
  recognised: Recognised;
  feature: number;
  steps: number | null;
}

export const createFeatureCollector = ({ run }: Kernel, name: string, place: FeaturePlace): FeatureCollector => ({
  name,
  place,
  kindless: 0,
  recognised: createRecognised(),
  feature: run.createFeature(),
  steps: place === 'sequence' ? run.createCollector(FIELD_KIND.int64) : null,
});

/** Adds what one record has of the feature: entries [first, end) of the pool. */
export function addEntries(writer: ColumnWriter, collector: FeatureCollector, pool: ValuePool, first: number, end: number): void {
  const { run } = writer.kernel;
  const { feature, steps } = collector;
  let values = 0;
  let known = 0;
  for (let entry = first; entry < end; entry++) {
    const kind = pool.kind[entry];
    if (kind === FIELD_KIND.none) continue;
    if (known++ === 0 || kind !== writer.kind) beginColumn(writer, feature, kind as ValueKind);
    if (kind === FIELD_KIND.bytes) recogniseEntry(collector, pool, entry, run.listsOf(feature, kind) + writer.lists);
    values += writeEntry(writer, pool, entry);
  }
  flushColumn(writer);
  if (steps !== null) run.addOne(steps, end - first);
  if (steps !== null || known > 0) run.closeRecord(feature, values);
  else collector.kindless++;
}

function recogniseEntry({ recognised }: FeatureCollector, pool: ValuePool, entry: number, before: number): void {
  const bytes = pool.source[entry];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const from = pool.from[entry];
  for (let span = from; span < pool.to[entry]; span++) {
    const start = pool.start[span];
    const end = start + pool.size[span];
    checkText(recognised, bytes, start, end, before + span - from);
    if (end - start > MAX_HASHED_BYTES) countWords(recognised, bytes, start, end);
    recognise(recognised, bytes, view, start, end);
  }
}

/** How often the feature has been met so far. */
export const countsOf = ({ run }: Kernel, { name, place, kindless, feature }: FeatureCollector): FeatureCounts => ({
  name,
  place,
  present: run.presentOf(feature),
  kindless,
  kinds: [0, run.listsOf(feature, FIELD_KIND.bytes), run.listsOf(feature, FIELD_KIND.float), run.listsOf(feature, FIELD_KIND.int64)],
});

/** What has been collected of the feature so far. */
export function collectedFeature(kernel: Kernel, collector: FeatureCollector): CollectedFeature {
  const { run } = kernel;
  const { feature, recognised, steps } = collector;
  const saved = (kind: ValueKind, address: number | null) => (address ? collectorState(kernel, kind, address) : null);
  return {
    ...countsOf(kernel, collector),
    empty: run.emptyOf(feature),
    recognised: copyOf(recognised),
    lengths: collectorState(kernel, FIELD_KIND.int64, run.lengthsOf(feature)),
    steps: saved(FIELD_KIND.int64, steps),
    int64: saved(FIELD_KIND.int64, run.collectorOf(feature, FIELD_KIND.int64)),
    float: saved(FIELD_KIND.float, run.collectorOf(feature, FIELD_KIND.float)),
    bytes: saved(FIELD_KIND.bytes, run.collectorOf(feature, FIELD_KIND.bytes)),
  };
}
