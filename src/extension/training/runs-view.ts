import { rm } from 'node:fs/promises';
import {
  type Disposable,
  type Event,
  EventEmitter,
  l10n,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  type TreeView,
  window,
} from 'vscode';
import { formatMetric } from '../../common/format';
import type { Metrics } from '../../common/run-events';
import { lastEpoch } from '../../runs/metrics-log';
import { listRuns, type Run, readRun } from '../../runs/run-reader';
import type { CommandTable } from '../ui/commands';
import { revealFolder } from '../ui/reveal-folder';
import type { Shown, TrainingPanel } from './panel';
import { canResume } from './resume';
import { runRoots } from './run-folder';
import { runTitle, storedRun } from './stored-run';
import type { Training } from './trainings';

const VIEW = 'tensorscope.runs';
/** More curves than this cannot be told apart. */
const MAX_RUNS_COMPARED = 4;

const icons: Record<Run['status'], ThemeIcon> = {
  running: new ThemeIcon('sync~spin'),
  done: new ThemeIcon('pass', new ThemeColor('charts.green')),
  stopped: new ThemeIcon('circle-slash'),
  failed: new ThemeIcon('error', new ThemeColor('charts.red')),
  interrupted: new ThemeIcon('debug-disconnect', new ThemeColor('charts.yellow')),
};

/** The view of the run folders, newest first. */
export class RunsView implements TreeDataProvider<Run>, Disposable {
  private readonly changed = new EventEmitter<void>();
  private readonly tree: TreeView<Run>;
  readonly onDidChangeTreeData: Event<void> = this.changed.event;

  constructor(private readonly training: Training) {
    this.tree = window.createTreeView(VIEW, { treeDataProvider: this, canSelectMany: true });
    training.onDidStart(run =>
      run.onEvent(({ event }) => {
        if (event.event !== 'batch' && event.event !== 'message') this.changed.fire();
      }),
    );
  }

  getChildren(parent?: Run): Run[] {
    return parent ? [] : runRoots().flatMap(listRuns);
  }

  getTreeItem(run: Run): TreeItem {
    const { manifest, status, folder } = run;
    const last = lastEpoch(folder);
    const item = new TreeItem(runTitle(run));
    item.id = folder;
    item.description = [resultWords(run, last), startWords(manifest.startedAt)].filter(Boolean).join(' · ');
    item.tooltip = [
      manifest.message,
      ...(last ? allMetrics(last) : []),
      folder,
      manifest.engine && `${manifest.engine.name} ${manifest.engine.version}`,
    ]
      .filter(Boolean)
      .join('\n');
    item.iconPath = icons[status];
    item.contextValue = status === 'running' ? 'run.live' : canResume(run) ? 'run.resumable' : 'run';
    item.command = { command: `${VIEW}.show`, title: l10n.t('Show Curves'), arguments: [run] };
    return item;
  }

  /** What the panel shows of a run folder; null if it is gone. */
  async find(directory: string): Promise<Shown | null> {
    const { run } = this.training;
    if (run?.view.directory === directory) return { live: run };
    const stored = readRun(directory);
    return stored ? { runs: [storedRun(stored)] } : null;
  }

  /** The commands of the view, to be registered with the others. */
  commands(panel: TrainingPanel): CommandTable {
    return {
      'runs.refresh': () => this.changed.fire(),
      'runs.show': async (run: Run) => {
        const shown = await this.find(run.folder);
        if (shown) panel.show(shown);
        panel.reveal(true);
      },
      'runs.compare': (run: Run, selected?: Run[]) => {
        const runs = [run, ...(selected ?? this.tree.selection).filter(other => other.folder !== run.folder)].slice(0, MAX_RUNS_COMPARED);
        panel.show({ runs: runs.map(storedRun) });
        panel.reveal(true);
      },
      'runs.reveal': (run: Run) => revealFolder(run.folder),
      'runs.delete': (run: Run, selected?: Run[]) => this.delete(selected ?? [run]),
    };
  }

  private async delete(runs: Run[]): Promise<void> {
    const ended = runs.filter(run => run.status !== 'running');
    const confirm = l10n.t('Delete');
    const question =
      ended.length === 1 ? l10n.t('Delete this run and its checkpoints?') : l10n.t('Delete {0} runs and their checkpoints?', ended.length);
    if (ended.length === 0 || (await window.showWarningMessage(question, { modal: true }, confirm)) !== confirm) return;
    await Promise.all(ended.map(run => rm(run.folder, { recursive: true, force: true })));
    this.changed.fire();
  }

  dispose(): void {
    this.tree.dispose();
    this.changed.dispose();
  }
}

/** The time of day for a run of today, else the day. */
function startWords(startedAt: string): string {
  const start = new Date(startedAt);
  return start.toDateString() === new Date().toDateString() ? start.toLocaleTimeString() : start.toLocaleDateString();
}

/** All that the last epoch had. */
const allMetrics = ({ metrics }: { metrics: Metrics }): string[] =>
  Object.entries(metrics).map(([name, value]) => `${name} ${formatMetric(value)}`);

/** The one value that says most, for a narrow view: of validation before training, of a metric before the loss. */
function resultWords({ status }: Run, last: { metrics: Metrics } | undefined): string {
  const names = Object.keys(last?.metrics ?? {});
  const rank = (name: string): number => (name.startsWith('val_') ? 0 : 2) + (/loss$/.test(name) ? 1 : 0);
  const [best] = names.sort((a, b) => rank(a) - rank(b));
  const words = best === undefined ? '' : `${best} ${formatMetric(last?.metrics[best])}`;
  return [words, status === 'done' || status === 'running' ? '' : status].filter(Boolean).join(' · ');
}
