import {
  Disposable as D,
  type Disposable,
  type DocumentSelector,
  LanguageStatusSeverity,
  l10n,
  languages,
  type TextEditor,
  window,
} from 'vscode';
import type { LiveChecks } from './live-checks';
import { programOf } from './program';

/** The entry in the editor's language status: what was found in the file in front, or why nothing is said. */
export function showStatus(checks: LiveChecks, selector: DocumentSelector): Disposable {
  const item = languages.createLanguageStatusItem('tensorscope.checking', selector);
  item.name = l10n.t('Tensorscope shapes');
  item.command = { title: l10n.t('Show Model'), command: 'tensorscope.showModel' };
  const update = (editor: TextEditor | undefined): void => {
    const cell = editor && checks.last(editor.document);
    if (cell === undefined) return;
    const errors = cell.diagnostics.filter(({ level }) => level === 'error').length;
    item.severity = errors > 0 ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    item.text = problemsText(cell.diagnostics.length);
    item.detail = undefined;
  };
  return D.from(
    item,
    window.onDidChangeActiveTextEditor(update),
    checks.onDidCheck(({ program, answer }) => {
      const front = window.activeTextEditor;
      if (front === undefined || programOf(front.document)?.path !== program.path) return;
      update(front);
      if (answer.exhausted) {
        item.severity = LanguageStatusSeverity.Warning;
        item.detail = l10n.t('The file takes too long to analyze; its last part was not checked.');
      }
    }),
    checks.onDidFail(({ message }) => {
      item.severity = LanguageStatusSeverity.Error;
      item.text = l10n.t('Shapes are not checked');
      item.detail = message;
      item.command = { title: l10n.t('Show Log'), command: 'tensorscope.showLog' };
    }),
  );
}

function problemsText(count: number): string {
  if (count === 0) return l10n.t('No shape problems');
  return count === 1 ? l10n.t('1 shape problem') : l10n.t('{0} shape problems', count);
}
