import { type LogOutputChannel, l10n, Uri, window } from 'vscode';
import type { Refusal } from '../../plan/plan';
import { goToLine } from '../ui/go-to-line';

/** Tells the user why a file cannot be trained as it stands: the first cause in the message, all of them in the log. */
export async function showRefusals(refusals: Refusal[], log: LogOutputChannel): Promise<void> {
  const [first, ...others] = refusals;
  if (!first) return;
  for (const { site, message } of refusals) log.warn(`${site.path}:${site.line}:${site.column} ${message}`);
  const more = others.length > 0 ? ` ${l10n.t('({0} more in the log)', others.length)}` : '';
  const goTo = l10n.t('Go to Line {0}', first.site.line);
  const showLog = l10n.t('Show Log');
  const chosen = await window.showErrorMessage(
    l10n.t('Cannot train yet: {0}', first.message) + more,
    goTo,
    ...(others.length > 0 ? [showLog] : []),
  );
  if (chosen === goTo) await goToLine(Uri.file(first.site.path), first.site.line);
  else if (chosen === showLog) log.show();
}
