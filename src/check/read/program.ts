import type { KerasVersion } from '../../common/keras-version';
import type { Stmt } from '../../python/ast';
import type { Interpretation, SourceModule } from '../../python/interpretation';
import { Interpreter } from '../../python/interpreter';
import { lowerModule } from '../../python/lower/module';
import type { PythonParser } from '../../python/parser';
import type { Workspace } from '../../rules/core/rule';
import { createLibrary } from '../../rules/library';
import { evidentlyRun, kerasOfProgram } from './keras';
import { IPYTHON_NAMES, type NotebookCell, withoutMagics } from './notebook';

/** What reading a program takes from the world outside. */
export interface ProgramOptions {
  readonly parser: PythonParser;
  /** Text of a file of the workspace; undefined where there is none. Paths are joined with "/". */
  readonly source?: (path: string) => string | undefined;
  readonly workspace?: Workspace;
  /** What `keras` and `tf.keras` are in the program, if not Keras 3. */
  readonly keras?: KerasVersion;
  /** Steps of evaluation after which the rest is unknown; the default ends any file within about a second. */
  readonly budget?: number;
  /** The text of a cell or of the program; fixes that move text are offered where it is at hand. */
  readonly text?: (path: string) => string | undefined;
}

const DEFAULT_BUDGET_EVALUATIONS = 250_000;

/** Reads one Python file: values, diagnostics and what a plan is made of. Never throws on account of the text. */
export const readProgram = (path: string, text: string, options: ProgramOptions): Interpretation =>
  readCells(path, [{ path, text, raises: false }], options);

/** Reads a program that is spread over the cells of a notebook, in their order; each value and diagnostic has the path of its cell. */
export function readCells(path: string, cells: readonly NotebookCell[], options: ProgramOptions): Interpretation {
  const lowered = cells.map(cell => ({
    statements: statementsOf(cell.path, cell.path === path ? cell.text : withoutMagics(cell.text), options.parser),
    raises: cell.raises,
  }));
  const texts = new Map(cells.map(cell => [cell.path, cell.text]));
  return readStatements(path, lowered, {
    ...options,
    keras: kerasOfProgram([...texts.values()], options.keras ?? '3'),
    text: at => texts.get(at),
  });
}

/** Reads a program from its statements. */
export function readStatements(
  path: string,
  cells: readonly { statements: Stmt[]; raises: boolean }[],
  options: ProgramOptions,
): Interpretation {
  const { parser, source = () => undefined, workspace = {}, keras = '3', budget = DEFAULT_BUDGET_EVALUATIONS, text } = options;
  const resolve = (name: string, level: number, fromPath: string): SourceModule | undefined => {
    for (const candidate of candidates(name, level, fromPath)) {
      const content = source(candidate);
      if (content !== undefined) return { path: candidate, name, statements: statementsOf(candidate, content, parser) };
    }
    return undefined;
  };
  const isNotebook = cells.some(({ statements: [first] }) => first !== undefined && first.span.path !== path);
  const before = isNotebook ? statementsOf('IPython', IPYTHON_NAMES, parser) : [];
  const statements = [...before, ...cells.flatMap(expectingErrors)];
  const reading = new Interpreter({ library: createLibrary({ keras, workspace }), resolve, budget, text }).run({
    path,
    name: '__main__',
    statements,
  });
  return keras === 'unknown' ? evidentlyRun(reading) : reading;
}

function statementsOf(path: string, text: string, parser: PythonParser): Stmt[] {
  const tree = parser.parse(text);
  try {
    return lowerModule(tree, path);
  } finally {
    tree.delete();
  }
}

/** A cell that may raise is a `try` that catches everything. */
const expectingErrors = ({ statements, raises }: { statements: Stmt[]; raises: boolean }): Stmt[] =>
  raises && statements.length > 0
    ? [
        {
          kind: 'try',
          span: statements[0].span,
          body: statements,
          handlers: [{ type: null, name: null, body: [] }],
          otherwise: [],
          finally: [],
        },
      ]
    : statements;

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
