import type { Tree } from 'web-tree-sitter';
import type { Stmt } from '../ast';
import { lowerBlock } from './statements';

/** A parsed file as statements. Never throws: what cannot be read is `unreadable`, with the names that it may bind. */
export const lowerModule = (tree: Tree, path: string, lineOffset = 0): Stmt[] =>
  lowerBlock(tree.rootNode, { path, lineOffset, nesting: 0 });
