import { Edit, type Tree } from 'web-tree-sitter';
import type { Stmt } from './ast';
import { brokenAmong } from './lower/broken';
import { children } from './lower/context';
import { lowerStatement, unreadable } from './lower/statements';
import type { PythonParser } from './parser';

/** Where two texts differ: the same before `start`, and the same after the two ends. Indices count UTF-16 units. */
interface Difference {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

function difference(before: string, after: string): Difference | undefined {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  if (start === before.length && start === after.length) return undefined;
  let same = 0;
  while (same < shorter - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same++;
  return { start, oldEnd: before.length - same, newEnd: after.length - same };
}

/** Row and column of an index. */
function pointAt(text: string, index: number): { row: number; column: number } {
  let row = 0;
  let lineStart = 0;
  for (let next = text.indexOf('\n'); next >= 0 && next < index; next = text.indexOf('\n', next + 1)) {
    row++;
    lineStart = next + 1;
  }
  return { row, column: index - lineStart };
}

/**
 * A file that is read again after each edit. Only the part of the tree around the edit is parsed anew, and top-level statements whose text and
 * place are the same are not lowered again: an edit costs a pass over the text, and the statements it touches or moves.
 */
export class LiveSource {
  private text = '';
  private tree: Tree | undefined;
  private lowered = new Map<string, Stmt[]>();

  constructor(
    private readonly parser: PythonParser,
    private readonly path: string,
  ) {}

  /** The statements of the text as it is now. */
  update(text: string): Stmt[] {
    const edit = this.tree && difference(this.text, text);
    if (this.tree === undefined || edit !== undefined) this.parse(text, edit);
    const { tree } = this;
    if (tree === undefined) return [];
    const kept = new Map<string, Stmt[]>();
    const nodes = children(tree.rootNode);
    const broken = brokenAmong(nodes);
    const statements = nodes.flatMap(node => {
      const lowering = { path: this.path, lineOffset: 0, nesting: 0 };
      if (broken.has(node.id)) return unreadable(node, lowering);
      const key = `${node.startPosition.row}:${node.startPosition.column} ${node.type} ${text.slice(node.startIndex, node.endIndex)}`;
      const lowered = this.lowered.get(key) ?? lowerStatement(node, lowering);
      // Of a statement with a mistake, what stands around it decides how it is read.
      if (!node.hasError) kept.set(key, lowered);
      return lowered;
    });
    this.lowered = kept;
    return statements;
  }

  private parse(text: string, edit: Difference | undefined): void {
    const before = this.tree;
    if (before !== undefined && edit !== undefined) {
      before.edit(
        new Edit({
          startIndex: edit.start,
          oldEndIndex: edit.oldEnd,
          newEndIndex: edit.newEnd,
          startPosition: pointAt(this.text, edit.start),
          oldEndPosition: pointAt(this.text, edit.oldEnd),
          newEndPosition: pointAt(text, edit.newEnd),
        }),
      );
    }
    this.tree = this.parser.parse(text, before);
    before?.delete();
    this.text = text;
    // How the parser gets over a mistake depends on what it began with: what is wrong is read whole, so that the same text always reads the same.
    if (edit !== undefined && this.tree?.rootNode.hasError) {
      this.tree.delete();
      this.tree = this.parser.parse(text);
    }
  }

  /** Frees the tree, which the garbage collector cannot. */
  dispose(): void {
    this.tree?.delete();
    this.tree = undefined;
    this.lowered.clear();
  }
}
