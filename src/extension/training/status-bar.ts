import { type Disposable, l10n, MarkdownString, StatusBarAlignment, type StatusBarItem, window } from 'vscode';
import { formatMetric } from '../../common/format';
import { runProgress } from '../../common/run-progress';
import type { RunView } from '../../common/run-view';
import { metricWords, progressWords } from './run-text';

const icons: Record<RunView['status'], string> = {
  starting: '$(sync~spin)',
  running: '$(sync~spin)',
  paused: '$(debug-pause)',
  stopping: '$(sync~spin)',
  done: '$(check)',
  stopped: '$(circle-slash)',
  failed: '$(error)',
  interrupted: '$(error)',
};

/** The status bar item of the latest run: epoch and loss, a click shows the panel. */
export class TrainingStatus implements Disposable {
  private item: StatusBarItem | undefined;

  update(run: RunView): void {
    this.item ??= this.create();
    this.item.text = `${icons[run.status]} ${shortWords(run)}`;
    this.item.tooltip = tooltip(run);
    this.item.show();
  }

  private create(): StatusBarItem {
    const item = window.createStatusBarItem('tensorscope.training', StatusBarAlignment.Left, 10);
    item.name = l10n.t('Tensorscope Training');
    item.command = 'tensorscope.showTrainingPanel';
    return item;
  }

  dispose(): void {
    this.item?.dispose();
  }
}

function shortWords(run: RunView): string {
  if (run.status === 'failed') return l10n.t('Training failed');
  if (run.end) return metricWords(run) || l10n.t('Training ended');
  const progress = runProgress(run);
  if (!progress) return l10n.t('Starting training');
  const loss = run.now ? ` · ${l10n.t('loss {0}', formatMetric(run.now.loss))}` : '';
  return `${l10n.t('Epoch {0}/{1}', progress.epoch, progress.epochs)}${loss}`;
}

function tooltip(run: RunView): MarkdownString {
  const text = new MarkdownString('', true);
  text.isTrusted = { enabledCommands: ['tensorscope.showTrainingPanel', 'tensorscope.stopTraining', 'tensorscope.showLog'] };
  text
    .appendMarkdown('**')
    .appendText(run.start?.model || run.title)
    .appendMarkdown('**\n\n');
  text.appendText(run.end ? (run.end.message ?? metricWords(run)) : progressWords(run));
  const links = [
    `[${l10n.t('Show panel')}](command:tensorscope.showTrainingPanel)`,
    `[${l10n.t('Show log')}](command:tensorscope.showLog)`,
  ];
  if (!run.end) links.push(`[${l10n.t('Stop')}](command:tensorscope.stopTraining)`);
  return text.appendMarkdown(`\n\n${links.join(' · ')}`);
}
