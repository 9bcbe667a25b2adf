import { Hover, type HoverProvider, MarkdownString, type Position, type TextDocument } from 'vscode';
import type { Hover as CheckHover } from '../../protocol/checking';
import type { CheckerClient } from './checker-client';
import type { LiveChecks } from './live-checks';
import { appendModule, HOVER_COMMANDS } from './module-words';
import { programOf } from './program';
import { editorRange } from './range';

/** The type of what the pointer is on, what its axes mean, the module that it leads to, and the page that documents what made it. */
export class ShapeHovers implements HoverProvider {
  constructor(
    private readonly checks: LiveChecks,
    private readonly checker: CheckerClient,
  ) {}

  async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const cell = await this.checks.current(document);
    const program = programOf(document);
    if (cell === undefined || program === undefined) return undefined;
    const at = { program: program.path, path: cell.path, line: position.line + 1, column: position.character + 1 };
    const hover = await this.checker.call('hover', at);
    return hover && new Hover(wordsOf(hover), editorRange(hover.span));
  }
}

function wordsOf({ type, axes, page, module }: CheckHover): MarkdownString {
  const words = new MarkdownString();
  if (type !== '') words.appendCodeblock(type, 'python');
  if (module) {
    appendModule(words, module);
    words.isTrusted = { enabledCommands: HOVER_COMMANDS };
    if (axes || page) words.appendMarkdown('\n\n');
  }
  const lines = [axes?.join(' × '), page && `[${page.name}](${page.url})`].filter(line => line !== undefined);
  return words.appendMarkdown(lines.join('\n\n'));
}
