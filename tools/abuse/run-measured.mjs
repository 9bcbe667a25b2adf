import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const peakScript = join(dirname(fileURLToPath(import.meta.url)), 'peak.cjs');

/** A command that takes longer is killed, in milliseconds. */
const PATIENCE_MS = 60_000;
/** A run is stopped so long after its start: it waits for data by then. */
const STOPPED_AFTER_MS = 5000;
/** Output kept to look for a sentence in, in characters. */
const KEPT = 1 << 20;

/** A variable of the environment that marks a command and every process that it starts. */
const MARK = 'TENSORSCOPE_MEASURED';

/** Processes that were started by the command with this mark and still run (Linux only). */
const leftOf = mark =>
  readdirSync('/proc').filter(pid => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`${MARK}=${mark}`);
    } catch {
      return false;
    }
  });

async function untilNoneIsLeft(mark) {
  const until = performance.now() + PATIENCE_MS;
  while (leftOf(mark).length > 0 && performance.now() < until) await new Promise(next => setTimeout(next, 20));
  for (const pid of leftOf(mark)) process.kill(Number(pid), 'SIGKILL');
}

/**
 * Runs the command line of a build and measures it.
 * @param {string} project a checkout with dist/cli.js
 * @param {string[]} args
 * @param {{cwd: string, stop?: 'SIGINT' | 'SIGKILL'}} options `stop`: the signal that a run gets after five seconds; time counts from there to the end of the last process that it started
 * @returns {Promise<{seconds: number, peak?: number, code: number | null, printed: string}>} `peak` in bytes, where the command ended by itself
 */
export function runMeasured(project, args, { cwd, stop }) {
  return new Promise((resolve, reject) => {
    const mark = randomUUID();
    let from = performance.now();
    const child = spawn(process.execPath, ['--require', peakScript, join(project, 'dist', 'cli.js'), ...args], {
      cwd,
      env: { ...process.env, [MARK]: mark },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    let printed = '';
    let peak = '';
    const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    const stopping = setTimeout(() => {
      if (!stop) return;
      from = performance.now();
      child.kill(stop);
    }, STOPPED_AFTER_MS);
    const keep = piece => {
      if (printed.length < KEPT) printed += piece;
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.stdio[3].setEncoding('utf8').on('data', piece => {
      peak += piece;
    });
    child.on('error', reject);
    child.on('exit', async code => {
      clearTimeout(patience);
      clearTimeout(stopping);
      if (stop) await untilNoneIsLeft(mark);
      const seconds = (performance.now() - from) / 1000;
      // What the child still had to say comes after its end.
      setTimeout(() => resolve({ seconds, peak: peak === '' ? undefined : Number(peak), code, printed }), 20);
    });
  });
}
