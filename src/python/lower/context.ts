import type { Node } from 'web-tree-sitter';
import type { Span } from '../../diagnostics/span';

/** What lowering carries along. Costs one object a node; the tree is walked once. */
export interface Lowering {
  path: string;
  /** Added to line numbers: the cells of a notebook are lowered one by one. */
  lineOffset: number;
  /** Expressions around the one that is lowered. */
  nesting: number;
}

export function spanOf(node: Node, lowering: Lowering): Span {
  const { startPosition, endPosition } = node;
  return {
    path: lowering.path,
    line: startPosition.row + 1 + lowering.lineOffset,
    column: startPosition.column + 1,
    endLine: endPosition.row + 1 + lowering.lineOffset,
    endColumn: endPosition.column + 1,
  };
}

/** What may stand between any two tokens. */
const extras = new Set(['comment', 'line_continuation']);

/** Named children without what may stand anywhere. */
export const children = (node: Node): Node[] =>
  node.namedChildren.filter((child): child is Node => child !== null && !extras.has(child.type));

export const fields = (node: Node, name: string): Node[] =>
  node.childrenForFieldName(name).filter((child): child is Node => child?.isNamed === true);

/** The name that an identifier writes, as Python compares names: in Unicode's form NFKC. Empty where there is none. */
export const nameIn = (node: Node | null | undefined): string => node?.text.normalize('NFKC') ?? '';
