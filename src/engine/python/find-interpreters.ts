import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { pythonNames } from '../run-python';
import { environmentNames, interpreterOf } from './environment';

/** Programs of a name in the folders of PATH; what depends on the current folder does not count. */
function onPath(name: string, environment: NodeJS.ProcessEnv): string[] {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  const folders = (environment.PATH ?? environment.Path ?? '').split(delimiter).filter(isAbsolute);
  return folders.map(folder => join(folder, file)).filter(path => existsSync(path) && !isStub(path));
}

/** Windows has a program of that name that opens the store. */
const isStub = (path: string): boolean => /\\WindowsApps\\/i.test(path);

/** Interpreters that can be found without asking anybody, the most wanted first: environments in these folders, the active environment, PATH. */
export function findInterpreters(folders: readonly string[], environment: NodeJS.ProcessEnv = process.env): string[] {
  const prefixes = [
    ...folders.flatMap(folder => environmentNames.map(name => join(folder, name))),
    ...[environment.VIRTUAL_ENV, environment.CONDA_PREFIX].filter(prefix => prefix !== undefined && prefix !== ''),
  ];
  const found = prefixes.map(prefix => interpreterOf(prefix as string)).filter(path => path !== undefined);
  return [...new Set([...found, ...pythonNames.flatMap(name => onPath(name, environment))])];
}
