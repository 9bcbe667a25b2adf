// Full statistics with CRC of 500,000 records of 600 bytes with 16 features, through the command a person runs: records a second and peak memory.
// Beside it, where $PYTHON has TensorFlow, TFRecordDataset + parse_example in batches of 1,024, which reads and parses but counts nothing.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeExampleFile } from './example-file.mjs';

const RECORDS = 500_000;
const RUNS = 3;
const BAR = { recordsPerSecond: 0.8e6, megabytes: 250 };
const cli = resolve(fileURLToPath(import.meta.url), '../../../dist/cli.js');

/** Runs the command; gives seconds, the peak resident memory in MB (Linux tells it), and what it printed. */
function timed(args) {
  return new Promise((done, fail) => {
    const started = performance.now();
    const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    let peak = 0;
    let output = '';
    const watch = setInterval(() => {
      try {
        peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
      } catch {
        clearInterval(watch);
      }
    }, 20);
    child.stdout.on('data', chunk => {
      output += chunk;
    });
    child.on('error', fail);
    child.on('close', () => {
      clearInterval(watch);
      done({ seconds: (performance.now() - started) / 1000, peak, output });
    });
  });
}

const PYTHON_CODE = `
import sys, time
import tensorflow as tf
i, f, s = tf.int64, tf.float32, tf.string
fixed, ragged = tf.io.FixedLenFeature, tf.io.VarLenFeature
description = {name: fixed([], kind) for name, kind in dict(age=i, category=s, country=s, item=i, label=i, price=f, rating=f, score=f, session=s, timestamp=i, title=s, user=i, weight=f).items()}
description |= {"embedding": fixed([32], f), "history": fixed([20], i), "tags": ragged(i)}
dataset = tf.data.TFRecordDataset(sys.argv[1]).batch(1024).map(lambda batch: tf.io.parse_example(batch, description), num_parallel_calls=tf.data.AUTOTUNE).prefetch(tf.data.AUTOTUNE)
started = time.perf_counter()
records = sum(int(batch["label"].shape[0]) for batch in dataset)
print(records / (time.perf_counter() - started))
`;

const folder = mkdtempSync(join(tmpdir(), 'tensorscope-bench-'));
try {
  const path = join(folder, 'examples.tfrecord');
  const bytes = writeExampleFile(path, RECORDS);
  const runs = [];
  for (let run = 0; run < RUNS; run++) runs.push(await timed(['inspect', path, '--json']));
  const best = runs.reduce((a, b) => (a.seconds < b.seconds ? a : b));
  const { files, features } = JSON.parse(best.output);
  if (files[0].records !== RECORDS || features.length !== 16) throw new Error('the statistics are not of all records');
  const rate = RECORDS / best.seconds;
  const peak = Math.max(...runs.map(run => run.peak));
  console.log(`${RECORDS} records of ${Math.round(bytes)} bytes, 16 features, ${availableParallelism()} processors`);
  console.log(
    `statistics with CRC   ${(rate / 1e6).toFixed(2)} M records/s (whole command, best of ${RUNS}; the bar is ${BAR.recordsPerSecond / 1e6})`,
  );
  console.log(`peak memory           ${peak.toFixed(0)} MB (the bar is ${BAR.megabytes})`);
  const python = process.env.PYTHON && spawnSync(process.env.PYTHON, ['-c', PYTHON_CODE, path], { encoding: 'utf8' });
  if (python && python.status === 0)
    console.log(`TensorFlow parses     ${(Number(python.stdout.trim()) / 1e6).toFixed(2)} M records/s (no statistics)`);
} finally {
  rmSync(folder, { recursive: true });
}
