import {
  type CancellationToken,
  type CustomReadonlyEditorProvider,
  commands,
  Disposable,
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
  l10n,
  type Uri,
  type WebviewPanel,
  window,
} from 'vscode';
import type { CopyFormat, RecordsPageOffer } from '../../protocol/records-page';
import { openPage } from '../ui/webview-page';
import { type RecordsAct, recordsActions } from './actions';
import { RecordsCache } from './cache';
import { RecordsDocument } from './document';
import type { FeatureVerdicts } from './feature-verdicts';
import { KeptStatistics } from './kept-statistics';
import type { RecordsLoader } from './loader';
import { RECORDS_VIEW } from './open';
import type { RecordsPlatform } from './platform';
import { RecordsSession } from './session';
import { isShardSet, shardSetTitle } from './shards';
import { watchRecords } from './watch';

/** The read-only editor of record files: a document each, a session for every panel that shows it. */
export class RecordsEditor implements CustomReadonlyEditorProvider<RecordsDocument> {
  private readonly cache: RecordsCache;
  /** Statistics of the files that were read whole. */
  readonly statistics: KeptStatistics;
  /** What the models of the workspace make of features; set once, before a file is opened. */
  verdicts: FeatureVerdicts | undefined;
  private readonly act: RecordsAct;
  /** Filters for files that are about to be opened. */
  private readonly wanted = new Map<string, string>();
  private readonly sessions = new Map<WebviewPanel, RecordsSession>();

  constructor(
    private readonly context: ExtensionContext,
    private readonly platform: RecordsPlatform,
    private readonly log: LogOutputChannel,
  ) {
    this.cache = new RecordsCache(context.globalStorageUri);
    this.statistics = new KeptStatistics(this.cache);
    this.act = recordsActions(context, platform, (uri, where) => this.show(uri, where));
  }

  register(): Disposable {
    const provider = window.registerCustomEditorProvider(RECORDS_VIEW, this, { supportsMultipleEditorsPerDocument: true });
    return Disposable.from(provider, this.statistics, this.activated);
  }

  private readonly activated = new EventEmitter<Uri>();
  /** A viewer has come to the front. */
  readonly onDidActivate = this.activated.event;

  /** Files that are open, the one that was in front last first. */
  get open(): Uri[] {
    return [...this.sessions.values()].map(({ document }) => document.uri).reverse();
  }

  /** The document of a file that is open. */
  documentOf(uri: Uri): RecordsDocument | undefined {
    return [...this.sessions.values()].find(({ document }) => document.uri.toString() === uri.toString())?.document;
  }

  /** The session of the panel that the user has in front of them. */
  get active(): RecordsSession | undefined {
    return [...this.sessions].find(([panel]) => panel.active)?.[1];
  }

  /** Does something with the records that are shown; says so when none are. */
  async runActive(action: Parameters<RecordsAct>[1]): Promise<void> {
    if (this.active) await this.act(this.active, action);
    else void window.showInformationMessage(l10n.t('Open a record file first.'));
  }

  /** Copies the records that are selected in front, or the one of the cursor, which the page knows. */
  copyActive(format: CopyFormat): void {
    if (this.active) this.active.channel?.notify('copy', { format });
    else void window.showInformationMessage(l10n.t('Open a record file first.'));
  }

  /** Opens a file and shows the records that meet a filter. */
  async show(uri: Uri, where: string): Promise<void> {
    const [panel, session] = [...this.sessions].find(([, { document }]) => document.uri.toString() === uri.toString()) ?? [];
    const isInSight = panel?.visible === true;
    if (session === undefined) this.wanted.set(uri.toString(), where);
    // A page that is hidden is loaded anew, and then asks.
    else if (!isInSight) session.openWith(where);
    await commands.executeCommand('vscode.openWith', uri, RECORDS_VIEW, panel?.viewColumn);
    if (isInSight) session?.channel?.notify('show', { where });
  }

  openCustomDocument(uri: Uri): RecordsDocument {
    return new RecordsDocument(uri, this.platform, this.cache, this.statistics, error => this.tell(error));
  }

  resolveCustomEditor(document: RecordsDocument, panel: WebviewPanel, _cancelled: CancellationToken): void {
    const where = this.wanted.get(document.uri.toString());
    this.wanted.delete(document.uri.toString());
    const session = new RecordsSession(document, this.verdicts, where, async (own, action) => {
      try {
        await this.act(own, action);
      } catch (error) {
        this.tell(error as Error);
      }
    });
    const channel = openPage<RecordsPageOffer>(this.context, panel.webview, 'records', document.name, session.offer);
    session.channel = channel;
    this.sessions.set(panel, session);
    this.activated.fire(document.uri);
    panel.onDidChangeViewState(() => {
      if (!panel.active) return;
      // The last one of them is the one that was in front last.
      this.sessions.delete(panel);
      this.sessions.set(panel, session);
      this.activated.fire(document.uri);
    });
    // An editor that takes no title for a custom editor shows the set's name, which has the number too.
    if (isShardSet(document.uri)) panel.title = shardSetTitle(document.name);
    // Records that cannot be opened are told of elsewhere.
    const tellSchema = (): void =>
      void document.records().then(
        records => channel.notify('schema', records.schemaView),
        () => undefined,
      );
    const follow = (loader: RecordsLoader): void => {
      loader.onProgress(progress => channel.notify('progress', progress));
      loader.onIndex(() => channel.notify('grown', null));
      loader.onStatistics(tellSchema);
    };
    const subscriptions = Disposable.from(
      document.onDidOpen(follow),
      document.onDidCompare(tellSchema),
      ...(this.verdicts ? [this.verdicts.onDidChange(() => channel.notify('modelsChanged', null))] : []),
      document.onDidReload(() => {
        session.reset();
        channel.notify('restart', null);
      }),
      watchRecords(document, gone => channel.notify('changed', { gone })),
    );
    panel.onDidDispose(() => {
      this.sessions.delete(panel);
      session.dispose();
      subscriptions.dispose();
      channel.close('the editor was closed');
    });
  }

  private tell(error: Error): void {
    this.log.error(error);
    void window.showErrorMessage(l10n.t('Tensorscope: {0}', error.message));
  }
}
