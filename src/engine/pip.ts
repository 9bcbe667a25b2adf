import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { thisPlatform, type Wheel, wheels } from './downloads';
import type { Progress } from './engine';
import type { TensorFlowLibraries } from './python-tensorflow';
import { pythonNames, runPython } from './run-python';
import { unpackWheel } from './wheel';

/** Asked for when the machine's own Python is one that TensorFlow has no wheel for; only the libraries in it are used. */
const FALLBACK_PYTHON = '3.12';

/**
 * Downloads TensorFlow's wheel with the machine's pip, which checks its hash, and unpacks its libraries and C headers into `stage`/deps. Rejects with the reason when there is
 * no pip or it finds nothing.
 */
export async function libraryFromPip(
  stage: string,
  environment: NodeJS.ProcessEnv,
  progress: Progress,
  signal?: AbortSignal,
): Promise<TensorFlowLibraries> {
  const downloads = join(stage, 'download');
  await mkdir(downloads, { recursive: true });
  const wanted = wheels[thisPlatform];
  if (wanted === undefined) throw new Error(`no wheel of TensorFlow that can be linked to exists for ${thisPlatform}`);
  const requirements = join(stage, 'requirements.txt');
  await writeFile(requirements, requirementLine(wanted));
  await downloadWheel(requirements, downloads, environment, progress, signal);
  const wheel = readdirSync(downloads).find(name => name.endsWith('.whl'));
  const version = wheel?.split('-')[1];
  if (wheel === undefined || version === undefined) throw new Error('pip did not download a TensorFlow wheel');

  const deps = join(stage, 'deps');
  await unpackWheel(join(downloads, wheel), deps, fraction => progress(`Unpacking TensorFlow ${version}`, fraction), signal);
  await rm(downloads, { recursive: true, force: true });
  const folder = join(deps, 'lib');
  if (!existsSync(folder)) throw new Error(`the wheel ${wheel} has no library to link against`);
  return { version, folder, include: join(deps, 'include'), files: readdirSync(folder).sort() };
}

/** What pip is asked for; with hashes it takes no file that has none of them. */
export const requirementLine = ({ requirement, sha256 }: Wheel): string =>
  `${requirement} ${sha256.map(hash => `--hash=sha256:${hash}`).join(' ')}\n`;

async function downloadWheel(
  requirements: string,
  folder: string,
  environment: NodeJS.ProcessEnv,
  progress: Progress,
  signal?: AbortSignal,
): Promise<void> {
  const reasons: string[] = [];
  for (const python of pythonNames) {
    for (const version of [[], ['--python-version', FALLBACK_PYTHON]]) {
      try {
        await runPip(python, [...version, '--require-hashes', '--requirement', requirements], folder, environment, progress, signal);
        return;
      } catch (error) {
        signal?.throwIfAborted();
        reasons.push((error as Error).message);
      }
    }
  }
  throw new Error(reasons[0]);
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

async function runPip(
  python: string,
  extra: string[],
  folder: string,
  environment: NodeJS.ProcessEnv,
  progress: Progress,
  signal?: AbortSignal,
): Promise<void> {
  let total = 0;
  // pip tells its progress only to a terminal; the size comes from its log, what has arrived from the folder that it downloads into.
  const watch = setInterval(() => {
    const arrived = sizeOfFolder(folder);
    progress(
      `Downloading TensorFlow (${megabytes(arrived)}${total > 0 ? ` of ${megabytes(total)}` : ''})`,
      total > 0 ? Math.min(1, arrived / total) : null,
    );
  }, 500);
  const options = [
    '--disable-pip-version-check',
    '--no-input',
    '--no-deps',
    '--only-binary=:all:',
    '--no-cache-dir',
    '--progress-bar',
    'off',
  ];
  try {
    await runPython(python, ['-m', 'pip', 'download', ...options, ...extra, '--dest', folder], {
      cwd: folder,
      signal,
      environment: { ...environment, TMPDIR: folder },
      onOutput: text => {
        const size = /Downloading .*\(([\d.]+) MB\)/.exec(text)?.[1];
        if (size !== undefined) total = Number(size) * 1e6;
      },
    });
  } finally {
    clearInterval(watch);
  }
}

function sizeOfFolder(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce((sum, name) => {
      const status = statSync(join(folder, name));
      return sum + (status.isFile() ? status.size : 0);
    }, 0);
  } catch {
    // A file of pip's went away while we looked; the next look will do.
    return 0;
  }
}
