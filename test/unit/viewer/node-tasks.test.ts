import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExportRequest } from '../../../src/export/export-records';
import { RecordIndex } from '../../../src/records/record-index';
import { exportToFile } from '../../../src/viewer/node-export';
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
  const everything: ExportRequest = { format: 'tfrecord', selection: { kind: 'all' }, columns: [] };

  it('index', async () => {
    const index = RecordIndex.fromBytes(await runTask('index', { path: sections }, nothing, undefined, script));
    assert.deepEqual([index?.count, index?.complete], [1055, true]);
  });

  it('sample', async () => {
    const { payload, records, statistics } = await runTask('sample', { paths: [zipped, sections] }, nothing, undefined, script);
    assert.deepEqual([payload, records, statistics.records], ['example', 500, 500]);
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
    const records = await exportToFile([zipped], copy, everything, nothing, new AbortController().signal, script);
    assert.equal(records, 200);
    assert.equal(spilled.bytes, readFileSync(plain).length);
    assert.deepEqual(readFileSync(copy), readFileSync(plain));
  });

  const interruptions: {
    [what: string]: [paths: string[], stop: (controller: AbortController) => (bytes: number) => void, message: RegExp];
  } = {
    'is cancelled on the way': [Array<string>(40).fill(sections), stop => () => stop.abort(new Error('cancelled')), /cancelled/],
    'is cancelled before it starts': [
      [sections],
      stop => {
        stop.abort(new Error('cancelled'));
        return nothing;
      },
      /cancelled/,
    ],
    'fails at its second file': [[sections, join(folder, 'none')], () => nothing, /no such file/],
  };
  for (const [what, [paths, stop, message]] of Object.entries(interruptions)) {
    it(`leave nothing behind when an export ${what}, and keep the file that was there`, async () => {
      const into = mkdtempSync(join(folder, 'export-'));
      const to = join(into, 'kept');
      writeFileSync(to, 'as before');
      const controller = new AbortController();
      await assert.rejects(exportToFile(paths, to, everything, stop(controller), controller.signal, script), message);
      assert.deepEqual(readdirSync(into), ['kept']);
      assert.equal(readFileSync(to, 'utf8'), 'as before');
    });
  }

  it('fail with a message, and end when they are told to', async () => {
    await assert.rejects(runTask('index', { path: join(folder, 'none') }, nothing, undefined, script), /no such file/);
    const stop = new AbortController();
    const running = runTask('index', { path: sections }, nothing, stop.signal, script);
    stop.abort(new Error('enough'));
    await assert.rejects(running, /enough/);
  });
});
