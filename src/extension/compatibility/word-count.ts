import { type Disposable, EventEmitter, l10n, workspace } from 'vscode';
import type { CompatDetail, WordsView } from '../../protocol/compatibility';
import { pathOf } from '../checking/program';
import type { OpenRecords } from '../records/document';
import { setting } from '../ui/settings';

/** Counts the words of one feature that one module knows, over all records; another count, or its end, takes the place of one that is under way. */
export class WordCount implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private running: AbortController | undefined;
  private shown: WordsView | null = null;

  get view(): WordsView | null {
    return this.shown;
  }

  async start({ target, feature }: CompatDetail, { dataset, document }: OpenRecords): Promise<void> {
    const { handle } = target;
    if (handle === undefined) return;
    this.stop();
    const controller = new AbortController();
    this.running = controller;
    let read = 0;
    const tell = (bytes: number): void => {
      read += bytes;
      this.show(controller, { state: 'counting', done: Math.min(1, read / Math.max(1, dataset.bytes)) });
    };
    tell(0);
    try {
      if (!workspace.isTrusted) throw new Error(l10n.t('Modules on disk are read in a trusted workspace only.'));
      const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => pathOf(uri));
      const own = target.span?.path.split('/').slice(0, -1).join('/');
      const request = { feature: feature.name, handle, given: { ...setting('hub.modules') }, folders: own ? [...folders, own] : folders };
      const counted = await document.platform.words(dataset.files, request, tell, controller.signal);
      this.show(controller, { state: 'counted', ...counted });
    } catch (error) {
      this.show(controller, { state: 'failed', why: (error as Error).message });
    }
  }

  /** Ends what is under way; nothing is shown of it. */
  stop(): void {
    this.running?.abort(new Error('cancelled'));
    this.running = undefined;
    if (this.shown === null) return;
    this.shown = null;
    this.changed.fire();
  }

  private show(controller: AbortController, view: WordsView): void {
    if (this.running !== controller) return;
    this.shown = view;
    this.changed.fire();
  }

  dispose(): void {
    this.stop();
    this.changed.dispose();
  }
}
