import {
  commands,
  type Disposable,
  type ExtensionContext,
  l10n,
  Uri,
  ViewColumn,
  type WebviewPanel,
  type WebviewPanelSerializer,
  window,
} from 'vscode';
import type { RunStatus, RunView } from '../../common/run-view';
import type { Channel } from '../../protocol/channel';
import type { PanelContent, TrainingPanelHostOffer, TrainingPanelOffer } from '../../protocol/training-panel';
import { goToLine } from '../ui/go-to-line';
import { revealFolder } from '../ui/reveal-folder';
import { openPage } from '../ui/webview-page';
import type { TrainingRun } from './run';

const VIEW_TYPE = 'tensorscope.training';
/** Milliseconds between two readings of a run that another process trains. */
const REFRESH_MS = 2000;

/** What the panel shows: a run of this session, which goes on, or runs as they were read from their folders, the first in full. */
export type Shown = { live: TrainingRun } | { runs: RunView[] };

/** Reads the run that a restored panel had shown; null if its folder is gone. */
export type FindRun = (directory: string) => Promise<Shown | null>;

/** The one training panel. It may be closed, hidden or restored at any time; everything that it shows is kept here. */
export class TrainingPanel implements Disposable, WebviewPanelSerializer {
  private panel: WebviewPanel | undefined;
  private channel: Channel<TrainingPanelOffer> | undefined;
  private shown: Shown = { runs: [] };
  private listener: Disposable | undefined;
  private refresh: NodeJS.Timeout | undefined;

  constructor(
    private readonly context: ExtensionContext,
    private readonly findRun: FindRun,
  ) {}

  get isVisible(): boolean {
    return this.panel?.visible ?? false;
  }

  /** Opens the panel or brings it to the front, without taking the focus from the editor where that is asked for. */
  reveal(preserveFocus: boolean): void {
    if (this.panel) this.panel.reveal(undefined, preserveFocus);
    else this.adopt(window.createWebviewPanel(VIEW_TYPE, l10n.t('Training'), { viewColumn: ViewColumn.Beside, preserveFocus }));
  }

  async deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    const directory = (state as { directory?: unknown } | undefined)?.directory;
    const shown = typeof directory === 'string' ? await this.findRun(directory) : null;
    if (shown) this.show(shown);
    this.adopt(panel);
  }

  /** Shows other runs; whether the panel is open is another matter. */
  show(shown: Shown): void {
    this.unfollow();
    this.shown = shown;
    this.follow(shown);
    this.channel?.notify('show', this.content());
    this.nameAfterRun();
  }

  private follow(shown: Shown): void {
    if ('live' in shown) {
      this.listener = shown.live.onEvent(event => {
        if (this.panel?.visible) this.channel?.notify('events', { events: [event] });
      });
      return;
    }
    const [run] = shown.runs;
    if (run?.status === 'running') this.refresh = setTimeout(() => void this.readAgain(run.directory), REFRESH_MS);
  }

  /** A run of another process, or one that is just ending after a reload: its folder is all that can be followed. */
  private async readAgain(directory: string): Promise<void> {
    const found = await this.findRun(directory);
    if (!found || this.content().run?.directory !== directory) return;
    const { others } = this.content();
    this.show('live' in found ? found : { runs: [...found.runs, ...others] });
  }

  private unfollow(): void {
    this.listener?.dispose();
    this.listener = undefined;
    clearTimeout(this.refresh);
  }

  /** The user asked something of the live run. */
  showStatus(status: RunStatus): void {
    this.channel?.notify('status', { status });
  }

  private content(): PanelContent {
    const [run, ...others] = 'live' in this.shown ? [this.shown.live.view] : this.shown.runs;
    return { run: run ?? null, others };
  }

  private adopt(panel: WebviewPanel): void {
    this.panel?.dispose();
    this.panel = panel;
    const icon = (theme: string): Uri => Uri.joinPath(this.context.extensionUri, 'media', `training-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    this.channel = openPage<TrainingPanelOffer>(this.context, panel.webview, 'training', l10n.t('Training'), this.offer());
    this.nameAfterRun();
    panel.onDidDispose(() => {
      if (this.panel !== panel) return;
      this.channel?.close('the panel was closed');
      this.panel = undefined;
      this.channel = undefined;
    });
  }

  private nameAfterRun(): void {
    const { run } = this.content();
    if (this.panel && run) this.panel.title = l10n.t('Training: {0}', run.title);
  }

  private offer(): TrainingPanelHostOffer {
    return {
      ready: () => this.content(),
      stop: () => void this.stop(),
      togglePause: () => void commands.executeCommand('tensorscope.pauseTraining'),
      setLearningRate: () => void commands.executeCommand('tensorscope.setLearningRate'),
      resume: ({ directory }) => void commands.executeCommand('tensorscope.runs.resume', { folder: directory }),
      train: source => {
        const target = source ? [Uri.file(source.path), { line: source.line }] : [];
        void commands.executeCommand('tensorscope.trainModel', ...target);
      },
      showLog: () => void commands.executeCommand('tensorscope.showLog'),
      openRunFolder: ({ directory }) => void revealFolder(directory),
      openSource: ({ path, line }) => void goToLine(Uri.file(path), line),
    };
  }

  private async stop(): Promise<void> {
    if ('live' in this.shown) await commands.executeCommand('tensorscope.stopTraining');
    else await window.showInformationMessage(l10n.t('This run was started by another process and can only be stopped there.'));
  }

  dispose(): void {
    this.unfollow();
    this.panel?.dispose();
  }
}
