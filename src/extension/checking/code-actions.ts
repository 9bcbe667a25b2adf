import {
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionProvider,
  type Diagnostic as EditorDiagnostic,
  l10n,
  Range,
  type TextDocument,
  WorkspaceEdit,
} from 'vscode';
import type { Diagnostic, Fix } from '../../diagnostics/diagnostic';
import { ShownDiagnostic } from './diagnostics';
import { ignoreComment } from './ignore-comment';
import type { LiveChecks } from './live-checks';
import { uriOf } from './program';
import { editorRange } from './range';

/** What mends a problem, and what silences it. */
export class CheckActions implements CodeActionProvider {
  static readonly kinds = [CodeActionKind.QuickFix];

  constructor(private readonly checks: LiveChecks) {}

  async provideCodeActions(document: TextDocument, range: Range, { diagnostics }: CodeActionContext): Promise<CodeAction[]> {
    const cell = await this.checks.current(document);
    const touched = cell?.diagnostics.filter(({ span }) => editorRange(span).intersection(range) !== undefined) ?? [];
    return touched.flatMap(diagnostic => {
      const shown = diagnostics.filter(problem => problem instanceof ShownDiagnostic && problem.id === diagnostic.id);
      const problem = shown.length > 0 ? shown : [new ShownDiagnostic(diagnostic)];
      const fixes = diagnostic.fixes ?? [];
      return [
        ...fixes.map((fix, index) => mending(fix, problem, index === 0)),
        ignoring(document, diagnostic, problem),
        turningOff(document, diagnostic, problem),
      ];
    });
  }
}

function mending({ title, edits }: Fix, diagnostics: EditorDiagnostic[], isBest: boolean): CodeAction {
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.diagnostics = diagnostics;
  action.isPreferred = isBest;
  action.edit = new WorkspaceEdit();
  for (const { span, text } of edits) action.edit.replace(uriOf(span.path), editorRange(span), text);
  return action;
}

function ignoring(document: TextDocument, { rule, span }: Diagnostic, diagnostics: EditorDiagnostic[]): CodeAction {
  const action = new CodeAction(l10n.t('Ignore {0} on this line', rule), CodeActionKind.QuickFix);
  const { line, from, to, text } = ignoreComment(document.getText().split(/\r?\n/), span.line - 1, span.endLine - 1, rule);
  action.diagnostics = diagnostics;
  action.edit = new WorkspaceEdit();
  action.edit.replace(document.uri, new Range(line, from, line, to), text);
  return action;
}

function turningOff(document: TextDocument, { rule }: Diagnostic, diagnostics: EditorDiagnostic[]): CodeAction {
  const action = new CodeAction(l10n.t('Turn off {0} in settings', rule), CodeActionKind.QuickFix);
  action.diagnostics = diagnostics;
  action.command = { title: action.title, command: 'tensorscope.setRuleLevel', arguments: [rule, 'off', document.uri] };
  return action;
}
