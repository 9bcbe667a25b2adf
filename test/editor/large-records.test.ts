import * as assert from 'node:assert/strict';
import { closeSync, openSync, writeSync } from 'node:fs';
import * as vscode from 'vscode';
import { encodeExample } from '../../src/records/encode-example';
import type { FeatureValue } from '../../src/records/example';
import { putRecord } from '../../src/records/record-writer';
import { closeAllEditors, sample, tabs, until } from './workspace';

/** A file of records that are large: 2.4 GB, of which a disk holds little, as nearly all of it are zeros that nobody has written. */
const RECORDS = 300;
const RECORD_BYTES = 8 << 20;
/** What opening it may take: memory of the extension host with its threads, and the processor's time at a stretch on the host's own thread. */
const MAX_MEMORY_BYTES = 200 * 2 ** 20;
const MAX_STRETCH_MS = 50;
/** How long it is watched: rows, index and statistics are all under way by then. */
const WATCHED_MS = 8000;

function writeLargeRecords(path: string): void {
  const features = new Map<string, FeatureValue>([
    ['label', { kind: 'int64', values: BigInt64Array.of(3n) }],
    ['scan', { kind: 'bytes', values: [new Uint8Array(RECORD_BYTES)] }],
  ]);
  const payload = encodeExample({ features });
  const framed = new Uint8Array(payload.length + 16);
  putRecord(framed, 0, payload);
  const written = framed.findLastIndex((byte, at) => byte !== 0 && at < framed.length - 4) + 1;
  const file = openSync(path, 'w');
  for (let at = 0; at < RECORDS * framed.length; at += framed.length) {
    writeSync(file, framed, 0, written, at);
    writeSync(file, framed, framed.length - 4, 4, at + framed.length - 4);
  }
  closeSync(file);
}

/** Milliseconds of this thread on a processor, or undefined where Node.js does not tell. */
function threadTime(): number | undefined {
  const { threadCpuUsage } = process as { threadCpuUsage?(): { user: number; system: number } };
  const used = threadCpuUsage?.call(process);
  return used && (used.user + used.system) / 1000;
}

describe('opening a file of large records', () => {
  const file = sample('large.tfrecord');
  before(() => writeLargeRecords(file.fsPath));
  after(async () => {
    await closeAllEditors();
    await vscode.workspace.fs.delete(file);
  });

  it('takes little memory, and no time of the editor', async () => {
    // What the viewer loads the first time is no matter of this file.
    await vscode.commands.executeCommand('vscode.openWith', sample('features/custom.tfrecord'), 'tensorscope.records');
    await new Promise(resolve => setTimeout(resolve, 1500));
    const before = process.memoryUsage.rss();
    let [memory, stretch, last] = [before, 0, threadTime()];
    const watch = setInterval(() => {
      memory = Math.max(memory, process.memoryUsage.rss());
      const now = threadTime();
      if (now !== undefined && last !== undefined) stretch = Math.max(stretch, now - last);
      last = now;
    }, 1);
    await vscode.commands.executeCommand('vscode.openWith', file, 'tensorscope.records');
    await until(() => tabs().some(({ input }) => input instanceof vscode.TabInputCustom && input.uri.path === file.path), 'it is open');
    await new Promise(resolve => setTimeout(resolve, WATCHED_MS));
    clearInterval(watch);
    const [mebibytes, milliseconds] = [Math.round((memory - before) / 2 ** 20), Math.round(stretch)];

    assert.ok(memory - before <= MAX_MEMORY_BYTES, `${mebibytes} MiB`);
    assert.ok(stretch <= MAX_STRETCH_MS, `${milliseconds} ms at a stretch`);
  });
});
