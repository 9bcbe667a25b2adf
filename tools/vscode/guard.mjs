// Runs a command as the head of its own process group and ends the whole group when standard input closes. The one who started
// this holds the other end of that pipe, so nothing outlives him, not even when he is killed.
import { spawn } from 'node:child_process';

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: process.platform !== 'win32' });

/** How long the group has to end by itself after the polite signal, in milliseconds. */
const patience = 3000;

function signal(name) {
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, name);
  } catch {
    // It has gone already.
  }
}

function end() {
  signal('SIGTERM');
  setTimeout(() => {
    signal('SIGKILL');
    process.exit(0);
  }, patience).unref();
}

child.on('error', error => {
  console.error(error.message);
  process.exit(1);
});
child.on('exit', code => {
  signal('SIGKILL');
  process.exit(code ?? 0);
});
process.stdin.on('end', end).resume();
// A Ctrl-C reaches this process too; the owner decides when the group ends.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, name === 'SIGINT' ? () => undefined : end);
