import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { root } from '../root';
import { built, isNodeAdapter, reserved, rooms } from './rooms';

/** One import as it stands in a file. */
interface Import {
  file: string;
  target: string;
}

/** `import … from 'x'`, `export … from 'x'`, `import 'x'`, `import('x')` and `require('x')`. */
const statement = /^\s*(?:import|export)\s+[\w*{][^'";]*?\s*from\s*'([^']+)'|^\s*import\s+'([^']+)'|\b(?:import|require)\('([^']+)'\)/gm;

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  return [...text.matchAll(statement)].map(([, from, bare, called]) => ({ file, target: from ?? bare ?? called ?? '' }));
}

const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name))
    .map(name => posix.join(folder, name.replaceAll('\\', '/')));

const roomOf = (file: string): string => (file.startsWith('webview/') ? 'webview' : (file.split('/')[1] ?? ''));

/** AssemblyScript, compiled by itself. */
const KERNEL = 'src/statistics/kernel/';

/** What is wrong with an import, or undefined. */
function objection({ file, target }: Import): string | undefined {
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
  if (other === name || room.imports.includes(other)) return undefined;
  return `${name} may not import ${other}`;
}

const folders = [...readdirSync(join(root, 'src')).map(name => `src/${name}`), 'webview'];
const importsIn = (folder: string): Import[] => sources(folder).flatMap(importsOf);

describe('imports run as the table of rooms says', () => {
  it('every folder is a room, and every room a folder', () => {
    assert.deepEqual(folders.map(folder => roomOf(`${folder}/`)).sort(), Object.keys(rooms).sort());
  });

  for (const folder of folders) {
    const name = roomOf(`${folder}/`);

    it(folder, () => {
      const found = importsIn(folder);
      assert.ok(found.length > 0, 'imports were found');
      assert.deepEqual(
        found.flatMap(one => (objection(one) ? [`${one.file}: ${objection(one)}`] : [])),
        [],
      );
    });

    it(`${folder} draws every arrow of its row, and none upwards`, () => {
      const drawn = new Set(
        importsIn(folder).map(({ file, target }) => (target.startsWith('.') ? roomOf(posix.join(posix.dirname(file), target)) : '')),
      );
      const { imports = [] } = rooms[name] ?? {};
      assert.deepEqual(
        imports.filter(other => !drawn.has(other)),
        [],
        'no file draws these arrows',
      );
      const above = Object.keys(rooms).slice(0, Object.keys(rooms).indexOf(name));
      assert.deepEqual(
        imports.filter(other => !above.includes(other)),
        [],
        'these arrows run up',
      );
    });
  }
});

/** The file that an import leads to; undefined for a package, or for what is no source. */
function fileOf({ file, target }: Import, all: ReadonlySet<string>): string | undefined {
  const path = posix.join(posix.dirname(file), target);
  return [path, `${path}.ts`, `${path}.tsx`].find(one => all.has(one));
}

/** Files that reach themselves by their imports, by Tarjan's algorithm: each circle with all files in it. */
function circlesIn(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const [order, low] = [new Map<string, number>(), new Map<string, number>()];
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): number => {
    const number = order.size;
    order.set(file, number);
    low.set(file, number);
    open.push(file);
    for (const next of graph.get(file) ?? []) {
      const reached = !order.has(next) ? visit(next) : open.includes(next) ? (order.get(next) ?? number) : number;
      low.set(file, Math.min(low.get(file) ?? number, reached));
    }
    if (low.get(file) === number) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1 || graph.get(file)?.includes(file)) circles.push(circle.sort());
    }
    return low.get(file) ?? number;
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return circles;
}

describe('circles of imports', () => {
  it('are found', () => {
    const graph = new Map([
      ['a', ['b', 'd']],
      ['b', ['c']],
      ['c', ['a', 'd']],
      ['d', ['d']],
      ['e', ['a', 'd']],
    ]);
    assert.deepEqual(circlesIn(graph), [['d'], ['a', 'b', 'c']]);
  });

  it('are nowhere in src and webview, types included', () => {
    const files = folders.flatMap(sources);
    const all = new Set(files);
    const graph = new Map(files.map(file => [file, importsOf(file).flatMap(one => fileOf(one, all) ?? [])]));
    const arrows = [...graph.values()].flat().length;
    assert.ok(arrows > 2 * files.length, `${arrows} imports were found in ${files.length} files`);
    assert.deepEqual(circlesIn(graph), []);
  });
});

/** Names that a file exports. */
const exportedBy = (file: string): string[] =>
  [
    ...readFileSync(join(root, file), 'utf8').matchAll(
      /^export (?:async )?(?:abstract )?(?:const|function\*?|class|interface|type|let) (\w+)/gm,
    ),
  ].map(([, name = '']) => name);

describe('exported names', () => {
  it('fewer than ten are exported by two files', () => {
    const byName = new Map<string, string[]>();
    const files = folders.flatMap(sources).filter(file => !file.startsWith(KERNEL));
    for (const file of files) for (const name of exportedBy(file)) byName.set(name, [...(byName.get(name) ?? []), file]);
    assert.ok(byName.size > 500, 'names were found');
    const shared = [...byName].filter(([, exporters]) => exporters.length > 1);
    assert.ok(shared.length < 10, shared.map(([name, exporters]) => `${name}: ${exporters.join(', ')}`).join('\n'));
  });
});

/** The rooms that a cell of the doc's table names: a list, or "nothing". */
const roomsNamed = (cell: string): string[] => Object.keys(rooms).filter(name => cell.split(/[^a-z]+/).includes(name));

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
