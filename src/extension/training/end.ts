import { commands, l10n, Uri, window } from 'vscode';
import { formatDuration } from '../../common/format';
import { goToLine } from '../ui/go-to-line';
import { causeAt } from './cause';
import type { TrainingPanel } from './panel';
import type { TrainingRun } from './run';
import { metricWords } from './run-text';

/** Tells the user how a run ended, with what they can do next. */
export async function tellTrainingEnd(run: TrainingRun, panel: TrainingPanel): Promise<void> {
  const { end } = run.view;
  if (!end) return;
  const showPanel = l10n.t('Show Panel');
  const showLog = l10n.t('Show Log');
  const cause = end.status === 'failed' && end.site ? causeAt(end.site.path, end.site.line) : undefined;
  const line = cause ? cause.range.start.line + 1 : end.site?.line;
  const goTo = line === undefined ? undefined : l10n.t('Go to Line {0}', line);
  const chosen =
    end.status === 'failed'
      ? await window.showErrorMessage(
          cause
            ? l10n.t('Training failed: {0}. The cause: {1}', end.message ?? l10n.t('see the log'), cause.message)
            : l10n.t('Training failed: {0}', end.message ?? l10n.t('see the log')),
          ...(goTo ? [goTo] : []),
          showLog,
        )
      : await window.showInformationMessage(endWords(run), ...(panel.isVisible ? [] : [showPanel]));
  if (chosen === undefined) return;
  if (chosen === showPanel) panel.reveal(false);
  else if (chosen === showLog) await commands.executeCommand('tensorscope.showLog');
  else if (chosen === goTo && end.site && line !== undefined) await goToLine(Uri.file(end.site.path), line);
}

function endWords(run: TrainingRun): string {
  const { end, title } = run.view;
  const seconds = formatDuration(end?.seconds);
  const metrics = metricWords(run.view);
  return end?.status === 'stopped'
    ? l10n.t('Training of {0} stopped after {1}. {2}', title, seconds, metrics)
    : l10n.t('Training of {0} finished in {1}: {2}', title, seconds, metrics);
}
