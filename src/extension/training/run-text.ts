import { l10n } from 'vscode';
import { formatDuration, formatMetric } from '../../common/format';
import { runProgress } from '../../common/run-progress';
import type { RunView } from '../../common/run-view';

/** The newest values of a run, validation after training: "loss 0.41, val_accuracy 0.81". */
export function metricWords(run: RunView): string {
  const metrics = run.end?.metrics ?? run.epochs.at(-1)?.metrics ?? {};
  const names = Object.keys(metrics);
  const shown = names.some(name => name.startsWith('val_')) ? names.filter(name => name.startsWith('val_')) : names;
  return shown.map(name => `${name} ${formatMetric(metrics[name])}`).join(', ');
}

/** How far a run is, in one line for the status bar and the notification. */
export function progressWords(run: RunView): string {
  const progress = runProgress(run);
  if (!progress) return l10n.t('loading TensorFlow');
  const { epoch, epochs, step, stepsPerEpoch, secondsLeft } = progress;
  const parts = [
    l10n.t('epoch {0}/{1}', epoch, epochs),
    stepsPerEpoch ? l10n.t('step {0}/{1}', step, stepsPerEpoch) : l10n.t('step {0}', step),
  ];
  if (run.now) parts.push(l10n.t('loss {0}', formatMetric(run.now.loss)));
  if (secondsLeft !== null) parts.push(l10n.t('{0} left', formatDuration(secondsLeft)));
  return parts.join(' · ');
}
