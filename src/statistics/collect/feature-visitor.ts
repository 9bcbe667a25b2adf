import { commonPayload, type Payload } from '../../records/payload';
import type { Visitor } from '../../records/scan';
import { type Collected, mergeCollected, type PayloadMessage } from './collected';
import { collectBatch, collectedSoFar, countedSoFar, createDatasetCollector, type DatasetCollector } from './dataset-collector';
import { type FeatureOutline, outlineSince, type Totals, totalsOf } from './outline';

/**
 * Collects statistics of features during a scan, or during several, one after the other; what it finds is null where the records are no examples. Its
 * outline is the features that the records since the last outline have.
 */
export function featureVisitor(): Visitor<Collected | null, FeatureOutline[] | null> {
  const collectors = new Map<PayloadMessage, DatasetCollector>();
  /** What the records since the last outline go to: undefined before the first of them, null when they are no examples. */
  let current: DatasetCollector | null | undefined;
  let before: Totals | undefined;
  const collectorOf = (message: PayloadMessage): DatasetCollector => {
    const collector = collectors.get(message) ?? createDatasetCollector(message);
    collectors.set(message, collector);
    before = totalsOf(countedSoFar(collector));
    return collector;
  };
  return {
    batch(batch, payloads) {
      if (batch.count === 0) return [];
      if (current === undefined) {
        const message = messageOf(payloads);
        current = message === undefined ? null : collectorOf(message);
      }
      return current ? collectBatch(current, batch).map(({ record, is }) => ({ record: batch.firstRecord + record, is })) : [];
    },
    outline() {
      const outline = current && before ? outlineSince(countedSoFar(current), before) : null;
      current = undefined;
      return outline;
    },
    finish() {
      const [whole, ...others] = [...collectors.values()].map(collectedSoFar);
      for (const other of others) mergeCollected(whole, other);
      return whole ?? null;
    },
  };
}

/** Which message the records are, from what the first of them are. */
function messageOf(payloads: Payload[]): PayloadMessage | undefined {
  const common = commonPayload(payloads);
  if (common === 'example_list' || common === 'tensor') return common;
  const sound = payloads.filter(payload => payload === 'example' || payload === 'sequence_example');
  // A few records that are something else do not hide what the others are.
  if (sound.length * 2 < payloads.length) return common === 'empty' ? 'example' : undefined;
  return sound.includes('sequence_example') ? 'sequence_example' : 'example';
}
