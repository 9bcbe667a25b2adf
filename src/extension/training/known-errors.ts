import { l10n, type Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { LiveChecks } from '../checking/live-checks';
import { uriOf } from '../checking/program';
import { editorRange } from '../checking/range';

/**
 * Whether a program may be trained: there is no error in it that the checker knows, or the user wants to train all the same. Errors are mended first where the
 * user wants that; those that come up behind them are asked for again.
 */
export async function mayTrainProgram(checks: LiveChecks, file: Uri): Promise<boolean> {
  const document = await workspace.openTextDocument(file);
  for (;;) {
    const errors = (await checks.current(document))?.diagnostics.filter(({ level }) => level === 'error') ?? [];
    if (errors.length === 0) return true;
    const fixes = errors.flatMap(({ fixes }) => fixes?.slice(0, 1) ?? []);
    const [fix, anyway] = [l10n.t('Fix and Train'), l10n.t('Train Anyway')];
    const choices = fixes.length === errors.length ? [fix, anyway] : [anyway];
    const chosen = await window.showWarningMessage(headline(file, errors), { modal: true, detail: detail(errors, fixes) }, ...choices);
    if (chosen !== fix) return chosen === anyway;
    const edit = new WorkspaceEdit();
    for (const { edits } of fixes) for (const { span, text } of edits) edit.replace(uriOf(span.path), editorRange(span), text);
    if (!(await workspace.applyEdit(edit)) || !(await document.save())) return false;
  }
}

const headline = (file: Uri, errors: readonly Diagnostic[]): string =>
  errors.length === 1
    ? l10n.t('{0} will fail because of an error in line {1}.', workspace.asRelativePath(file), errors[0].span.line)
    : l10n.t('{0} will fail because of {1} errors.', workspace.asRelativePath(file), errors.length);

/** Errors that are listed; the Problems view has all. */
const MAX_LISTED = 5;

function detail(errors: readonly Diagnostic[], fixes: readonly { title: string }[]): string {
  const lines = errors
    .slice(0, MAX_LISTED)
    .map(({ span, message }) => (errors.length === 1 ? message : l10n.t('Line {0}: {1}', span.line, message)));
  if (errors.length > MAX_LISTED) lines.push(l10n.t('and {0} more', errors.length - MAX_LISTED));
  if (fixes.length === errors.length) lines.push(l10n.t('Fix: {0}', fixes.map(({ title }) => title).join('; ')));
  return lines.join('\n\n');
}
