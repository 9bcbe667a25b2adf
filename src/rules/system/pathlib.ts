import { asString } from '../../values/read';
import { bool, list, type ObjectValue, str, tuple, UNKNOWN, type Value } from '../../values/value';
import type { Kinds } from '../core/kind';
import { isA, object } from '../core/objects';
import { type Call, parameters, type Rule, rows, type Table } from '../core/rule';
import { pathText } from './path-text';
import { entryAt, globPaths, joinPaths, normalPath, splitExtension, splitPath } from './paths';

/** pathlib.Path and its kin as texts of POSIX (https://docs.python.org/3/library/pathlib.html). */
const PATH = 'python.pathlib.Path';

const made = (origin: ObjectValue['origin'], path: string): ObjectValue => ({
  kind: 'object',
  type: PATH,
  text: normalPath(path),
  state: { content: undefined },
  origin,
});
const path = (call: Call, text: string): Value => made(object(call, PATH, undefined).origin, text);

/** A path of several parts; a part that is absolute begins anew. */
const joined = (parts: readonly (string | undefined)[]): string | undefined =>
  parts.includes(undefined) ? undefined : (parts as string[]).reduce(joinPaths, '');

const construct: Rule = call => {
  const text = joined(call.args.rest.map(pathText));
  return text === undefined || call.args.open ? UNKNOWN : path(call, text);
};

const join: Rule = call => {
  const text = joined([call.self, ...call.args.rest].map(pathText));
  return text === undefined ? UNKNOWN : path(call, text);
};

const glob =
  (prefix: string): Rule =>
  call => {
    const [folder, pattern] = [pathText(call.self), asString(call.args.get('pattern'))];
    if (folder === undefined || pattern === undefined) return list(null);
    const whole = joinPaths(folder === '.' ? '' : folder, prefix + pattern);
    const found = globPaths(call.session.workspace, whole, { recursive: true, hidden: true });
    return list(found ? found.map(text => path(call, text)) : null);
  };

const about =
  (answer: (call: Call, text: string) => Value): Rule =>
  call => {
    const text = pathText(call.self);
    return text === undefined ? UNKNOWN : answer(call, text);
  };

/** Whether what lies at the path is so; unknown where the program may make it while it runs. */
export const lies = (call: Call, text: string, holds: (isFolder: boolean) => boolean): Value => {
  const { workspace } = call.session;
  const entry = workspace.started ? entryAt(workspace, text) : undefined;
  return entry === undefined ? UNKNOWN : bool(entry !== null && holds(entry.isFolder));
};

const methods: Table = {
  joinpath: { rule: join, parameters: parameters('*other') },
  glob: { rule: glob(''), parameters: parameters('pattern') },
  rglob: { rule: glob('**/'), parameters: parameters('pattern') },
  iterdir: call => {
    const folder = pathText(call.self);
    const inside = folder === undefined ? undefined : call.session.workspace.entries?.(folder);
    return list(inside ? inside.map(({ name }) => path(call, joinPaths(folder ?? '', name))) : null);
  },
  as_posix: about((_, text) => str(text)),
  exists: about((call, text) => lies(call, text, () => true)),
  is_file: about((call, text) => lies(call, text, isFolder => !isFolder)),
  is_dir: about((call, text) => lies(call, text, isFolder => isFolder)),
  resolve: about((call, text) => path(call, text)),
  absolute: about((call, text) => path(call, text)),
  expanduser: about((call, text) => (text.startsWith('~') ? UNKNOWN : path(call, text))),
  with_suffix: {
    parameters: parameters('suffix'),
    rule: about((call, text) => {
      const suffix = asString(call.args.get('suffix'));
      return suffix === undefined ? UNKNOWN : path(call, splitExtension(text)[0] + suffix);
    }),
  },
  with_name: {
    parameters: parameters('name'),
    rule: about((call, text) => {
      const name = asString(call.args.get('name'));
      return name === undefined ? UNKNOWN : path(call, joinPaths(splitPath(text)[0], name));
    }),
  },
};

const construction = { rule: construct, parameters: parameters('*args') };

export const pathFunctions: Table = {
  ...rows(
    ['Path', 'PosixPath', 'PurePath', 'PurePosixPath'].map(name => `python.pathlib.${name}`),
    construction,
  ),
  ...Object.fromEntries(Object.entries(methods).map(([name, row]) => [`${PATH}.${name}`, row])),
};

export const pathKinds: Kinds = {
  [PATH]: {
    attribute: ({ self }, name) => {
      const text = pathText(self);
      if (text === undefined || self.kind !== 'object') return undefined;
      const [folder, last] = splitPath(text);
      const [stem, suffix] = splitExtension(last);
      const attributes: { [name: string]: () => Value } = {
        name: () => str(last),
        stem: () => str(stem),
        suffix: () => str(suffix),
        parent: () => made(self.origin, folder),
        parts: () => tuple([...(text.startsWith('/') ? ['/'] : []), ...text.split('/').filter(Boolean)].map(str)),
      };
      return Object.hasOwn(attributes, name) ? attributes[name]() : undefined;
    },
    operator: ({ self }, op, operands) => {
      const text = op === '/' ? joined(operands.map(pathText)) : undefined;
      return text === undefined || !isA(self, PATH) ? UNKNOWN : made(self.origin, text);
    },
  },
};
