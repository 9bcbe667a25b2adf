import { existsSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';

const onWindows = process.platform === 'win32';

/** Names that the environments of a workspace usually have. */
export const environmentNames = ['.venv', 'venv', 'env', '.env'];

/** The interpreter of an environment, by its folder; undefined where there is none. */
export function interpreterOf(prefix: string): string | undefined {
  const places = onWindows
    ? [['Scripts', 'python.exe'], ['python.exe']]
    : [
        ['bin', 'python3'],
        ['bin', 'python'],
      ];
  return places.map(place => join(prefix, ...place)).find(path => existsSync(path));
}

/** The folder of the environment that an interpreter belongs to. */
export function prefixOf(interpreter: string): string {
  const folder = dirname(interpreter);
  return ['bin', 'scripts'].includes(basename(folder).toLowerCase()) ? dirname(folder) : folder;
}

/**
 * The variables of a process under an interpreter, as if its environment were activated: programs that it starts are those of the environment, and on
 * Windows the libraries of a conda environment are found by PATH only.
 */
export function environmentOf(interpreter: string, base: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const prefix = prefixOf(interpreter);
  const isConda = existsSync(join(prefix, 'conda-meta'));
  if (!isConda && !existsSync(join(prefix, 'pyvenv.cfg'))) return { ...base };
  const folders = [dirname(interpreter), ...(isConda && onWindows ? condaFolders.map(folder => join(prefix, ...folder)) : [])];
  const path = Object.keys(base).find(name => name.toUpperCase() === 'PATH') ?? 'PATH';
  const { PYTHONHOME: _, ...kept } = base;
  return {
    ...kept,
    [path]: [...folders, base[path]].filter(Boolean).join(delimiter),
    [isConda ? 'CONDA_PREFIX' : 'VIRTUAL_ENV']: prefix,
  };
}

/** Where conda's libraries and programs lie on Windows. */
const condaFolders = [['Library', 'mingw-w64', 'bin'], ['Library', 'usr', 'bin'], ['Library', 'bin'], ['Scripts'], ['bin']];
