import * as assert from 'node:assert/strict';
import { remoteFiles } from '../../../../src/check/host/remote-files';
import type { DatasetStatistics } from '../../../../src/statistics/report/statistics';

describe('files behind messages', () => {
  const asked: string[] = [];
  let known = 'w/own/train-0';
  const statistics: DatasetStatistics = { message: 'example', records: 5, malformed: 0, coverage: 'all', features: [] };
  const files = remoteFiles({
    read: async path => {
      asked.push(path);
      if (path === 'w/broken.py') throw new Error('not readable');
      return path === 'w/shapes.py' ? 'N = 3' : null;
    },
    glob: async (folder, pattern) => (folder === 'w/own' ? [`${pattern}-0`] : []),
    statistics: async paths => (paths[0] === known ? [statistics] : null),
  });

  it('are not there at first, and there once they have come', async () => {
    const { source } = files.around(['w']);
    assert.equal(source?.('w/shapes.py'), undefined);
    assert.equal(await files.settle?.(), true);
    assert.equal(source?.('w/shapes.py'), 'N = 3');
    assert.equal(await files.settle?.(), false);
  });

  it('are asked for once, also where there is none or it cannot be read', async () => {
    const { source } = files.around(['w']);
    for (const path of ['w/none.py', 'w/broken.py']) {
      assert.equal(source?.(path), undefined);
      await files.settle?.();
      assert.equal(source?.(path), undefined);
      assert.equal(await files.settle?.(), false);
    }
    assert.deepEqual(asked, ['w/shapes.py', 'w/none.py', 'w/broken.py']);
  });

  it('a pattern is unknown until all folders have answered, then the first that has files counts', async () => {
    const { workspace } = files.around(['w', 'w/own']);
    assert.equal(workspace.glob?.('train'), undefined);
    await files.settle?.();
    assert.deepEqual(workspace.glob?.('train'), ['train-0']);
  });

  it('what records hold is what the editor knows of them, from the first folder from which it knows them', async () => {
    const { records } = files.around(['w', 'w/own']).facts;
    const train = ['train-0'];
    assert.equal(records?.peek(train), undefined);
    await records?.gather(train);
    assert.deepEqual(records?.peek(train), { files: train, sampled: false, records: 5, features: {} });
  });

  it('what records hold is asked again once more of them were read', async () => {
    const { records } = files.around(['w']).facts;
    const late = ['./late'];
    const answer = async () => {
      records?.peek(late);
      await records?.gather(late);
      return records?.peek(late)?.records;
    };
    assert.equal(await answer(), undefined);
    known = 'w/late';
    assert.equal(await answer(), undefined);
    files.recordsRead?.();
    assert.equal(await answer(), 5);
  });
});
