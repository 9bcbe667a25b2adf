import type { Node } from 'web-tree-sitter';

/**
 * Statements that Python does not take. The parser reads on over a mistake and makes something of what is around it, which is not what anyone wrote: a shell
 * command, a line of English, `x = # to do` with the next line as its value. Nothing is concluded from such statements but the names that they may bind.
 */

/** Statements with blocks: those inside are judged one by one, a mistake of the line that begins it is the whole statement's. */
const compound: ReadonlySet<string> = new Set([
  ...['if_statement', 'for_statement', 'while_statement', 'with_statement', 'try_statement', 'match_statement'],
  ...['function_definition', 'class_definition', 'decorated_definition'],
]);
const holdsBlocks = /block$|_clause$|_definition$/;

const opening: ReadonlySet<string> = new Set(['(', '[', '{']);
const closing: ReadonlySet<string> = new Set([')', ']', '}']);

/** Whether a statement goes on in the next line outside brackets, without a backslash: the parser takes that, Python does not. */
function runsOn(statement: Node): boolean {
  let depth = 0;
  let row = statement.startPosition.row;
  const visit = (node: Node): boolean => {
    if (depth === 0 && node.startPosition.row > row && node.type !== 'comment') return true;
    if (node.type === 'line_continuation' || node.type === 'string' || node.childCount === 0) {
      if (opening.has(node.type)) depth++;
      if (closing.has(node.type)) depth--;
      row = node.endPosition.row;
      return false;
    }
    return node.children.some(child => child !== null && visit(child));
  };
  return visit(statement);
}

function isBroken(node: Node): boolean {
  if (node.isError) return true;
  if (compound.has(node.type)) return node.hasError && node.children.some(child => child?.hasError && !holdsBlocks.test(child.type));
  return node.hasError || (node.startPosition.row < node.endPosition.row && runsOn(node));
}

/** Of the statements of a block, the ids of those that Python does not take; what shares a line with one is not taken either. */
export function brokenAmong(statements: readonly Node[]): ReadonlySet<number> {
  const found = statements.filter(isBroken);
  if (found.length === 0) return new Set();
  const rows = new Set<number>();
  for (const { startPosition, endPosition } of found) for (let row = startPosition.row; row <= endPosition.row; row++) rows.add(row);
  return new Set(statements.filter(node => found.includes(node) || rows.has(node.startPosition.row)).map(({ id }) => id));
}
