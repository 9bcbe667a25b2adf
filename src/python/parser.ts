import { Language, Parser, type Tree } from 'web-tree-sitter';

/** The two WebAssembly modules, as bytes: the caller knows where they lie. */
export interface GrammarFiles {
  /** web-tree-sitter.wasm */
  runtime: Uint8Array;
  /** tree-sitter-python.wasm */
  python: Uint8Array;
}

export interface PythonParser {
  /** Parses a text; with the tree of an earlier text and the edits since (`tree.edit`), only what changed. The caller deletes the tree. */
  parse(text: string, previous?: Tree): Tree;
}

let ready: Promise<PythonParser> | undefined;

/** Loads the grammar once a process; later calls share it. */
export function loadParser(files: () => GrammarFiles | Promise<GrammarFiles>): Promise<PythonParser> {
  ready ??= load(files);
  return ready;
}

async function load(files: () => GrammarFiles | Promise<GrammarFiles>): Promise<PythonParser> {
  const { runtime, python } = await files();
  await Parser.init({ wasmBinary: runtime });
  const parser = new Parser();
  parser.setLanguage(await Language.load(python));
  return {
    parse(text, previous) {
      const tree = parser.parse(text, previous ?? null);
      if (!tree) throw new Error('the parser gave no tree: it was started without a language');
      return tree;
    },
  };
}
