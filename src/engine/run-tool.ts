import { spawn } from 'node:child_process';
import { delimiter, isAbsolute } from 'node:path';

export interface ToolRun {
  /** A folder of ours: programs look for modules, headers and settings in the folder that they run in. */
  cwd: string;
  signal?: AbortSignal;
  environment?: NodeJS.ProcessEnv;
  /** Called with every piece of standard output. */
  onOutput?: (text: string) => void;
}

/**
 * Runs a program to its end and gives its standard output. Rejects with a sentence that names the program and the last line it wrote to standard
 * error when it is missing, fails, or is aborted.
 */
export function runTool(program: string, args: string[], { signal, cwd, environment = process.env, onOutput }: ToolRun): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: withAbsolutePath(environment),
      signal,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      onOutput?.(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-10_000);
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ENOENT' ? new Error(`program "${program}" not found`) : error);
    });
    child.on('close', (code, killed) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${program} failed with ${killed ?? `exit code ${code}`}: ${telling(errors)}`));
    });
  });
}

/** The environment without the entries of PATH that depend on the current folder ("." or ""). */
const withAbsolutePath = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      name.toUpperCase() === 'PATH' ? value?.split(delimiter).filter(isAbsolute).join(delimiter) : value,
    ]),
  );

/** The line of a program's complaint that says most: the first that names an error, else the last. */
function telling(errors: string): string {
  const lines = errors
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
  return lines.find(line => /\berror\b/i.test(line)) ?? lines.at(-1) ?? 'no message';
}
