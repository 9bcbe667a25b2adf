import {
  CodeLens,
  type CodeLensProvider,
  type Disposable,
  type Event,
  EventEmitter,
  l10n,
  languages,
  Range,
  type TextDocument,
} from 'vscode';
import { setting } from '../ui/settings';
import { findFitCalls } from './fit-calls';
import type { Training } from './trainings';

/** "Train" above every line that calls `fit`; while its run goes on, "Stop". */
export class TrainLens implements CodeLensProvider, Disposable {
  private readonly changed = new EventEmitter<void>();
  private readonly subscriptions: Disposable[];
  private live = false;
  readonly onDidChangeCodeLenses: Event<void> = this.changed.event;

  constructor(private readonly training: Training) {
    this.subscriptions = [
      languages.registerCodeLensProvider({ language: 'python' }, this),
      training.onDidChange(() => this.refresh()),
      training.onDidStart(() => this.refresh()),
    ];
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    if (!setting('training.codeLens', document)) return [];
    return findFitCalls(document.getText()).map(call => {
      const range = new Range(call.line, 0, call.line, 0);
      if (this.training.isLive)
        return new CodeLens(range, { title: `$(debug-stop) ${l10n.t('Stop Training')}`, command: 'tensorscope.stopTraining' });
      return new CodeLens(range, {
        title: `$(play) ${l10n.t('Train')}`,
        tooltip: l10n.t('Train this model on its records, inside the editor'),
        command: 'tensorscope.trainModel',
        arguments: [document.uri, { line: call.line + 1 }],
      });
    });
  }

  private refresh(): void {
    if (this.live === this.training.isLive) return;
    this.live = this.training.isLive;
    this.changed.fire();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changed.dispose();
  }
}
