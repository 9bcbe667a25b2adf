import { FIELD_KIND } from '../../records/field-table';
import type { Payload } from '../../records/payload';
import type { CollectedFeature } from './feature-collector';
import { createKernel, type Kernel, mergeStates, type ValueKind } from './kernel';
import { mergeRecognised } from './recognised';

/** Which message the payloads are read as. */
export type PayloadMessage = Extract<Payload, 'example' | 'sequence_example' | 'example_list' | 'tensor'>;

/** What a pass has collected. Plain data: what a worker thread sends back, and what is merged. */
export interface Collected {
  message: PayloadMessage;
  /** Payloads that were looked at, and those of them that are no such message. */
  records: number;
  malformed: number;
  features: CollectedFeature[];
  /** The records name more features than are counted: none is then. */
  overflow?: true;
}

/** Features that are counted at most: some 18 KB each, in every thread. */
export const MAX_FEATURES = 8192;

/** Adds what another pass has collected, in place; `other` is used up. */
export function mergeCollected(collected: Collected, other: Collected): void {
  collected.records += other.records;
  collected.malformed += other.malformed;
  if (collected.overflow || other.overflow) {
    collected.overflow = true;
    collected.features = [];
    return;
  }
  asOneMessage(collected, other);
  let kernel: Kernel | undefined;
  const keyOf = (feature: CollectedFeature): string => `${feature.place} ${feature.name}`;
  const known = new Map(collected.features.map(feature => [keyOf(feature), feature]));
  for (const feature of other.features) {
    const same = known.get(keyOf(feature));
    if (same) {
      kernel ??= createKernel();
      mergeFeature(kernel, same, feature);
    } else collected.features.push(feature);
  }
}

/** A SequenceExample without feature lists is the same bytes as an Example: where one pass saw such records alone, its features are the context's. */
function asOneMessage(collected: Collected, other: Collected): void {
  if (collected.message === other.message || ![collected, other].every(({ message }) => /example$/.test(message))) return;
  for (const part of [collected, other]) {
    if (part.message === 'example') for (const feature of part.features) feature.place = 'context';
    part.message = 'sequence_example';
  }
}

function mergeFeature(kernel: Kernel, feature: CollectedFeature, other: CollectedFeature): void {
  const merged = <S extends Uint8Array | null>(kind: ValueKind, state: S, more: S): S =>
    (state && more ? mergeStates(kernel, kind, state, more) : (state ?? more)) as S;
  feature.present += other.present;
  feature.kindless += other.kindless;
  feature.empty += other.empty;
  for (const kind of [FIELD_KIND.bytes, FIELD_KIND.float, FIELD_KIND.int64]) feature.kinds[kind] += other.kinds[kind];
  mergeRecognised(feature.recognised, other.recognised);
  feature.lengths = merged(FIELD_KIND.int64, feature.lengths, other.lengths);
  feature.steps = merged(FIELD_KIND.int64, feature.steps, other.steps);
  feature.int64 = merged(FIELD_KIND.int64, feature.int64, other.int64);
  feature.float = merged(FIELD_KIND.float, feature.float, other.float);
  feature.bytes = merged(FIELD_KIND.bytes, feature.bytes, other.bytes);
}
