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
import { goToSpanBeside } from '../checking/go-to-span';
import type { RecordsEditor } from '../records/editor';
import { openPage } from '../ui/webview-page';
import { insertEdits } from './insert-edits';
import { chooseModule } from './modules';
import { chooseRecordFile } from './record-choice';
import { RecordRows } from './record-rows';
import type { Verdicts } from './verdicts';
import { WordCount } from './word-count';

const VIEW = 'tensorscope.compatibility';

/** A compatibility panel while it is open: the features of a dataset against what the models of the workspace take. It follows edits and changes of the records. */
export class CompatibilityPanel implements Disposable {
  private readonly panel: WebviewPanel;
  private readonly channel: Channel<CompatPageOffer>;
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
    context: ExtensionContext,
    private readonly verdicts: Verdicts,
    private readonly records: RecordsEditor,
  ) {
    this.rows = new RecordRows(records);
    const viewColumn = window.activeTextEditor ? ViewColumn.Beside : ViewColumn.Active;
    this.panel = window.createWebviewPanel(VIEW, l10n.t('Compatibility'), { viewColumn });
    this.channel = openPage<CompatPageOffer>(context, this.panel.webview, 'compatibility', l10n.t('Compatibility'), this.offer);
    this.onDidClose = this.panel.onDidDispose;
    const subscriptions = Disposables.from(
      this.rows,
      this.words,
      this.words.onDidChange(() => this.showSelection({ ...this.selection, words: this.words.view })),
      verdicts.onDidChange(() => void this.judge()),
      this.rows.onDidChange(() => void this.judge()),
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

  /** Brings the panel to the front, on the features of these records, at a cell where one is named. */
  show(records: Uri | undefined, place: CompatPlace | null = null): void {
    if (records !== undefined) this.rows.take(records);
    this.panel.reveal();
    if (place !== null) void this.select(place);
  }

  private readonly offer: CompatHostOffer = {
    ready: () => ({ content: this.content(), selection: this.selection }),
    select: place => void this.select(place),
    chooseRecords: () => void this.chooseRecords(),
    addModule: () => void this.addModule(),
    removeModule: ({ handle }) => void this.verdicts.setModules(this.verdicts.modules.filter(one => one !== handle)),
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
    try {
      this.table = await this.verdicts.table(VIEW, this.rows.known);
      this.failure = null;
    } catch (error) {
      this.failure = (error as Error).message;
    }
    this.channel.notify('show', this.content());
    await this.readCell();
  }

  private select(place: CompatPlace | null): Promise<void> {
    this.words.stop();
    this.place = place;
    return this.readCell();
  }

  private async readCell(): Promise<void> {
    const { place } = this;
    const detail = place && (await this.verdicts.cell(VIEW, place).catch(() => null));
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
    const now = place && (await this.verdicts.cell(VIEW, place));
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

  private async addModule(): Promise<void> {
    const { modules } = this.verdicts;
    const handle = await chooseModule(this.verdicts.knownModules());
    if (handle !== undefined && !modules.includes(handle)) await this.verdicts.setModules([...modules, handle]);
  }

  dispose(): void {
    this.panel.dispose();
  }
}
