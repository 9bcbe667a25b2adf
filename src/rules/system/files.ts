import { asBool, asItems, asString } from '../../values/read';
import { list, NONE, str, tuple, UNKNOWN, type Value } from '../../values/value';
import { type Call, parameters, type Rule, rows, type Table } from '../core/rule';
import { tensor } from '../core/tensors';
import { pathText } from './path-text';
import { lies } from './pathlib';
import { globPaths, joinPaths, matchingPaths, splitExtension, splitPath, walkFolders } from './paths';

/** What Python's glob and os, and tf.io.gfile, tell of files (https://docs.python.org/3/library/glob.html). Names come sorted; Python leaves their order open. */

const texts = (names: readonly string[] | undefined | null): Value => list(names ? names.map(str) : null);

const glob: Rule = call => {
  const [pattern, root] = [pathText(call.args.get('pathname')), call.args.get('root_dir')];
  if (pattern === undefined || root.kind !== 'none') return list(null);
  const recursive = asBool(call.args.get('recursive')) === true;
  const { workspace } = call.session;
  return texts(matchingPaths(call, globPaths(workspace, pattern, { recursive }) ?? workspace.glob?.(pattern)));
};

const names =
  (parameter: string): Rule =>
  call => {
    const folder = call.args.given(parameter) ? pathText(call.args.get(parameter)) : '.';
    return texts(folder === undefined ? undefined : call.session.workspace.entries?.(folder)?.map(({ name }) => name));
  };

const walk: Rule = call => {
  const root = pathText(call.args.get('top'));
  const rows = root === undefined ? undefined : walkFolders(call.session.workspace, root);
  if (rows === undefined || call.args.given('topdown') !== false) return UNKNOWN;
  return list(rows.map(({ folder, folders, files }) => tuple([str(folder), texts(folders), texts(files)])));
};

const about =
  (parameter: string, answer: (call: Call, path: string) => Value): Rule =>
  call => {
    const path = pathText(call.args.get(parameter));
    return path === undefined ? UNKNOWN : answer(call, path);
  };

const joined: Rule = call => {
  const parts = [call.args.get('path'), ...call.args.rest].map(pathText);
  return parts.includes(undefined) ? UNKNOWN : str((parts as string[]).reduce(joinPaths, ''));
};

/** A variable of the environment, as the program finds it where it is started. */
export function environmentVariable({ session: { workspace } }: Pick<Call, 'session'>, name: Value, otherwise: Value): Value {
  const key = asString(name);
  if (!workspace.started || key === undefined) return UNKNOWN;
  const found = workspace.environment?.(key);
  return found === undefined ? otherwise : str(found);
}
const variable: Rule = call => environmentVariable(call, call.args.get('key'), call.args.get('default'));

const tests: { readonly [name: string]: (isFolder: boolean) => boolean } = {
  exists: () => true,
  isfile: isFolder => !isFolder,
  isdir: isFolder => isFolder,
};

const matchingFiles: Rule = call => {
  const given = asItems(call.args.get('pattern')) ?? [call.args.get('pattern')];
  const found = given.map(pattern => {
    const text = asString(pattern);
    return text === undefined ? undefined : matchingPaths(call, globPaths(call.session.workspace, text));
  });
  if (found.includes(undefined)) return tensor('eager', [null], 'string');
  const files = found.flatMap(each => each ?? []);
  return tensor('eager', [files.length], 'string', { constant: files });
};

/** `os.chdir(path)`: names of files mean others from now on. */
const changeFolder: Rule = ({ context, session }) => {
  context.write(session.written, null);
  return NONE;
};

export const fileFunctions: Table = {
  ...rows(['python.glob.glob', 'python.glob.iglob'], {
    rule: glob,
    parameters: parameters('pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False'),
  }),
  'python.os.listdir': { rule: names('path'), parameters: parameters('path=None') },
  'python.os.chdir': { rule: changeFolder, parameters: parameters('path') },
  'python.os.walk': { rule: walk, parameters: parameters('top, topdown=True, onerror=None, followlinks=False') },
  ...rows(['python.os.getenv', 'python.os.Environ.get'], { rule: variable, parameters: parameters('key, default=None') }),
  'python.os.Environ.setdefault': { rule: variable, parameters: parameters('key, default') },
  ...Object.fromEntries(
    Object.entries(tests).map(([name, holds]) => [
      `python.os.path.${name}`,
      { rule: about('path', (call, path) => lies(call, path, holds)), parameters: parameters('path') },
    ]),
  ),
  'python.os.path.split': { rule: about('p', (_, path) => tuple(splitPath(path).map(str))), parameters: parameters('p') },
  'python.os.path.splitext': { rule: about('p', (_, path) => tuple(splitExtension(path).map(str))), parameters: parameters('p') },
  ...rows(['python.os.path.abspath', 'python.os.path.realpath', 'python.os.path.expanduser', 'python.os.path.normpath'], {
    rule: about('path', (_, path) => (/^~|(^|\/)\.\.(\/|$)/.test(path) ? UNKNOWN : str(path))),
    parameters: parameters('path'),
  }),
  'python.os.getcwd': () => str('.'),
  'tf.io.gfile.listdir': { rule: names('path'), parameters: parameters('path') },
  'tf.io.gfile.exists': { rule: about('path', (call, path) => lies(call, path, tests.exists)), parameters: parameters('path') },
  'tf.io.gfile.isdir': { rule: about('path', (call, path) => lies(call, path, tests.isdir)), parameters: parameters('path') },
  'tf.io.gfile.join': { rule: joined, parameters: parameters('path, *paths') },
  'tf.io.matching_files': { rule: matchingFiles, parameters: parameters('pattern, name=None') },
};
