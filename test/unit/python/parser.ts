import { readFileSync } from 'node:fs';
import { loadParser, type PythonParser } from '../../../src/python/parser';
import { inProject } from '../../root';

const file = (name: string) => readFileSync(inProject(`node_modules/${name}`));

/** The real parser, from the packages that hold its grammar. */
export const testParser = (): Promise<PythonParser> =>
  loadParser(() => ({ runtime: file('web-tree-sitter/web-tree-sitter.wasm'), python: file('tree-sitter-python/tree-sitter-python.wasm') }));
