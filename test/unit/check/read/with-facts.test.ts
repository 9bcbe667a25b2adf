import * as assert from 'node:assert/strict';
import { type FactStore, readWithFacts } from '../../../../src/check/read/with-facts';
import type { RecordFacts } from '../../../../src/rules/core/rule';

const facts = (name: string): RecordFacts => ({ files: [name], sampled: false, records: 1, features: {} });

/** A store that knows nothing until it is asked to look; of files named "bad…" nothing can be known. */
function store(): FactStore<readonly string[], RecordFacts> & { gathered: string[] } {
  const known = new Map<string, RecordFacts | null>();
  const gathered: string[] = [];
  return {
    gathered,
    peek: ([name = '']) => known.get(name),
    gather: async ([name = '']) => {
      gathered.push(name);
      known.set(name, name.startsWith('bad') ? null : facts(name));
    },
  };
}

describe('reading a program with its records', () => {
  it('reads once where no records are asked for', async () => {
    let readings = 0;
    const kept = store();
    assert.equal(await readWithFacts(() => ++readings, {}, { records: kept }), 1);
    assert.deepEqual(kept.gathered, []);
  });

  it('reads again when what was asked for is known, and keeps the rest of what is seen', async () => {
    const seen: unknown[] = [];
    const glob = (): readonly string[] => ['a'];
    const result = await readWithFacts(
      workspace => {
        assert.equal(workspace.glob, glob);
        seen.push([workspace.records?.(['a'])?.files, workspace.records?.(['bad'])?.files]);
        return seen.length;
      },
      { glob },
      { records: store() },
    );
    assert.deepEqual(
      [result, seen],
      [
        2,
        [
          [undefined, undefined],
          [['a'], undefined],
        ],
      ],
    );
  });

  it('reads three times at most', async () => {
    let readings = 0;
    const kept = store();
    const result = await readWithFacts(
      ({ records }) => {
        records?.([`file ${readings}`]);
        return ++readings;
      },
      {},
      { records: kept },
    );
    assert.deepEqual([result, kept.gathered], [3, ['file 0', 'file 1']]);
  });
});
