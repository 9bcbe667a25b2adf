import { KIND } from '../../records/field-table';
import { type Kernel, stateOf, type ValueKind } from './kernel';
import { checkText, copyOf, createRecognised, type Recognised, recognise } from './recognised';
import type { ValuePool } from './value-pool';
import { beginColumn, type ColumnWriter, flushColumn, writeEntry } from './write-column';

/** Where a feature lives: an Example has one place, a SequenceExample two. */
export type Place = 'example' | 'context' | 'sequence';

/** How often a feature was met. */
export interface FeatureCounts {
  name: string;
  place: Place;
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
  place: Place;
  kindless: number;
  recognised: Recognised;
  feature: number;
  steps: number | null;
}

export const createFeatureCollector = ({ run }: Kernel, name: string, place: Place): FeatureCollector => ({
  name,
  place,
  kindless: 0,
  recognised: createRecognised(),
  feature: run.createFeature(),
  steps: place === 'sequence' ? run.createCollector(KIND.int64) : null,
});

/** Adds what one record has of the feature: entries [first, end) of the pool. */
export function addEntries(writer: ColumnWriter, collector: FeatureCollector, pool: ValuePool, first: number, end: number): void {
  const { run } = writer.kernel;
  const { feature, steps } = collector;
  let values = 0;
  let known = 0;
  for (let entry = first; entry < end; entry++) {
    const kind = pool.kind[entry];
    if (kind === KIND.none) continue;
    if (known++ === 0 || kind !== writer.kind) beginColumn(writer, feature, kind as ValueKind);
    if (kind === KIND.bytes) recogniseEntry(collector, pool, entry, run.listsOf(feature, kind) + writer.lists);
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
    recognise(recognised, bytes, view, start, end);
  }
}

/** How often the feature has been met so far. */
export const countsOf = ({ run }: Kernel, { name, place, kindless, feature }: FeatureCollector): FeatureCounts => ({
  name,
  place,
  present: run.presentOf(feature),
  kindless,
  kinds: [0, run.listsOf(feature, KIND.bytes), run.listsOf(feature, KIND.float), run.listsOf(feature, KIND.int64)],
});

/** What has been collected of the feature so far. */
export function collectedFeature(kernel: Kernel, collector: FeatureCollector): CollectedFeature {
  const { run } = kernel;
  const { feature, recognised, steps } = collector;
  const saved = (kind: ValueKind, address: number | null) => (address ? stateOf(kernel, kind, address) : null);
  return {
    ...countsOf(kernel, collector),
    empty: run.emptyOf(feature),
    recognised: copyOf(recognised),
    lengths: stateOf(kernel, KIND.int64, run.lengthsOf(feature)),
    steps: saved(KIND.int64, steps),
    int64: saved(KIND.int64, run.collectorOf(feature, KIND.int64)),
    float: saved(KIND.float, run.collectorOf(feature, KIND.float)),
    bytes: saved(KIND.bytes, run.collectorOf(feature, KIND.bytes)),
  };
}
