// How fast records are read: 500,000 of about 600 bytes with 16 features, and a sparse file of 10 GB. Beside it TensorFlow, where PYTHON names a Python with it.
// usage: npm run bench records
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';

const RECORDS = 500_000;
const DISTINCT = 5_000;
const REPEATS = 5;

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const folder = mkdtempSync(join(tmpdir(), 'tensorscope-bench-'));
const file = join(folder, 'records.tfrecord');
const sparse = join(folder, 'sparse.tfrecord');

const bundle = async name => {
  const outfile = join(root, 'dist', `bench-${name}.cjs`);
  const entryPoints = [join(here, `${name}.ts`)];
  await esbuild.build({
    entryPoints,
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['@node-rs/crc32'],
    logLevel: 'error',
  });
  return outfile;
};

/** Runs a task of records-tasks.ts in a process of its own, so that its peak memory is its own. */
const task = (script, ...args) => JSON.parse(execFileSync(process.execPath, [script, ...args], { encoding: 'utf8' }));
const median = values => [...values].sort((a, b) => a - b)[values.length >> 1];
const million = value => `${(value / 1e6).toFixed(2)} M`;
const rows = [];
const report = (what, value, bar = '') => rows.push([what, value, bar]);

const mebibytes = bytes => `${Math.round(bytes / 1048576)} MB`;

function perSecond(script, name, bar) {
  const runs = Array.from({ length: REPEATS }, () => task(script, name, file));
  const rate = median(runs.map(run => RECORDS / run.seconds));
  const alone = median(runs.map(run => RECORDS / run.processor));
  const peak = mebibytes(Math.max(...runs.map(run => run.peak)));
  report(runs[0].what, `${million(rate)} records/s (${million(alone)} a second of processor time), peak ${peak}`, bar);
  return rate;
}

try {
  const script = await bundle('records-tasks');
  task(script, 'generate', file, String(RECORDS), String(DISTINCT));
  const size = statSync(file).size;
  report('file', `${RECORDS.toLocaleString('en-US')} records, ${mebibytes(size)}, ${Math.round(size / RECORDS) - 16} bytes each`);
  const index = perSecond(script, 'index', '5 M, 250 MB');
  const verify = perSecond(script, 'verify');
  const fields = perSecond(script, 'fields');

  task(script, 'generate', sparse, '1000', '1000');
  const handle = openSync(sparse, 'r+');
  ftruncateSync(handle, 10 * 2 ** 30);
  closeSync(handle);
  const opens = Array.from({ length: REPEATS }, () => task(script, 'first', sparse));
  report(
    opens[0].what,
    `${Math.round(median(opens.map(run => run.seconds)) * 1000)} ms from process start, peak ${mebibytes(Math.max(...opens.map(run => run.peak)))}`,
    '300 ms, 200 MB',
  );

  const python = process.env.PYTHON;
  const tensorflow = python ? spawnSync(python, [join(here, 'records_tensorflow.py'), file], { encoding: 'utf8' }) : undefined;
  if (tensorflow?.status === 0) {
    const { dataset, parse, version } = JSON.parse(tensorflow.stdout);
    report(
      `TensorFlow ${version}: TFRecordDataset`,
      `${million(dataset)} records/s`,
      `${(verify / dataset).toFixed(1)} times as fast with all checksums, ${(index / dataset).toFixed(1)} for the index`,
    );
    report(
      'TensorFlow: parse_example, batches of 1,024',
      `${million(parse)} records/s`,
      `${(fields / parse).toFixed(1)} times as fast on one thread`,
    );
  } else report('TensorFlow', 'not measured: PYTHON names no Python that has it');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const width = Math.max(...rows.map(row => row[0].length));
for (const [what, value, bar] of rows) console.log(`${what.padEnd(width)}  ${value}${bar ? `   (${bar})` : ''}`);
