import { strict as assert } from 'node:assert';
import { makeCorruption } from '../../../src/records/corruption';
import { type FileState, type FullPass, keptStatistics } from '../../../src/viewer/full-pass';

const file = (uri: string): FileState => ({ uri, size: 1, modified: 1 });

const pass = (records: number, ...corruptions: FullPass['corruptions']): FullPass => ({
  statistics: { message: 'example', records, malformed: 0, coverage: 'all', features: [] },
  corruptions,
  drift: [],
});
const corrupted = [makeCorruption('truncated', 3, { from: 10, to: 20 }, { ends: true })];

describe('statistics that were kept of some files', () => {
  const cases: { [what: string]: { kept: { [files: string]: FullPass }; files: string[]; records: number[] | null } } = {
    'of one file': { kept: { a: pass(5, []) }, files: ['a'], records: [5] },
    'of a file that was not read whole': { kept: {}, files: ['a'], records: null },
    'of files together': { kept: { 'a b': pass(9, [], []), a: pass(5, []), b: pass(4, []) }, files: ['a', 'b'], records: [9] },
    'of each of them': { kept: { a: pass(5, []), b: pass(4, []) }, files: ['a', 'b'], records: [5, 4] },
    'of some of them': { kept: { a: pass(5, []) }, files: ['a', 'b'], records: null },
    'of a corrupted file': { kept: { a: pass(5, corrupted) }, files: ['a'], records: null },
    'of files one of which is corrupted': { kept: { 'a b': pass(9, [], corrupted) }, files: ['a', 'b'], records: null },
    'of files of which one alone is known to be corrupted': {
      kept: { a: pass(5, corrupted), b: pass(4, []) },
      files: ['a', 'b'],
      records: null,
    },
  };
  for (const [what, { kept, files, records }] of Object.entries(cases)) {
    it(what, async () => {
      const found = await keptStatistics(files.map(file), async own => kept[own.map(({ uri }) => uri).join(' ')]);
      assert.deepEqual(found?.map(statistics => statistics.records) ?? null, records);
    });
  }
});
