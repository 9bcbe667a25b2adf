import { commands, l10n, Uri, window } from 'vscode';
import { formatDuration } from '../../common/format';
import { goToLine } from '../ui/go-to-line';
import type { TrainingPanel } from './panel';
import type { TrainingRun } from './run';
import { metricWords } from './run-text';

/** Tells the user how a run ended, with what they can do next. */
export async function tellTrainingEnd(run: TrainingRun, panel: TrainingPanel): Promise<void> {
  const { end } = run.view;
  if (!end) return;
  const showPanel = l10n.t('Show Panel');
  const showLog = l10n.t('Show Log');
  const goTo = end.site && l10n.t('Go to Line {0}', end.site.line);
  const chosen =
    end.status === 'failed'
      ? await window.showErrorMessage(
          l10n.t('Training failed: {0}', end.message ?? l10n.t('see the log')),
          ...(goTo ? [goTo] : []),
          showLog,
        )
      : await window.showInformationMessage(endWords(run), ...(panel.isVisible ? [] : [showPanel]));
  if (chosen === undefined) return;
  if (chosen === showPanel) panel.reveal(false);
  else if (chosen === showLog) await commands.executeCommand('tensorscope.showLog');
  else if (chosen === goTo && end.site) await goToLine(Uri.file(end.site.path), end.site.line);
}

function endWords(run: TrainingRun): string {
  const { end, title } = run.view;
  const seconds = formatDuration(end?.seconds);
  const metrics = metricWords(run.view);
  return end?.status === 'stopped'
    ? l10n.t('Training of {0} stopped after {1}. {2}', title, seconds, metrics)
    : l10n.t('Training of {0} finished in {1}: {2}', title, seconds, metrics);
}
