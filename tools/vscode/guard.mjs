// Runs a command as the head of its own process group and, when standard input closes, ends the whole group and removes a folder:
// `guard.mjs FOLDER COMMAND ARGUMENT…`. Who starts this holds the other end of that pipe and starts it detached, so nothing outlives him, not even
// when he is killed with his whole group.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

const [folder, command, ...args] = process.argv.slice(2);
const posix = process.platform !== 'win32';
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: posix });

/** How long the group has to end by itself after the polite signal, in milliseconds. */
const patience = 2000;

function signal(name) {
  try {
    process.kill(posix ? -child.pid : child.pid, name);
  } catch {
    // It has gone already.
  }
}

function finish(code) {
  signal('SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(code);
}

child.on('error', error => {
  console.error(error.message);
  finish(1);
});
child.on('exit', code => finish(code ?? 0));
process.stdin.resume().on('end', () => {
  signal('SIGTERM');
  setTimeout(() => finish(0), patience);
});
