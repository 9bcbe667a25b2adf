// Which unit tests run a file: those from which a chain of imports leads to it, the ones of its own room first.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import { root } from '../setup/paths.mjs';

/** TypeScript files below a folder of the project, as paths from its root. */
export const sourcesIn = folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map(name => posix.join(folder, name.replaceAll('\\', '/')))
    .filter(name => /\.tsx?$/.test(name));

const resolved = path => ['.ts', '.tsx', '/index.ts'].map(ending => path + ending).find(name => existsSync(join(root, name)));

/** Files that a file's values come from; what only lends its types runs nothing. */
function importsOf(file) {
  const { module } = parseSync(file, readFileSync(join(root, file), 'utf8'));
  const entries = [...module.staticImports, ...module.staticExports].flatMap(({ moduleRequest, entries }) => {
    const types = entries.length > 0 && entries.every(({ isType }) => isType);
    return types ? [] : [moduleRequest ?? entries[0]?.moduleRequest];
  });
  return entries.flatMap(request => {
    const found = request?.value.startsWith('.') && resolved(posix.join(posix.dirname(file), request.value));
    return found ? [found] : [];
  });
}

/** A function that gives the tests that run a file, those of its room apart from the others. */
export function testFinder() {
  const known = new Map();
  const reachedFrom = file => {
    const reached = new Set([file]);
    for (const one of reached) {
      if (!known.has(one)) known.set(one, importsOf(one));
      for (const next of known.get(one)) reached.add(next);
    }
    return reached;
  };
  const tests = sourcesIn('test/unit')
    .filter(name => /\.test\.tsx?$/.test(name))
    .map(test => ({ test, reached: reachedFrom(test) }));
  return file => {
    const [, room] = file.split('/');
    const running = tests.filter(({ reached }) => reached.has(file)).map(({ test }) => test);
    const isOwn = test => test.startsWith(`test/unit/${room}/`);
    return { own: running.filter(isOwn), others: running.filter(test => !isOwn(test)) };
  };
}
