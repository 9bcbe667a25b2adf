import assert from 'node:assert/strict';
import type { ByteSource } from '../../../src/records/byte-source';
import { encodeExample } from '../../../src/records/encode-example';
import type { FeatureValue } from '../../../src/records/example';
import { portableInflate } from '../../../src/records/inflate';
import { nodeCrc32c } from '../../../src/records/node-crc32c';
import { putRecord } from '../../../src/records/record-writer';
import { RecordsDataset } from '../../../src/viewer/dataset';
import { readRows } from '../../../src/viewer/rows';
import { firstRecords, SAMPLE_BYTES, SAMPLE_BYTES_HERE, sampleOf } from '../../../src/viewer/sample';
import { datasetOf, fileOf } from './memory-dataset';

const MEBIBYTE = 2 ** 20;

/** A file of equal records of so many bytes that nothing holds; counts the bytes that are read of it. */
async function largeDataset(records: number, recordBytes: number): Promise<{ dataset: RecordsDataset; read(): number }> {
  const features = new Map<string, FeatureValue>([
    ['label', { kind: 'int64', values: BigInt64Array.of(3n) }],
    ['ids', { kind: 'int64', values: new BigInt64Array(1000).fill(300n) }],
    ['scan', { kind: 'bytes', values: [new Uint8Array(recordBytes)] }],
  ]);
  const payload = encodeExample({ features });
  const framed = new Uint8Array(payload.length + 16);
  putRecord(framed, 0, payload);
  const size = framed.length * records;
  let bytesRead = 0;
  const source: ByteSource = {
    size,
    async read(offset, length, into = new Uint8Array(length)) {
      const wanted = Math.min(length, size - offset);
      for (let at = 0; at < wanted; ) {
        const from = (offset + at) % framed.length;
        const piece = framed.subarray(from, from + wanted - at);
        into.set(piece, at);
        at += piece.length;
      }
      bytesRead += wanted;
      return into.subarray(0, wanted);
    },
  };
  const file = { uri: 'large', name: 'large', source, size, modified: 0, close: () => undefined };
  const dataset = await RecordsDataset.open([file], { crc32c: nodeCrc32c, inflate: portableInflate });
  return { dataset, read: () => bytesRead };
}

describe('the sample of a dataset', () => {
  it('is its first 500 records where these are small', async () => {
    const first = await firstRecords(await datasetOf(fileOf('samples/sections/sections-train.tfrecord-00000-of-00004')), SAMPLE_BYTES_HERE);
    const { payload, records, statistics } = sampleOf(first);
    assert.deepEqual([payload, records, statistics.records, statistics.coverage, first.isCut], ['example', 500, 500, 'sampled', false]);
  });

  const sizes: { recordBytes: number; mostBytes: number; taken: number }[] = [
    { recordBytes: 8 * MEBIBYTE - 4096, mostBytes: SAMPLE_BYTES, taken: 2 },
    { recordBytes: MEBIBYTE, mostBytes: SAMPLE_BYTES_HERE, taken: 1 },
    { recordBytes: 100_000, mostBytes: SAMPLE_BYTES_HERE, taken: 20 },
    // The first one is taken, as there would be nothing to show otherwise.
    { recordBytes: 24 * MEBIBYTE, mostBytes: SAMPLE_BYTES, taken: 1 },
  ];
  for (const { recordBytes, mostBytes, taken } of sizes)
    it(`of records of ${recordBytes} bytes takes ${taken} within ${mostBytes} bytes, and reads little more`, async () => {
      const { dataset, read } = await largeDataset(300, recordBytes);
      const first = await firstRecords(dataset, mostBytes);
      assert.deepEqual([first.payloads.length, first.records, first.isCut], [taken, taken, true]);
      assert.ok(read() < Math.max(mostBytes, recordBytes) + 2 * recordBytes + MEBIBYTE, `${read()} bytes were read`);
    });

  it('is empty in an empty file', async () => {
    const { payload, records } = sampleOf(
      await firstRecords(await datasetOf(fileOf('test/data/records/features/empty.tfrecord')), SAMPLE_BYTES),
    );
    assert.deepEqual([payload, records], ['empty', 0]);
  });
});

describe('rows of large records', () => {
  it('have the first values of their features, and how many there are', async () => {
    const { dataset } = await largeDataset(30, MEBIBYTE);
    const { rows } = await readRows(dataset, undefined, 3, 10);
    assert.deepEqual(
      rows.map(({ record }) => record),
      [3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    );
    const { ids, scan } = rows[0].cells;
    assert.deepEqual([ids.length, ids.text.split(' ').length, new Set(ids.text.split(' '))], [1000, 24, new Set(['300'])]);
    assert.deepEqual([scan.length, scan.text], [1, '00 00 00 00 00 00 00 00 …']);
  });

  it('keep their order and bytes where they are read as a list', async () => {
    const { dataset } = await largeDataset(30, 100_000);
    await readRows(dataset, undefined, 0, 30);
    const { rows } = await readRows(dataset, { list: [20, 3, 4, 29], complete: true }, 0, 4);
    assert.deepEqual(
      rows.map(({ record, cells }) => [record, cells.label.text]),
      [
        [20, '3'],
        [3, '3'],
        [4, '3'],
        [29, '3'],
      ],
    );
  });
});
