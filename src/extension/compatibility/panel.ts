import {
  type Disposable,
  Disposable as Disposables,
  type ExtensionContext,
  env,
  l10n,
  type Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { Channel } from '../../protocol/channel';
import type {
  CompatContent,
  CompatHostOffer,
  CompatPageOffer,
  CompatPlace,
  CompatSelection,
  CompatTable,
} from '../../protocol/compatibility';
import type { CheckerClient } from '../checking/checker-client';
import type { Checking } from '../checking/checking';
import { goToSpanBeside } from '../checking/go-to-span';
import { pathOf } from '../checking/program';
import type { RecordsEditor } from '../records/editor';
import { SECTION, setting } from '../ui/settings';
import { openPage } from '../ui/webview-page';
import { insertEdits } from './insert-edits';
import { chooseModule } from './modules';
import { WorkspacePrograms } from './programs';
import { chooseRecordFile } from './record-choice';
import { RecordRows } from './record-rows';
import { WordCount } from './word-count';

const VIEW = 'tensorscope.compatibility';
const MODULES_KEY = 'compatibility.modules';

/** A compatibility panel while it is open: the features of a dataset against what the models of the workspace take. It follows edits and changes of the records. */
export class CompatibilityPanel implements Disposable {
  private readonly panel: WebviewPanel;
  private readonly channel: Channel<CompatPageOffer>;
  private readonly checker: CheckerClient;
  private readonly programs: WorkspacePrograms;
  private readonly rows: RecordRows;
  private table: CompatTable | null = null;
  private failure: string | null = null;
  private place: CompatPlace | null = null;
  private selection: CompatSelection = { place: null, detail: null, words: null };
  private readonly words = new WordCount();
  private judging: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;
  readonly onDidClose: WebviewPanel['onDidDispose'];

  constructor(
    private readonly context: ExtensionContext,
    checking: Checking,
    private readonly records: RecordsEditor,
  ) {
    this.checker = checking.checker;
    this.rows = new RecordRows(records);
    this.programs = new WorkspacePrograms(uri => checking.kerasOf(uri));
    const viewColumn = window.activeTextEditor ? ViewColumn.Beside : ViewColumn.Active;
    this.panel = window.createWebviewPanel(VIEW, l10n.t('Compatibility'), { viewColumn });
    this.channel = openPage<CompatPageOffer>(context, this.panel.webview, 'compatibility', l10n.t('Compatibility'), this.offer);
    this.onDidClose = this.panel.onDidDispose;
    const subscriptions = Disposables.from(
      this.rows,
      this.programs,
      this.words,
      this.words.onDidChange(() => this.showSelection({ ...this.selection, words: this.words.view })),
      this.programs.onDidChange(() => void this.judge()),
      this.rows.onDidChange(() => void this.judge()),
      workspace.onDidChangeConfiguration(event => event.affectsConfiguration(SECTION) && void this.judge()),
      records.onDidActivate(uri => this.rows.uri === undefined && this.rows.take(uri)),
    );
    this.onDidClose(() => {
      subscriptions.dispose();
      this.channel.close('the panel was closed');
    });
    void this.judge();
  }

  /** Records whose features are the rows. */
  get recordsUri(): Uri | undefined {
    return this.rows.uri;
  }

  /** Brings the panel to the front, on the features of these records. */
  show(records: Uri | undefined): void {
    if (records !== undefined) this.rows.take(records);
    this.panel.reveal();
  }

  private readonly offer: CompatHostOffer = {
    ready: () => ({ content: this.content(), selection: this.selection }),
    select: place => {
      this.words.stop();
      void this.select(place);
    },
    chooseRecords: () => void this.chooseRecords(),
    addModule: () => void this.addModule(),
    removeModule: ({ handle }) => void this.setModules(this.modules.filter(one => one !== handle)),
    insert: ({ way }) => void this.insert(way),
    copy: ({ text }) => void env.clipboard.writeText(text),
    showRecords: ({ where }) => void (this.rows.uri && this.records.show(this.rows.uri, where)),
    countWords: () => void this.countWords(),
    stopCounting: () => this.words.stop(),
    goTo: span => void goToSpanBeside(span, ViewColumn.Beside),
  };

  private content(): CompatContent {
    return { table: this.table, source: this.rows.source, failure: this.rows.failure ?? this.failure };
  }

  /** Judges anew; where that is under way, once more behind it. Resolves when what was there at the call has been judged. */
  private judge(): Promise<void> {
    this.next ??= this.judging.then(() => {
      this.next = undefined;
      this.judging = this.judgeOnce();
      return this.judging;
    });
    return this.next;
  }

  private async judgeOnce(): Promise<void> {
    const folder = workspace.workspaceFolders?.[0]?.uri;
    try {
      this.table = await this.checker.call('compat', {
        view: VIEW,
        programs: await this.programs.all(),
        stamp: this.programs.stamp,
        modules: this.modules,
        folder: workspace.isTrusted && folder ? pathOf(folder) : null,
        given: { ...setting('hub.modules') },
        statistics: this.rows.known,
      });
      this.failure = null;
    } catch (error) {
      this.failure = (error as Error).message;
    }
    this.channel.notify('show', this.content());
    await this.select(this.place);
  }

  private async select(place: CompatPlace | null): Promise<void> {
    this.place = place;
    const detail = place && (await this.checker.call('compatCell', { view: VIEW, place }).catch(() => null));
    // Another cell may have been selected meanwhile.
    if (this.place !== place) return;
    this.showSelection({ place, detail, words: this.words.view });
  }

  private showSelection(selection: CompatSelection): void {
    this.selection = selection;
    this.channel.notify('showSelection', selection);
  }

  /** Puts the steps of a way into the program as it is now, and shows where. */
  private async insert(way: number): Promise<void> {
    const { place, detail } = this.selection;
    const seen = detail?.ways[way];
    // The places may be those of an older text.
    await this.judge();
    const now = place && (await this.checker.call('compatCell', { view: VIEW, place }));
    const same = now?.ways.find(one => JSON.stringify(one.steps) === JSON.stringify(seen?.steps));
    if (same && 'edits' in same.insertion) await insertEdits(same.insertion.edits);
  }

  private async countWords(): Promise<void> {
    const { detail } = this.selection;
    const records = await this.rows.opened();
    if (detail && records) await this.words.start(detail, records);
  }

  private async chooseRecords(): Promise<void> {
    const uri = await chooseRecordFile(this.records);
    if (uri !== undefined) this.rows.take(uri);
  }

  private get modules(): string[] {
    return this.context.workspaceState.get<string[]>(MODULES_KEY, []);
  }

  private async setModules(modules: string[]): Promise<void> {
    await this.context.workspaceState.update(MODULES_KEY, modules);
    await this.judge();
  }

  private async addModule(): Promise<void> {
    const handle = await chooseModule(this.checker.call('knownModules', null));
    if (handle !== undefined && !this.modules.includes(handle)) await this.setModules([...this.modules, handle]);
  }

  dispose(): void {
    this.panel.dispose();
  }
}
