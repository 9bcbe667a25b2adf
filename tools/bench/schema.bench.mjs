// Full statistics with all checksums of 500,000 records of 600 bytes with 16 features, and the memory for four times as many. Beside it, where PYTHON
// names a Python with TensorFlow, TFRecordDataset + parse_example in batches of 1,024, which reads and parses but counts nothing.
// usage: npm run bench schema
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeExampleFile } from './example-file.mjs';
import { createReport, mebibytes, median, million } from './report.mjs';
import { bundle, bundles, runTask, tensorflowSpeed } from './task.mjs';

const RECORDS = 500_000;
const LARGER = 4;
const ROUNDS = 3;
const BARS = { rate: 0.8e6, memory: 250 * 2 ** 20 };

const folder = mkdtempSync(join(tmpdir(), 'tensorscope-bench-'));
const report = createReport();
try {
  const [file, larger] = ['examples', 'more'].map(name => join(folder, `${name}.tfrecord`));
  const bytes = writeExampleFile(file, RECORDS);
  const task = await bundle('tools/bench/schema-tasks.ts');
  const scanner = await bundle('src/statistics/threads/node-scanner.ts');
  const statistics = (path, records) => {
    const run = runTask(task, path, scanner);
    if (run.records !== records || run.features !== 16) throw new Error('the statistics are not of all records');
    return run;
  };
  // In turn, so that what else the machine does meets both alike.
  const runs = Array.from({ length: ROUNDS }, () => ({ ours: statistics(file, RECORDS), tensorflow: tensorflowSpeed(file) }));
  rmSync(file);
  writeExampleFile(larger, LARGER * RECORDS);
  const more = statistics(larger, LARGER * RECORDS);

  const ours = runs.map(run => run.ours);
  const rate = median(ours.map(run => RECORDS / run.seconds));
  const alone = median(ours.map(run => (run.processor / RECORDS) * 1e6));
  const peak = Math.max(...ours.map(run => run.peak));
  report.add(
    'file',
    `${RECORDS.toLocaleString('en-US')} records of ${Math.round(bytes)} bytes, 16 features; ${availableParallelism()} processors`,
  );
  report.add(
    'statistics with all checksums',
    `${million(rate)} records/s (${alone.toFixed(2)} µs of processor time each)`,
    '0.8 M records/s',
    rate >= BARS.rate,
  );
  report.add(
    `${LARGER} times as many`,
    `${million((LARGER * RECORDS) / more.seconds)} records/s (${((more.processor / LARGER / RECORDS) * 1e6).toFixed(2)} µs)`,
  );
  report.add(
    'peak memory',
    `${mebibytes(peak)}, for ${LARGER} times as many ${mebibytes(more.peak)}`,
    '250 MB',
    Math.max(peak, more.peak) < BARS.memory,
  );
  const known = runs.map(run => run.tensorflow).filter(run => run !== undefined);
  if (known.length > 0) {
    const parse = median(known.map(run => run.parse));
    const times = `${(rate / parse).toFixed(1)} times as fast here, counting included`;
    report.add(`TensorFlow ${known[0].version}: parse_example`, `${million(parse)} records/s, counting nothing; ${times}`);
  } else report.add('TensorFlow', 'not measured: PYTHON names no Python that has it');
  report.print();
} finally {
  for (const made of [folder, bundles]) rmSync(made, { recursive: true, force: true });
}
