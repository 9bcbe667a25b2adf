import { type Disposable, Disposable as Disposables, EventEmitter, type ExtensionContext, workspace } from 'vscode';
import type { CompatDetail, CompatPlace, CompatRow, CompatTable, KnownModule } from '../../protocol/compatibility';
import type { DatasetStatistics } from '../../statistics/report/statistics';
import type { Checking } from '../checking/checking';
import { pathOf } from '../checking/program';
import { SECTION, setting } from '../ui/settings';
import { WorkspacePrograms } from './programs';

const MODULES_KEY = 'compatibility.modules';
/** The view of rows that are asked for one by one; no cell of it is asked for. */
const ROWS_VIEW = 'tensorscope.compatibility.rows';

/** Judges features against the models of the workspace, as they are edited, and the modules that the user added. */
export class Verdicts implements Disposable {
  private readonly changed = new EventEmitter<void>();
  /** Models or modules may take something else now. */
  readonly onDidChange = this.changed.event;
  private readonly programs: WorkspacePrograms;
  private readonly subscriptions: Disposable;
  /** Tables that rows were asked of, while nothing has changed. */
  private tables = new WeakMap<DatasetStatistics, Promise<CompatTable>>();

  constructor(
    private readonly context: ExtensionContext,
    private readonly checking: Checking,
  ) {
    this.programs = new WorkspacePrograms(uri => checking.kerasOf(uri));
    this.subscriptions = Disposables.from(
      this.programs,
      this.changed,
      this.programs.onDidChange(() => this.change()),
      workspace.onDidChangeConfiguration(event => event.affectsConfiguration(SECTION) && this.change()),
    );
  }

  /** A table of these statistics; null: of no features. Its cells are asked for with the same view. */
  async table(view: string, statistics: DatasetStatistics | null): Promise<CompatTable> {
    const folder = workspace.workspaceFolders?.[0]?.uri;
    return this.checking.checker.call('compat', {
      view,
      programs: await this.programs.all(),
      stamp: this.programs.stamp,
      modules: this.modules,
      folder: workspace.isTrusted && folder ? pathOf(folder) : null,
      given: { ...setting('hub.modules') },
      statistics,
    });
  }

  /** A cell of the view's last table in full; null where it has none such. */
  async cell(view: string, place: CompatPlace): Promise<CompatDetail | null> {
    return this.checking.checker.call('compatCell', { view, place });
  }

  /** One row of a table; null where the statistics have no such feature. */
  async row(statistics: DatasetStatistics, feature: string): Promise<CompatRow | null> {
    const { tables } = this;
    const made = tables.get(statistics) ?? this.table(ROWS_VIEW, statistics);
    tables.set(statistics, made);
    // What failed once is tried again the next time.
    made.catch(() => tables.delete(statistics));
    const { features, targets, cells } = await made;
    const row = features.findIndex(({ id }) => id === feature);
    return row < 0 ? null : { targets, cells: cells[row] };
  }

  /** Modules that the user added, by handle. */
  get modules(): string[] {
    return this.context.workspaceState.get<string[]>(MODULES_KEY, []);
  }

  async setModules(modules: string[]): Promise<void> {
    await this.context.workspaceState.update(MODULES_KEY, modules);
    this.change();
  }

  knownModules(): Promise<KnownModule[]> {
    return this.checking.checker.call('knownModules', null);
  }

  private change(): void {
    this.tables = new WeakMap();
    this.changed.fire();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}
