// How fast records are read: 500,000 of about 600 bytes with 16 features, and a sparse file of 10 GB. Beside it TensorFlow, where PYTHON names a Python with it.
// usage: npm run bench records
import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeExampleFile } from './example-file.mjs';
import { createReport, mebibytes, median, million } from './report.mjs';
import { bundle, bundles, runTask, tensorflowSpeed } from './task.mjs';

const RECORDS = 500_000;
const ROUNDS = 3;
const BARS = { index: 5e6, memory: 250 * 2 ** 20, open: 0.3, openMemory: 200 * 2 ** 20 };
const TASKS = ['index', 'verify', 'fields', 'sort'];

const folder = mkdtempSync(join(tmpdir(), 'tensorscope-bench-'));
const report = createReport();
try {
  const file = join(folder, 'records.tfrecord');
  writeExampleFile(file, RECORDS);
  const sparse = join(folder, 'sparse.tfrecord');
  writeExampleFile(sparse, 1000);
  truncateSync(sparse, 10 * 2 ** 30);
  const script = await bundle('tools/bench/records-tasks.ts');
  // In turn, so that what else the machine does meets all of them alike.
  const runs = Array.from({ length: ROUNDS }, () => ({
    ...Object.fromEntries(TASKS.map(task => [task, runTask(script, task, file)])),
    first: runTask(script, 'first', sparse),
    tensorflow: tensorflowSpeed(file),
  }));
  const { size } = statSync(file);
  report.add('file', `${RECORDS.toLocaleString('en-US')} records, ${mebibytes(size)}, ${Math.round(size / RECORDS) - 16} bytes each`);
  const rates = {};
  for (const task of TASKS) {
    const of = runs.map(run => run[task]);
    rates[task] = median(of.map(run => RECORDS / run.seconds));
    const peak = Math.max(...of.map(run => run.peak));
    const alone = median(of.map(run => RECORDS / run.processor));
    const figure = `${million(rates[task])} records/s (${million(alone)} a second of processor time), peak ${mebibytes(peak)}`;
    if (task === 'index') report.add(of[0].what, figure, '5 M records/s, 250 MB', rates.index >= BARS.index && peak < BARS.memory);
    else report.add(of[0].what, figure);
  }
  const opens = runs.map(run => run.first);
  const [seconds, peak] = [median(opens.map(run => run.seconds)), Math.max(...opens.map(run => run.peak))];
  const figure = `${Math.round(seconds * 1000)} ms from process start, peak ${mebibytes(peak)}`;
  report.add(opens[0].what, figure, '300 ms, 200 MB', seconds < BARS.open && peak < BARS.openMemory);
  const known = runs.map(run => run.tensorflow).filter(run => run !== undefined);
  if (known.length > 0) {
    const [dataset, parse] = [median(known.map(run => run.dataset)), median(known.map(run => run.parse))];
    const times = (ours, theirs) => `${(ours / theirs).toFixed(1)} times as fast here`;
    report.add(
      `TensorFlow ${known[0].version}: TFRecordDataset`,
      `${million(dataset)} records/s; with all checksums ${times(rates.verify, dataset)}`,
    );
    report.add('TensorFlow: parse_example, batches of 1,024', `${million(parse)} records/s; on one thread ${times(rates.fields, parse)}`);
  } else report.add('TensorFlow', 'not measured: PYTHON names no Python that has it');
  report.print();
} finally {
  for (const made of [folder, bundles]) rmSync(made, { recursive: true, force: true });
}
