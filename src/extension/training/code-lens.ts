import { setTimeout as sleep } from 'node:timers/promises';
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

/** How long the lenses of a document wait for what would train it; a Python that is slow to answer names itself later. */
const PATIENCE_MS = 1500;

/** "Train" above every line that calls `fit`, with the Python that would do it; while its run goes on, "Stop". */
export class TrainLens implements CodeLensProvider, Disposable {
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

  // All at once: VS Code drops the commands of lenses that it resolves one by one when it asks for them anew.
  provideCodeLenses(document: TextDocument): Promise<CodeLens[]> | undefined {
    if (!setting('training.codeLens', document)) return undefined;
    return Promise.all(findFitCalls(document.getText()).map(({ line }) => this.lensOf(document, line)));
  }

  private async lensOf(document: TextDocument, line: number): Promise<CodeLens> {
    const range = new Range(line, 0, line, 0);
    if (this.training.isLive)
      return new CodeLens(range, { title: `$(debug-stop) ${l10n.t('Stop Training')}`, command: 'tensorscope.stopTraining' });
    const python = await this.soon(this.pythonOf(document, line + 1));
    return new CodeLens(range, {
      title: `$(play) ${python ? l10n.t('Train with {0}', python) : l10n.t('Train')}`,
      tooltip: python
        ? l10n.t('Run this program under your Python and follow its training here')
        : l10n.t('Train this model on its records, inside the editor'),
      command: 'tensorscope.trainModel',
      arguments: [document.uri, { line: line + 1 }],
    });
  }

  /** The answer where it comes soon; else the lenses are asked for again when it has come. */
  private async soon(answer: Promise<string | undefined>): Promise<string | undefined> {
    const late = Symbol();
    const first = await Promise.race([answer, sleep(PATIENCE_MS, late)]);
    if (first !== late) return first as string | undefined;
    void answer.then(name => name !== undefined && this.changed.fire());
    return undefined;
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
