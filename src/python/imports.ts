import { UNKNOWN, type Value } from '../values/value';
import type { Stmt } from './ast';
import { moduleBuiltin } from './builtins/modules';
import { type Completion, type Frame, NEXT } from './completion';
import type { Reading } from './evaluator';
import { attributeOf } from './lookup';
import { slotToWrite } from './scope';

/** The value of a dotted module name: a library's, one of Python's own, or a file of the workspace; unknown otherwise. */
function importModule(reading: Reading, name: string, level: number, frame: Frame): Value {
  const own = level === 0 ? (reading.library.importModule(name) ?? moduleBuiltin(name)) : undefined;
  if (own !== undefined) return own;
  return reading.importFile(name, level, frame.scope.module.path) ?? UNKNOWN;
}

export function runImport(reading: Reading, statement: Extract<Stmt, { kind: 'import' }>, frame: Frame): Completion {
  for (const { module, alias } of statement.names) {
    const [first] = module.split('.');
    const value = importModule(reading, alias === null ? first : module, 0, frame);
    if (alias === null && module !== first && value.kind === 'module') importModule(reading, module, 0, frame);
    reading.heap.write(slotToWrite(frame.scope, alias ?? first), value);
  }
  return NEXT;
}

export function runImportFrom(reading: Reading, statement: Extract<Stmt, { kind: 'importFrom' }>, frame: Frame): Completion {
  const { module: name, level, names, star, span } = statement;
  const module = importModule(reading, name, level, frame);
  if (star) importStar(reading, module, frame);
  for (const imported of names) {
    const found = module.kind === 'unknown' ? UNKNOWN : attributeOf(reading, module, imported.name, span);
    // `from package import submodule` leads to a file of its own.
    const value =
      found.kind === 'unknown' ? importModule(reading, name === '' ? imported.name : `${name}.${imported.name}`, level, frame) : found;
    reading.heap.write(slotToWrite(frame.scope, imported.alias ?? imported.name), value);
  }
  return NEXT;
}

function importStar(reading: Reading, module: Value, frame: Frame): void {
  if (module.kind === 'module') {
    for (const [name, value] of module.attributes.content)
      if (!name.startsWith('_')) reading.heap.write(slotToWrite(frame.scope, name), value);
    return;
  }
  const names = module.kind === 'api' ? reading.library.publicNames(module) : undefined;
  if (names === undefined) frame.scope.module.open = true;
  else for (const [name, value] of names) reading.heap.write(slotToWrite(frame.scope, name), value);
}
