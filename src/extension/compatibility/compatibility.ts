import type { Disposable, ExtensionContext } from 'vscode';
import { Uri } from 'vscode';
import type { Checking } from '../checking/checking';
import type { RecordsEditor } from '../records/editor';
import type { CommandTable } from '../ui/commands';
import { CompatibilityPanel } from './panel';

/** Which features fit which models and modules. Nothing is watched while the panel is closed. */
export class Compatibility implements Disposable {
  private panel: CompatibilityPanel | undefined;
  /** Records whose features were the rows last. */
  private last: Uri | undefined;

  constructor(
    private readonly context: ExtensionContext,
    private readonly checking: Checking,
    private readonly records: RecordsEditor,
  ) {}

  commands(): CommandTable {
    return { showCompatibility: (from?: unknown) => this.show(from) };
  }

  /** Opens the panel, or brings it to the front; from a record viewer, on its features. Menus hand over other things too. */
  private show(from: unknown): void {
    const named = from instanceof Uri && this.records.documentOf(from) !== undefined ? from : this.records.active?.document.uri;
    if (this.panel === undefined) {
      const panel = new CompatibilityPanel(this.context, this.checking, this.records);
      this.panel = panel;
      panel.onDidClose(() => {
        this.last = panel.recordsUri;
        this.panel = undefined;
      });
    }
    this.panel.show(named ?? this.panel.recordsUri ?? this.last ?? this.records.open[0]);
  }

  dispose(): void {
    this.panel?.dispose();
  }
}
