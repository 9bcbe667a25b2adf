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
  workspace,
} from 'vscode';
import { pythonName } from '../python/python-words';
import type { Pythons } from '../python/pythons';
import { setting } from '../ui/settings';
import { findFitCalls } from './fit-calls';
import type { Outlooks } from './outlook';
import type { Training } from './trainings';

/** The lens of a `fit` call. */
class TrainCall extends CodeLens {
  constructor(
    range: Range,
    readonly document: TextDocument,
  ) {
    super(range);
  }
}

/** "Train" above every line that calls `fit`, with the Python that would do it; while its run goes on, "Stop". */
export class TrainLens implements CodeLensProvider<TrainCall>, Disposable {
  private readonly changed = new EventEmitter<void>();
  private readonly subscriptions: Disposable[];
  private live = false;
  readonly onDidChangeCodeLenses: Event<void> = this.changed.event;

  constructor(
    private readonly training: Training,
    private readonly outlooks: Outlooks,
    pythons: Pythons,
  ) {
    const again = (): void => {
      outlooks.forget();
      this.changed.fire();
    };
    this.subscriptions = [
      languages.registerCodeLensProvider({ language: 'python' }, this),
      pythons.onDidChange(again),
      // A program may import the one that was saved.
      workspace.onDidSaveTextDocument(({ languageId }) => languageId === 'python' && again()),
      training.onDidChange(() => this.refresh()),
      training.onDidStart(() => this.refresh()),
    ];
  }

  provideCodeLenses(document: TextDocument): TrainCall[] {
    if (!setting('training.codeLens', document)) return [];
    return findFitCalls(document.getText()).map(({ line }) => {
      const lens = new TrainCall(new Range(line, 0, line, 0), document);
      if (this.training.isLive) lens.command = { title: `$(debug-stop) ${l10n.t('Stop Training')}`, command: 'tensorscope.stopTraining' };
      return lens;
    });
  }

  /** Says what would train, which takes a reading of the program. */
  async resolveCodeLens(lens: TrainCall): Promise<TrainCall> {
    const { document, range } = lens;
    const line = range.start.line + 1;
    const python = await this.pythonOf(document, line);
    lens.command = {
      title: `$(play) ${python ? l10n.t('Train with {0}', python) : l10n.t('Train')}`,
      tooltip: python
        ? l10n.t('Run this program under your Python and follow its training here')
        : l10n.t('Train this model on its records, inside the editor'),
      command: 'tensorscope.trainModel',
      arguments: [document.uri, { line }],
    };
    return lens;
  }

  /** The name of the Python that would train the call; undefined where a plan would, or nothing can. */
  private async pythonOf({ uri, version }: TextDocument, line: number): Promise<string | undefined> {
    if (!workspace.isTrusted || !(uri.scheme === 'file' || uri.scheme === 'vscode-notebook-cell')) return undefined;
    try {
      const outlook = await this.outlooks.of(uri, version, line);
      return outlook.way === 'python' ? pythonName(outlook.python.description) : undefined;
    } catch {
      // The checker says itself that it does not run; a click tries again.
      return undefined;
    }
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
