import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import esbuild from 'esbuild';
import type { Scanned } from '../../../src/records/scan';
import { type FileScan, type ScanOptions, scanFiles } from '../../../src/schema/node-scan-pool';
import { fileOf } from '../records/arbitraries';

const root = resolve(__dirname, '../../..');

/** 400 records of 0 to 99 bytes; damaged at three places, and in one record's data stands a whole file of records. */
function spoiltFile(): Uint8Array<ArrayBuffer> {
  const payloads: Uint8Array[] = Array.from({ length: 400 }, (_, i) => new Uint8Array(i % 100).fill(i));
  payloads[50] = fileOf(payloads.slice(0, 40));
  const bytes = new Uint8Array(fileOf(payloads));
  for (const at of [3000, 3001, 11_111, 20_000]) bytes[at] ^= 0x55;
  return bytes;
}

describe('cli: scanning files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'scan-'));
  const script = join(folder, 'scanner.js');
  const spoilt = join(folder, 'spoilt.tfrecord');
  const paths = [spoilt, join(root, 'samples/sections/sections-small.tfrecord.gz'), join(folder, 'absent')];

  before(async () => {
    writeFileSync(spoilt, spoiltFile());
    const external = ['@node-rs/crc32'];
    await esbuild.build({
      entryPoints: [join(root, 'src/schema/node-scanner.ts')],
      outfile: script,
      bundle: true,
      platform: 'node',
      external,
    });
  });
  after(() => rmSync(folder, { recursive: true }));

  /** What does not depend on how the work was shared out. */
  const outcome = (scan: FileScan) => {
    if ('failed' in scan) return scan;
    const { records, numbered, damages, bytes, end }: Scanned = scan.scanned;
    return { path: scan.path, records, numbered, damages, bytes, end };
  };
  const scanned = async (options: ScanOptions) => (await scanFiles(paths, options)).map(outcome);

  it('a file that cannot be read says why, and does not stop the others', async () => {
    const [first, second, third] = await scanned({ threads: 0 });
    assert.ok('damages' in first && first.damages.length === 3 && first.numbered === 400);
    assert.ok('records' in second && second.records === 200);
    assert.deepEqual(third, { path: paths[2], failed: 'there is no such file' });
  });

  for (const range of [100, 1000, 2500, 7000]) {
    it(`ranges of ${range} bytes give what one reading gives, damage at their borders and records in records included`, async () =>
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

  it('an aborted scan ends, saying so', async () => {
    const abort = new AbortController();
    const progress = () => abort.abort();
    const scans = await scanFiles([spoilt], { threads: 2, range: 100, script, signal: abort.signal, progress });
    assert.deepEqual(scans, [{ path: spoilt, failed: 'the scan was stopped' }]);
  });
});
