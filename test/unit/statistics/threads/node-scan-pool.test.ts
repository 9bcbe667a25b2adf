import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeExample } from '../../../../src/records/encode-example';
import type { Scanned } from '../../../../src/records/scan';
import { scanStatistics } from '../../../../src/statistics/report/scan-statistics';
import { type FileScan, type ScanOptions, scanFiles } from '../../../../src/statistics/threads/node-scan-pool';
import { root } from '../../../root';
import { fileOf } from '../../records/arbitraries';
import { bundleThread } from './bundle-thread';

/** 400 records of 0 to 99 bytes; corrupted at three places, and in one record's data stands a whole file of records. */
function spoiltFile(): Uint8Array<ArrayBuffer> {
  const payloads: Uint8Array[] = Array.from({ length: 400 }, (_, i) => new Uint8Array(i % 100).fill(i));
  payloads[50] = fileOf(payloads.slice(0, 40));
  const bytes = new Uint8Array(fileOf(payloads));
  for (const at of [3000, 3001, 11_111, 20_000]) bytes[at] ^= 0x55;
  return bytes;
}

describe('schema: scanning files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'scan-'));
  const script = join(folder, 'scanner.js');
  const spoilt = join(folder, 'spoilt.tfrecord');
  const paths = [spoilt, join(root, 'samples/sections/sections-small.tfrecord.gz'), join(folder, 'absent')];

  before(async () => {
    writeFileSync(spoilt, spoiltFile());
    await bundleThread('statistics/threads/node-scanner.ts', script);
  });
  after(() => rmSync(folder, { recursive: true }));

  /** What does not depend on how the work was shared out. */
  const outcome = (scan: FileScan) => {
    if ('failed' in scan) return scan;
    const { records, numbered, corruptions, bytes, end }: Scanned = scan.scanned;
    return { path: scan.path, records, numbered, corruptions, bytes, end };
  };
  const scanned = async (options: ScanOptions) => (await scanFiles(paths, options)).map(outcome);

  it('a file that cannot be read says why, and does not stop the others', async () => {
    const [first, second, third] = await scanned({ threads: 0 });
    assert.ok('corruptions' in first && first.corruptions.length === 3 && first.numbered === 400);
    assert.ok('records' in second && second.records === 200);
    assert.deepEqual(third, { path: paths[2], failed: 'no such file' });
  });

  for (const range of [100, 1000, 2500, 7000]) {
    it(`ranges of ${range} bytes give what one reading gives, corruption at their borders and records in records included`, async () =>
      assert.deepEqual(await scanned({ threads: 0, range }), await scanned({ threads: 0 })));
  }

  it('threads give what no thread gives', async () => {
    let done = 0;
    const progress = (bytes: number) => {
      done += bytes;
    };
    assert.deepEqual(await scanned({ threads: 2, range: 5000, script, progress }), await scanned({ threads: 0 }));
    assert.ok(done > 0);
  });

  const features = (name: string, values: number[]) =>
    fileOf(values.map(value => encodeExample({ features: new Map([[name, { kind: 'int64', values: BigInt64Array.of(BigInt(value)) }]]) })));
  const numbers = Array.from({ length: 3000 }, (_, i) => i);
  const found = (scans: FileScan[]) =>
    scanStatistics(scans).features.map(({ name, present, int64 }) => ({
      name,
      present,
      min: int64?.min,
      max: int64?.max,
      mean: int64?.mean,
    }));

  for (const [how, threads] of [
    ['here', 0],
    ['in threads', 2],
  ] as const) {
    it(`what visitors find ${how} is of all ranges, and is told by dataset`, async () => {
      const [one, two, other] = ['a-1', 'a-2', 'b'].map(name => join(folder, `${name}.tfrecord`));
      writeFileSync(one, features('x', numbers));
      writeFileSync(two, features('x', [-5, 9000]));
      writeFileSync(other, features('y', [1, 2, 3]));
      const datasetOf = (path: string) => (path === other ? 'b' : 'a');
      const scans = await scanFiles([other, one, two], { visitor: { name: 'features' }, datasetOf, threads, range: 10_000, script });
      assert.deepEqual(
        scans.map(scan => 'scanned' in scan && (scan.scanned.found as unknown[]).length),
        [1, 1, 0],
      );
      assert.deepEqual(found(scans.slice(0, 1)), [{ name: 'y', present: 3, min: 1, max: 3, mean: 2 }]);
      const mean = (numbers.reduce((sum, value) => sum + value) - 5 + 9000) / 3002;
      const [x] = found(scans.slice(1));
      assert.deepEqual({ ...x, mean: 0 }, { name: 'x', present: 3002, min: -5, max: 9000, mean: 0 });
      assert.ok(Math.abs((x.mean ?? 0) - mean) < 1e-9);
    });

    it(`records within a record are not counted, whatever ranges they fall into, ${how}`, async () => {
      const nested = join(folder, 'nested.tfrecord');
      const inner = features('inner', numbers);
      const outer = encodeExample({ features: new Map([['file', { kind: 'bytes', values: [inner] }]]) });
      writeFileSync(nested, Buffer.concat([features('x', numbers), fileOf([outer]), features('x', numbers)]));
      const scans = await scanFiles([nested], { visitor: { name: 'features' }, threads, range: 20_000, script });
      const [file, x] = scanStatistics(scans).features;
      assert.deepEqual([file.name, file.present, x.name, x.present], ['file', 1, 'x', 6000]);
      assert.equal('scanned' in scans[0] && scans[0].scanned.records, 6001);
    });
  }

  it('a thread that cannot start, or ends, is told of', async () => {
    const broken = join(folder, 'broken.js');
    for (const code of ['throw new Error("no such module")', 'process.exit(0)']) {
      writeFileSync(broken, code);
      const scans = await scanFiles([spoilt], { visitor: { name: 'features' }, threads: 2, range: 5000, script: broken });
      assert.ok('failed' in scans[0] && /no such module|stopped/.test(scans[0].failed));
    }
  });

  it('an aborted scan ends, saying so', async () => {
    const abort = new AbortController();
    const progress = () => abort.abort();
    const scans = await scanFiles([spoilt], { threads: 2, range: 100, script, signal: abort.signal, progress });
    assert.deepEqual(scans, [{ path: spoilt, failed: 'the scan was stopped' }]);
  });
});
