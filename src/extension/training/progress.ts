import { l10n, ProgressLocation, window } from 'vscode';
import { runProgress } from '../../common/run-progress';
import type { TrainingRun } from './run';
import { progressWords } from './run-text';
import type { Training } from './trainings';

/** Least time between two updates; the notification is read by the user. */
const UPDATE_INTERVAL_MS = 250;

/** Shows a run as a notification with progress and cancel until it has ended. */
export async function showTrainingProgress(training: Training, run: TrainingRun): Promise<void> {
  const title = l10n.t('Training {0}', run.view.title);
  await window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, (progress, cancelled) => {
    let shown = 0;
    let at = 0;
    cancelled.onCancellationRequested(() => training.stop());
    progress.report({ message: progressWords(run.view) });
    return new Promise<void>(resolve => {
      run.onEvent(({ event }) => {
        if (event.event === 'end') {
          resolve();
          return;
        }
        const now = performance.now();
        if (now - at < UPDATE_INTERVAL_MS) return;
        at = now;
        const percent = Math.floor((runProgress(run.view)?.fraction ?? 0) * 100);
        progress.report({ message: progressWords(run.view), increment: percent - shown });
        shown = percent;
      });
    });
  });
}
