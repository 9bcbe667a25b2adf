import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { built, isNodeAdapter, reserved, rooms } from './rooms';

const root = join(__dirname, '..', '..');

/** One import as it stands in a file. */
interface Import {
  file: string;
  target: string;
  typeOnly: boolean;
}

/** `import … from 'x'`, `export … from 'x'`, `import 'x'`, `import('x')` and `require('x')`. */
const statement =
  /^\s*(?:import|export)\s+(type\s+)?([\w*{][^'";]*?)\s*from\s*'([^']+)'|^\s*import\s+'([^']+)'|\b(?:import|require)\('([^']+)'\)/gm;

/** `{ type A, type B }` brings no value either. */
const onlyTypes = (names: string): boolean =>
  /^\{[^}]*\}$/.test(names) &&
  names
    .slice(1, -1)
    .split(',')
    .filter(name => name.trim())
    .every(name => name.trim().startsWith('type '));

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  return [...text.matchAll(statement)].map(([, type, names = '', from, bare, called]) => ({
    file,
    target: from ?? bare ?? called ?? '',
    typeOnly: type !== undefined || onlyTypes(names),
  }));
}

const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name))
    .map(name => posix.join(folder, name.replaceAll('\\', '/')));

const roomOf = (file: string): string => (file.startsWith('webview/') ? 'webview' : (file.split('/')[1] ?? ''));

/** AssemblyScript, compiled by itself. */
const KERNEL = 'src/schema/kernel/';

/** What is wrong with an import, or undefined. */
function objection({ file, target, typeOnly }: Import): string | undefined {
  const name = roomOf(file);
  const room = rooms[name];
  if (!room) return `there is no room "${name}"`;
  if (!target.startsWith('.')) {
    const owner = Object.entries(reserved).find(([prefix]) => target.startsWith(prefix))?.[1];
    if (owner && owner !== name) return `only src/${owner} imports ${target}`;
    if (room.pure && isBuiltin(target) && !isNodeAdapter(file)) return `src/${name} does no input or output, so it imports no ${target}`;
    return undefined;
  }
  const path = posix.join(posix.dirname(file), target);
  if (path in built) return built[path] === name ? undefined : `only src/${built[path]} imports ${path}`;
  if (file.startsWith(KERNEL) && posix.dirname(path) !== posix.dirname(file)) return 'the kernel is a program of its own';
  const other = roomOf(path);
  if (other === name || room.imports.includes(other) || (typeOnly && room.typesOfAll)) return undefined;
  return `${name} may not import ${typeOnly ? 'types of ' : ''}${other}`;
}

describe('imports run as the table of rooms says', () => {
  for (const folder of [...readdirSync(join(root, 'src')).map(name => `src/${name}`), 'webview']) {
    it(folder, () => {
      const found = sources(folder)
        .flatMap(importsOf)
        .flatMap(one => (objection(one) ? [`${one.file}: ${objection(one)}`] : []));
      assert.deepEqual(found, []);
    });
  }
});

/** The rooms that a cell of the doc's table names: a list, "nothing", or "all but" a list; "types of …" names none. */
function roomsNamed(cell: string): string[] {
  const words = cell.replace(/types of.*$/, '').split(/[^a-z]+/);
  const named = Object.keys(rooms).filter(name => words.includes(name));
  return cell.startsWith('all but') ? Object.keys(rooms).filter(name => !named.includes(name)) : named;
}

describe('docs/architecture.md', () => {
  it('shows the same table', () => {
    const doc = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8');
    const rows = [...doc.matchAll(/^\| *`?(?:src\/)?([a-z]+)\/?`? *\|.*\| *([^|]+?) *\|$/gm)].filter(([, name = '']) => name in rooms);
    const shown = Object.fromEntries(rows.map(([, name = '', cell = '']) => [name, roomsNamed(cell)]));
    const expected = Object.fromEntries(
      Object.entries(rooms).map(([name, { imports }]) => [name, Object.keys(rooms).filter(room => imports.includes(room))]),
    );
    assert.deepEqual(shown, expected);
  });
});
