import {
  commands,
  type Disposable,
  Disposable as Disposables,
  type ExtensionContext,
  l10n,
  type TextDocument,
  type TextEditor,
  type Uri,
  type WebviewView,
  type WebviewViewProvider,
  window,
} from 'vscode';
import type { Channel } from '../../protocol/channel';
import type { ModelContent, ModelHostOffer, ModelPageOffer } from '../../protocol/model-page';
import { goToLine } from '../ui/go-to-line';
import { openPage } from '../ui/webview-page';
import { goToSpan } from './go-to-span';
import type { LiveChecks } from './live-checks';
import { layerAt, modelAt } from './model-at';
import { programOf } from './program';

const VIEW = 'tensorscope.model';

/** The view of the model that the cursor is at. It shows the last Python file that was in front, also while the user looks at something else. */
export class ModelPanel implements WebviewViewProvider, Disposable {
  private channel: Channel<ModelPageOffer> | undefined;
  private document: TextDocument | undefined;
  private shown: number | null = null;
  private layer: number | null = null;
  private failure: string | null = null;
  private readonly subscriptions: Disposable;

  constructor(
    private readonly context: ExtensionContext,
    private readonly checks: LiveChecks,
  ) {
    this.subscriptions = Disposables.from(
      window.registerWebviewViewProvider(VIEW, this),
      window.onDidChangeActiveTextEditor(editor => this.follow(editor)),
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.follow(textEditor)),
      checks.onDidCheck(({ program }) => {
        this.failure = null;
        if (this.document && programOf(this.document)?.path === program.path) this.update(window.activeTextEditor);
      }),
      checks.onDidFail(({ message }) => {
        this.failure = message;
        this.update(undefined);
      }),
    );
    this.document = pythonOf(window.activeTextEditor);
  }

  /** Brings the view to the front; with a place, on the model there. */
  async show(uri?: Uri, target?: { line: number }): Promise<void> {
    if (uri !== undefined && target !== undefined) await goToLine(uri, target.line);
    this.follow(window.activeTextEditor);
    await commands.executeCommand(`${VIEW}.focus`);
  }

  resolveWebviewView(view: WebviewView): void {
    this.channel = openPage<ModelPageOffer>(this.context, view.webview, 'model', l10n.t('Model'), this.offer());
    view.onDidDispose(() => {
      this.channel?.close('the view was closed');
      this.channel = undefined;
    });
  }

  private follow(editor: TextEditor | undefined): void {
    const document = pythonOf(editor);
    if (document === undefined) return;
    this.document = document;
    this.update(editor);
  }

  private update(editor: TextEditor | undefined): void {
    const models = this.models();
    if (editor !== undefined && editor.document === this.document) {
      const { line, character } = editor.selection.active;
      const at = { line: line + 1, column: character + 1 };
      this.shown = modelAt(models, at);
      const model = this.shown === null ? undefined : models[this.shown];
      this.layer = model ? layerAt(model, at) : null;
    }
    this.channel?.notify('show', this.content());
  }

  /** All models of the program: those of the other cells of a notebook too. */
  private models(): ModelContent['models'] {
    const program = this.document && programOf(this.document);
    return program?.documents.flatMap(({ document }) => this.checks.last(document)?.models ?? []) ?? [];
  }

  private content(): ModelContent {
    const models = this.models();
    const program = this.document && programOf(this.document);
    const shown = this.shown !== null && this.shown < models.length ? this.shown : models.length > 0 ? 0 : null;
    return {
      file: program?.uri.path.split('/').at(-1) ?? null,
      models,
      shown,
      layer: shown === this.shown ? this.layer : null,
      isReading: this.document !== undefined && this.checks.last(this.document) === undefined,
      failure: this.failure,
    };
  }

  private offer(): ModelHostOffer {
    return {
      ready: () => {
        this.follow(window.activeTextEditor);
        return this.content();
      },
      goTo: span => void goToSpan(span),
      choose: model => {
        const { span } = this.models()[model] ?? {};
        if (span) void goToSpan({ ...span, endLine: span.line, endColumn: span.column });
      },
      explain: ({ rule }) => void commands.executeCommand('tensorscope.explainRule', rule),
    };
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.channel?.close('the editor closes');
  }
}

const pythonOf = (editor: TextEditor | undefined): TextDocument | undefined =>
  editor && programOf(editor.document) !== undefined ? editor.document : undefined;
