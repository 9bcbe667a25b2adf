import type { Interpretation } from '../python/interpreter';
import { Interpreter, type SourceModule } from '../python/interpreter';
import { lowerModule } from '../python/lower/module';
import type { PythonParser } from '../python/parser';
import type { Workspace } from '../rules/core/rule';
import { createLibrary } from '../rules/library';

/** What reading a program takes from the world outside. */
export interface ReadOptions {
  readonly parser: PythonParser;
  /** Text of a file of the workspace; undefined where there is none. Paths are joined with "/". */
  readonly source?: (path: string) => string | undefined;
  readonly workspace?: Workspace;
  /** Keras 2 semantics. */
  readonly legacy?: boolean;
  /** Steps of evaluation after which the rest is unknown; the default ends any file within about a second. */
  readonly budget?: number;
}

const DEFAULT_BUDGET = 250_000;

/** Reads one Python file: values, findings and what a plan is made of. Never throws on account of the text. */
export function readProgram(path: string, text: string, options: ReadOptions): Interpretation {
  const { parser, source = () => undefined, workspace = {}, legacy = false, budget = DEFAULT_BUDGET } = options;
  const parse = (file: string, content: string, name: string): SourceModule => {
    const tree = parser.parse(content);
    try {
      return { path: file, name, statements: lowerModule(tree, file) };
    } finally {
      tree.delete();
    }
  };
  const resolve = (name: string, level: number, fromPath: string): SourceModule | undefined => {
    for (const candidate of candidates(name, level, fromPath)) {
      const content = source(candidate);
      if (content !== undefined) return parse(candidate, content, name);
    }
    return undefined;
  };
  return new Interpreter({ library: createLibrary({ legacy, workspace }), resolve, budget }).run(parse(path, text, '__main__'));
}

/** Files that an import may lead to: beside the importing file, or in a folder above it. */
function candidates(name: string, level: number, fromPath: string): string[] {
  const folders = fromPath.split('/').slice(0, -1);
  const inner = name === '' ? [] : name.split('.');
  const bases =
    level > 0
      ? [folders.slice(0, folders.length - (level - 1))]
      : folders.map((_, index) => folders.slice(0, folders.length - index)).concat([[]]);
  return bases.flatMap(base => {
    const path = [...base, ...inner].join('/');
    return inner.length === 0 ? [`${path}/__init__.py`] : [`${path}.py`, `${path}/__init__.py`];
  });
}
