import { spawn } from 'node:child_process';

/** A command of the set-up ended with an exit code other than 0. The message carries the first and last lines it printed. */
export class CommandFailed extends Error {}

/** The ends of a long output: its start mostly tells the cause, its end where it stopped. */
function shortened(output) {
  const lines = output.trimEnd().split('\n');
  return (lines.length <= 24 ? lines : [...lines.slice(0, 10), '…', ...lines.slice(-12)]).join('\n');
}

/** npm is a script on Windows, which only a shell can start. */
const shell = process.platform === 'win32';

/**
 * Runs a command with its output shown and resolves to its exit code; one ended by a signal counts as 1.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function show(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
    child.on('error', reject);
    child.on('close', code => resolve(code ?? 1));
  });
}

/**
 * Runs a command quietly and resolves to its standard output. Rejects with a CommandFailed if it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<string>}
 */
export function quietly(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], shell, ...options });
    let printed = '';
    let output = '';
    child.stdout.on('data', chunk => {
      printed += chunk;
      output += chunk;
    });
    child.stderr.on('data', chunk => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', code => {
      if (code === 0) return resolve(printed);
      reject(new CommandFailed(`"${command} ${args.join(' ')}" ended with ${code}:\n${shortened(output)}`));
    });
  });
}
