import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RecordIndex } from '../../../src/records/record-index';
import { runTask } from '../../../src/viewer/node-task-thread';
import { root } from '../../root';
import { bundleThread } from '../statistics/threads/bundle-thread';

const sections = join(root, 'samples/sections/sections-train.tfrecord-00000-of-00004');
const zipped = join(root, 'samples/sections/sections-small.tfrecord.gz');

describe('tasks of the viewer, in a thread', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tensorscope-'));
  const script = join(folder, 'tasks.js');
  before(() => bundleThread('viewer/node-task-worker.ts', script));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const nothing = (): void => undefined;

  it('index', async () => {
    const index = RecordIndex.fromBytes(await runTask('index', { path: sections }, nothing, undefined, script));
    assert.deepEqual([index?.count, index?.complete], [1055, true]);
  });

  it('find, numbering several files through', async () => {
    const columns = [{ name: 'package', type: 'text' as const, detail: '', literals: [] }];
    const found: number[] = [];
    const query = { kind: 'filter', text: 'package == "squidguard"' } as const;
    const count = await runTask(
      'find',
      { paths: [sections, sections], query, columns },
      news => found.push(...news.found),
      undefined,
      script,
    );
    assert.deepEqual([count, found], [2110, [0, 1055]]);
  });

  it('decompress to a file, and export from the compressed one', async () => {
    const [plain, copy] = [join(folder, 'plain'), join(folder, 'copy')];
    const spilled = await runTask('spill', { path: zipped, to: plain }, nothing, undefined, script);
    const request = { format: 'tfrecord', selection: { kind: 'all' }, columns: [] } as const;
    const { records } = await runTask(
      'export',
      { paths: [zipped], to: copy, request: { ...request, columns: [] } },
      nothing,
      undefined,
      script,
    );
    assert.equal(records, 200);
    assert.equal(spilled.bytes, readFileSync(plain).length);
    assert.deepEqual(readFileSync(copy), readFileSync(plain));
  });

  it('fail with a message, and end when they are told to', async () => {
    await assert.rejects(runTask('index', { path: join(folder, 'none') }, nothing, undefined, script), /no such file/);
    const stop = new AbortController();
    const running = runTask('index', { path: sections }, nothing, stop.signal, script);
    stop.abort(new Error('enough'));
    await assert.rejects(running, /enough/);
  });
});
