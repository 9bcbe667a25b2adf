import { strict as assert } from 'node:assert';
import type { RecordsQuery, RowsView } from '../../../src/protocol/records-page';
import { bytesSource } from '../../../src/records/byte-source';
import { encodeExample } from '../../../src/records/encode-example';
import type { RecordsDataset } from '../../../src/viewer/dataset';
import type { Find } from '../../../src/viewer/search';
import type { RecordsMember } from '../../../src/viewer/shard';
import { ShownRows, type Sort } from '../../../src/viewer/shown-rows';
import { createSorter } from '../../../src/viewer/sort';
import { fileOf } from '../records/arbitraries';
import { datasetOf } from './memory-dataset';

/** Records whose feature "x" is this, in the order of the file. */
const VALUES = [5, 3, 9, 1, 7];

async function dataset(): Promise<RecordsDataset> {
  const bytes = fileOf(
    VALUES.map(x => encodeExample({ features: new Map([['x', { kind: 'int64', values: BigInt64Array.of(BigInt(x)) }]]) })),
  );
  return datasetOf({ uri: 'x', name: 'x', source: bytesSource(bytes), size: bytes.length, modified: 0, close: () => undefined });
}

const sortOf =
  ({ members }: RecordsDataset): Sort =>
  async (request, tell, signal) => {
    const sorter = createSorter(request);
    await sorter.read((members[0] as RecordsMember).file.source, 0, tell, { signal });
    return sorter.finish();
  };

/** Searches that end when they are told to: with the numbers they have found, or with an error. */
class Searches {
  readonly begun: { query: string; find(...found: number[]): void; end(error?: Error): Promise<void>; aborted: boolean }[] = [];

  readonly of =
    (query: RecordsQuery): Find =>
    (tell, signal) =>
      new Promise((resolve, reject) => {
        const search = {
          query: query.text,
          aborted: false,
          find: (...found: number[]) => tell({ bytes: 1, records: 1, found }),
          end: async (error?: Error) => {
            if (error) reject(error);
            else resolve(undefined);
            await settled();
          },
        };
        this.begun.push(search);
        signal.addEventListener('abort', () => {
          search.aborted = true;
          reject(new Error('aborted'));
        });
      });
}
const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

const few: RecordsQuery = { kind: 'filter', text: 'few' };
const many: RecordsQuery = { kind: 'filter', text: 'many' };
const up = { feature: 'x', descending: false };
const down = { feature: 'x', descending: true };

async function open() {
  const heard: string[] = [];
  const rows = new ShownRows({
    progress: done => heard.push(done === null ? 'over' : done === 0 ? 'begun' : 'some'),
    grown: () => heard.push('grown'),
    failed: ({ message }) => heard.push(message),
  });
  const records = await dataset();
  const searches = new Searches();
  const { signal } = new AbortController();
  return {
    rows,
    records,
    heard,
    searches,
    show: (view: RowsView) => rows.show(view, records, searches.of, sortOf(records)),
    seen: async () => {
      const { rows: read, complete } = await rows.read(records, 0, 10, signal);
      return [read.map(({ record }) => record), complete];
    },
  };
}

describe('the rows that are shown', () => {
  it('are all records at first, sorted where that is asked for, and back', async () => {
    const { show, seen } = await open();
    assert.deepEqual(await seen(), [[0, 1, 2, 3, 4], true]);
    assert.equal(await show({ query: null, sort: up }), null);
    assert.deepEqual(await seen(), [[3, 1, 0, 4, 2], true]);
    await show({ query: null, sort: down });
    assert.deepEqual(await seen(), [[2, 4, 0, 1, 3], true]);
    await show({ query: null, sort: null });
    assert.deepEqual(await seen(), [[0, 1, 2, 3, 4], true]);
  });

  it('stay in the order of the file where a sort is stopped or fails, which is reported', async () => {
    const { rows, records, searches, seen, heard } = await open();
    const stopped = rows.show({ query: null, sort: up }, records, searches.of, (_request, _tell, signal) => {
      const ended = new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
      rows.stop();
      return ended;
    });
    assert.equal(await stopped, 0);
    assert.deepEqual(await seen(), [[0, 1, 2, 3, 4], true]);
    assert.deepEqual(heard, ['begun', 'over']);
    const failing = rows.show({ query: null, sort: down }, records, searches.of, () => Promise.reject(new Error('not readable')));
    assert.equal(await failing, 0);
    assert.ok(heard.includes('not readable'));
  });

  it('say in which of them a record is', async () => {
    const { show, rows, searches } = await open();
    assert.equal(await rows.rowOf(3), 3);
    await show({ query: null, sort: up });
    assert.equal(await rows.rowOf(2), 4);
    await show({ query: few, sort: null });
    searches.begun[0].find(1, 4);
    await searches.begun[0].end();
    assert.deepEqual([await rows.rowOf(4), await rows.rowOf(0)], [1, null]);
  });

  it('grow as a search finds more, and are complete when it ends', async () => {
    const { show, seen, rows, searches, heard } = await open();
    await show({ query: few, sort: null });
    searches.begun[0].find(1, 4);
    assert.deepEqual(await seen(), [[1, 4], false]);
    assert.equal(rows.found, undefined);
    await searches.begun[0].end();
    assert.deepEqual(await seen(), [[1, 4], true]);
    assert.equal(rows.found, 2);
    assert.deepEqual(heard, ['begun', 'some', 'grown', 'over', 'grown']);
  });

  it('keep what a query has found when they are sorted, sorted the other way and not sorted any more', async () => {
    const { show, seen, searches } = await open();
    await show({ query: few, sort: null });
    searches.begun[0].find(0, 1, 2);
    const sorted = show({ query: { ...few }, sort: up });
    await searches.begun[0].end();
    await sorted;
    assert.deepEqual(await seen(), [[1, 0, 2], true]);
    await show({ query: { ...few }, sort: down });
    assert.deepEqual(await seen(), [[2, 0, 1], true]);
    await show({ query: { ...few }, sort: null });
    assert.deepEqual(await seen(), [[0, 1, 2], true]);
    assert.equal(searches.begun.length, 1);
  });

  it('are looked for anew when the same query is asked for again', async () => {
    const { show, seen, rows, searches } = await open();
    await show({ query: few, sort: null });
    rows.stop();
    await settled();
    assert.deepEqual(await seen(), [[], false]);
    await show({ query: { ...few }, sort: null });
    searches.begun[1].find(3);
    await searches.begun[1].end();
    assert.deepEqual(await seen(), [[3], true]);
  });

  it('are of the view that was asked for last, whichever search ends last', async () => {
    const { show, seen, searches, heard } = await open();
    const first = show({ query: few, sort: up });
    searches.begun[0].find(0, 1, 2);
    await show({ query: many, sort: null });
    assert.ok(searches.begun[0].aborted);
    await first;
    searches.begun[1].find(4);
    await searches.begun[1].end();
    assert.deepEqual(await seen(), [[4], true]);
    assert.deepEqual(heard, ['begun', 'some', 'grown', 'begun', 'some', 'grown', 'over', 'grown']);
  });

  it('are of no query any more behind a sort that waits for one', async () => {
    const { show, seen, searches } = await open();
    const first = show({ query: few, sort: up });
    await show({ query: null, sort: null });
    await first;
    assert.deepEqual(await seen(), [[0, 1, 2, 3, 4], true]);
    assert.ok(searches.begun[0].aborted);
  });

  it('are not complete behind a search that failed, which is reported', async () => {
    const { show, seen, rows, searches, heard } = await open();
    await show({ query: few, sort: null });
    searches.begun[0].find(2);
    await searches.begun[0].end(new Error('not readable'));
    assert.deepEqual([await seen(), rows.found], [[[2], false], undefined]);
    assert.ok(heard.includes('not readable'));
  });

  it('have numbers for what is selected, waiting for a search that has not come so far', async () => {
    const { show, rows, searches } = await open();
    assert.equal(await rows.list(3), undefined);
    await show({ query: few, sort: null });
    searches.begun[0].find(1);
    assert.deepEqual(await rows.list(1), [1]);
    const later = rows.list(2);
    searches.begun[0].find(4);
    await searches.begun[0].end();
    assert.deepEqual(await later, [1, 4]);
  });

  it('are all again for files that are others now', async () => {
    const { show, seen, rows, searches } = await open();
    await show({ query: few, sort: null });
    rows.reset();
    assert.deepEqual([await seen(), searches.begun[0].aborted], [[[0, 1, 2, 3, 4], true], true]);
  });
});
