import { l10n, ProgressLocation, window } from 'vscode';
import { runProgress } from '../../common/run-progress';
import type { TrainingPanel } from './panel';
import type { TrainingRun } from './run';
import { progressWords } from './run-text';
import type { Training } from './trainings';

/** Least time between two updates; the notification is read by the user. */
const UPDATE_INTERVAL_MS = 250;

/** Shows a run as a notification with progress and cancel while no panel shows it. Resolves when the run has ended. */
export async function showTrainingProgress(training: Training, run: TrainingRun, panel: TrainingPanel): Promise<void> {
  while (run.isLive) {
    await eventWhere(run, () => !panel.isVisible);
    if (run.isLive) await notify(training, run, panel);
  }
}

/** Resolves at the first event at which something holds, and when the run has ended. */
const eventWhere = (run: TrainingRun, holds: () => boolean): Promise<void> =>
  new Promise(resolve => {
    const listening = run.onEvent(({ event }) => {
      if (event.event !== 'end' && !holds()) return;
      listening.dispose();
      resolve();
    });
  });

/** Until the run ends or the panel shows it. */
async function notify(training: Training, run: TrainingRun, panel: TrainingPanel): Promise<void> {
  const title = l10n.t('Training {0}', run.view.title);
  await window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, async (progress, cancelled) => {
    let shown = 0;
    let at = 0;
    cancelled.onCancellationRequested(() => training.stop());
    progress.report({ message: progressWords(run.view) });
    const listening = run.onEvent(() => {
      const now = performance.now();
      if (now - at < UPDATE_INTERVAL_MS) return;
      at = now;
      const percent = Math.floor((runProgress(run.view)?.fraction ?? 0) * 100);
      progress.report({ message: progressWords(run.view), increment: percent - shown });
      shown = percent;
    });
    await eventWhere(run, () => panel.isVisible);
    listening.dispose();
  });
}
