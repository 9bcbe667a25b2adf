import { CodeLens, type CodeLensProvider, type Disposable, type Event, EventEmitter, l10n, type TextDocument } from 'vscode';
import { formatCount } from '../../common/format';
import type { ModelView } from '../../protocol/model-page';
import { setting } from '../ui/settings';
import type { LiveChecks } from './live-checks';
import { editorRange } from './range';

/** "Show Model" above every model. */
export class ModelLenses implements CodeLensProvider, Disposable {
  private readonly changed = new EventEmitter<void>();
  private readonly listener: Disposable;
  readonly onDidChangeCodeLenses: Event<void> = this.changed.event;

  constructor(private readonly checks: LiveChecks) {
    this.listener = checks.onDidCheck(() => this.changed.fire());
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    if (!setting('check.codeLens', document)) return [];
    const cell = await this.checks.current(document);
    return (cell?.models ?? []).map(
      model =>
        new CodeLens(editorRange(model.span), {
          title: `$(type-hierarchy-sub) ${titleOf(model)}`,
          tooltip: l10n.t('Show the layers of this model with their shapes and parameters'),
          command: 'tensorscope.showModel',
          arguments: [document.uri, { line: model.span.line }],
        }),
    );
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }
}

function titleOf({ layers, parameters }: ModelView): string {
  if (parameters === null) return l10n.t('Show Model');
  return l10n.t('Show Model: {0} layers, {1} parameters', layers.length, formatCount(parameters));
}
