/** What a host tells of a small file, for the record viewer's page looked at without an editor. */

import type { RecordsFile } from '../../../src/protocol/records-page';
import { encodeExample } from '../../../src/records/encode-example';
import type { FeatureValue } from '../../../src/records/example';
import { recordDetail } from '../../../src/viewer/detail';
import { recordRow } from '../../../src/viewer/row';
import { schemaView } from '../../../src/viewer/schema-view';
import { statisticsOf } from '../../unit/statistics/collect/collect-file';
import { compatTableOf } from './sample-compatibility';

const text = (value: string): FeatureValue => ({ kind: 'bytes', values: [new TextEncoder().encode(value)] });
const whole = (value: bigint): FeatureValue => ({ kind: 'int64', values: BigInt64Array.of(value) });

const records = Array.from({ length: 60 }, (_, index) =>
  encodeExample({
    features: new Map<string, FeatureValue>([
      // Twitter's numbers of posts are of this size: all digits but the last few are the same.
      ['id', whole(1_750_000_000_000_000_000n + BigInt(index * index))],
      ['label', whole(BigInt(index % 9))],
      ['price', { kind: 'float', values: Float32Array.of(index / 7) }],
      ['section', text(['net', 'text', 'games', 'admin'][index % 4] as string)],
      ['title', text(`The ${index}th of sixty records, with a title that is longer than its column`)],
    ]),
  }),
);

const file: RecordsFile = {
  name: 'posts.tfrecord',
  bytes: records.reduce((sum, { length }) => sum + length + 16, 0),
  compression: 'none',
  payload: 'Example',
  notice: null,
  members: [],
  warnings: [],
  shards: 0,
  can: { startModel: true },
  where: null,
};

const { table } = compatTableOf(1, 3);

/** The host's answers, by call. */
export const recordsAnswers = {
  open: file,
  rows: {
    rows: records.map((bytes, record) => recordRow(record, record * 180, bytes)),
    corruptions: [],
    corruptionCount: 0,
    count: records.length,
    complete: true,
  },
  setView: { ok: true, sample: null },
  schema: schemaView(statisticsOf(records)),
  detail: recordDetail({ record: 0, offset: 0 }, records[0] as Uint8Array, { vocabulary: [], labels: [] }),
  checkQuery: null,
  complete: [],
  compatibility: table && { targets: table.targets, cells: table.cells[0] },
};
