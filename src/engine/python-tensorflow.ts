import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import { environmentNames } from './python/environment';
import { pythonNames, runPython } from './run-python';

/** A TensorFlow that lies on disk, with all that is needed to build against it. */
export interface TensorFlowLibraries {
  version: string;
  /** Folder that holds the libraries. */
  folder: string;
  /** Folder of the C headers. */
  include: string;
  /** File names of the libraries in `folder`, in link order. */
  files: string[];
  /** The workspace folder that they belong to: native code that came with a workspace. Undefined for those of this machine. */
  workspace?: string;
}

const libraryNames: { [platform: string]: string[] } = {
  linux: ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'],
  darwin: ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib'],
};

/** Whether this platform's Python wheels carry libraries that an addon can be linked to (on Windows they do not). */
export const wheelsCanBeLinked = (platform: string = process.platform): boolean => platform in libraryNames;

/** The TensorFlow of one site-packages folder, or undefined where there is none that can be linked to. Nothing of it is executed. */
export function tensorFlowOfSitePackages(sitePackages: string, platform: string = process.platform): TensorFlowLibraries | undefined {
  const files = libraryNames[platform];
  const folder = join(sitePackages, 'tensorflow');
  const include = join(folder, 'include');
  if (!files?.every(file => existsSync(join(folder, file))) || !existsSync(join(include, 'tensorflow', 'c', 'c_api.h'))) return undefined;
  const version = listFolder(sitePackages)
    .map(name => /^tensorflow(?:_cpu|_macos|_intel)?-(\d[^-]*)\.dist-info$/.exec(name)?.[1])
    .find(found => found !== undefined);
  return version === undefined ? undefined : { version, folder: realpathSync(folder), include, files };
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const sitePackagesOf = (prefix: string): string[] =>
  ['lib', 'lib64'].flatMap(lib =>
    listFolder(join(prefix, lib))
      .filter(name => /^python3/.test(name))
      .map(name => join(prefix, lib, name, 'site-packages')),
  );

/** Prefixes of Python environments that can be named without running anything, most wanted first. */
function environmentPrefixes(workspaces: string[], environment: NodeJS.ProcessEnv): string[] {
  const pyenv = environment.PYENV_ROOT ?? join(homedir(), '.pyenv');
  return [
    ...workspaces.flatMap(workspace => environmentNames.map(name => join(workspace, name))),
    ...[environment.VIRTUAL_ENV, environment.CONDA_PREFIX].filter(prefix => prefix !== undefined && prefix !== ''),
    ...listFolder(join(pyenv, 'versions')).map(name => join(pyenv, 'versions', name)),
  ] as string[];
}

/**
 * TensorFlows of the Python environments of this machine, most wanted first: the workspaces' own, the active one, pyenv's, then what `python3` says of
 * itself. They are found by their files; Python is run only to ask for its search path, in the folder `cwd`, which is ours.
 */
export async function findPythonTensorFlow(
  workspaces: string[],
  cwd: string,
  environment: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<TensorFlowLibraries[]> {
  if (!wheelsCanBeLinked()) return [];
  const named = environmentPrefixes(workspaces, environment).flatMap(sitePackagesOf);
  const found = new Map<string, TensorFlowLibraries>();
  for (const sitePackages of [...named, ...(await searchPath(cwd, environment, signal))]) {
    const libraries = tensorFlowOfSitePackages(sitePackages);
    if (!libraries || found.has(libraries.folder)) continue;
    const workspace = workspaces.find(candidate => isWithin(candidate, sitePackages) || isWithin(candidate, libraries.folder));
    found.set(libraries.folder, { ...libraries, ...(workspace !== undefined && { workspace }) });
  }
  return [...found.values()];
}

/** Whether a path lies in a folder, by its name or by where links lead. */
function isWithin(folder: string, path: string): boolean {
  const inside = (outer: string, inner: string): boolean => {
    const way = relative(outer, inner);
    return way === '' || (!way.startsWith('..') && !isAbsolute(way));
  };
  return inside(folder, path) || inside(resolved(folder), resolved(path));
}

function resolved(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

async function searchPath(cwd: string, environment: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<string[]> {
  const [python = ''] = pythonNames;
  try {
    const output = await runPython(python, ['-c', 'import json, sys; print(json.dumps(sys.path))'], { cwd, environment, signal });
    return (JSON.parse(output) as unknown[]).filter((entry): entry is string => typeof entry === 'string' && entry !== '');
  } catch {
    return [];
  }
}
