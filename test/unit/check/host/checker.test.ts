import * as assert from 'node:assert/strict';
import { createChecker } from '../../../../src/check/host/checker';
import { type Files, NO_SURROUNDINGS } from '../../../../src/check/read/surroundings';
import type { CheckRequest } from '../../../../src/protocol/checking';
import { testParser } from '../../python/parser';

const TEXT = 'from sizes import N\nimport keras\nx = keras.Input((N,))\n';

const request = (path: string, folder: string | null): CheckRequest => ({
  path,
  folder,
  cells: [{ path, text: TEXT, raises: false }],
  levels: {},
  inlays: 'model',
  keras: '3',
});

/** Files of which one more comes with each settling, as often as is said. */
function files(arrivals: number): { files: Files; around: (readonly string[])[]; settled(): number } {
  const around: (readonly string[])[] = [];
  let settled = 0;
  return {
    around,
    settled: () => settled,
    files: {
      folderOf: path => path.slice(0, Math.max(0, path.lastIndexOf('/'))),
      around: folders => {
        around.push(folders);
        return { ...NO_SURROUNDINGS, source: path => (path.endsWith('sizes.py') && settled >= arrivals ? 'N = 12\n' : undefined) };
      },
      settle: async () => settled++ < arrivals,
    },
  };
}

const inlay = async (seen: Files, asked: CheckRequest): Promise<string | undefined> =>
  (await createChecker(await testParser(), seen).check(asked)).cells[0]?.inlays[0]?.text;

describe('a checker', () => {
  const sights: readonly [path: string, folder: string | null, around: readonly string[] | undefined][] = [
    ['w/models/a.py', 'w', ['w', 'w/models']],
    ['untitled:Untitled-1', 'w', ['w']],
    ['w/models/a.py', null, undefined],
  ];
  for (const [path, folder, around] of sights)
    it(`of ${path} in ${folder} sees ${around ?? 'no other file'}`, async () => {
      const seen = files(0);
      assert.equal(await inlay(seen.files, request(path, folder)), around ? ': float32 (batch, 12)' : ': float32 (batch, None)');
      assert.deepEqual(seen.around, around ? [around] : []);
    });

  it('reads a program again once files have come that it asked for', async () => {
    const seen = files(2);
    assert.equal(await inlay(seen.files, request('w/a.py', 'w')), ': float32 (batch, 12)');
    assert.equal(seen.settled(), 3);
  });

  it('gives up reading again after four times', async () => {
    const seen = files(10);
    assert.equal(await inlay(seen.files, request('w/a.py', 'w')), ': float32 (batch, None)');
    assert.equal(seen.settled(), 3);
  });

  it('hovers over, plans and forgets programs', async () => {
    const checker = createChecker(await testParser(), files(0).files);
    const asked = request('w/a.py', 'w');
    const place = { program: 'w/a.py', path: 'w/a.py', line: 3, column: 1 };
    await checker.check(asked);
    assert.equal((await checker.hover(place))?.type, 'float32 (batch, 12)');
    const { plans, refusals, workingDirectory } = await checker.plans(asked);
    assert.deepEqual([plans, refusals.length, workingDirectory], [[], 1, 'w']);
    await checker.forget('w/a.py');
    assert.equal(await checker.hover(place), undefined);
  });
});
