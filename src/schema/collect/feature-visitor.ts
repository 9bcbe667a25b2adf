import { commonPayload, recognisePayload } from '../../records/payload';
import type { RecordBatch } from '../../records/read-records';
import type { Visitor } from '../../records/scan';
import { type Collected, collectBatch, createDatasetCollector, type DatasetCollector, type Message } from './dataset-collector';

/** Records at the front by which it is told what the rest are. */
const LOOKED_AT = 32;

/** Collects statistics of features during a scan; what it finds is null where the records are no examples. */
export function featureVisitor(): Visitor<Collected | null> {
  let collector: DatasetCollector | undefined;
  let other = false;
  return {
    batch(batch) {
      if (batch.count === 0 || other) return;
      if (!collector) {
        const message = messageOf(batch);
        if (message === undefined) {
          other = true;
          return;
        }
        collector = createDatasetCollector(message);
      }
      collectBatch(collector, batch);
    },
    finish: () => collector?.collected ?? null,
  };
}

function messageOf(batch: RecordBatch): Message | undefined {
  const payloads = Array.from({ length: Math.min(LOOKED_AT, batch.count) }, (_, index) =>
    recognisePayload(batch.bytes, batch.starts[index], batch.starts[index] + batch.lengths[index]),
  );
  const sound = payloads.filter(payload => payload === 'example' || payload === 'sequence_example');
  // A few records that are something else do not hide what the others are.
  if (sound.length * 2 < payloads.length) return commonPayload(payloads) === 'empty' ? 'example' : undefined;
  return sound.includes('sequence_example') ? 'sequence_example' : 'example';
}
