import {
  type CancellationToken,
  type CustomDocument,
  type CustomReadonlyEditorProvider,
  commands,
  Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  l10n,
  RelativePattern,
  Uri,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { RecordsHostOffer, RecordsPageOffer } from '../protocol/records-page';
import { RecordsReader } from './records-reader';
import { openSource } from './records-source';
import { openPage } from './webview-page';

const VIEW_TYPE = 'tensorscope.records';

/** An open file of records. It is opened when a page first asks, and again after it has changed. */
class RecordsDocument implements CustomDocument {
  private opened: Promise<{ reader: RecordsReader; close(): void }> | undefined;

  constructor(readonly uri: Uri) {}

  async reader(): Promise<RecordsReader> {
    this.opened ??= openSource(this.uri).then(async ({ source, close }) => ({ reader: await RecordsReader.open(source), close }));
    return (await this.opened).reader;
  }

  /** Lets go of the file; the next question opens it as it is then. */
  forget(): void {
    this.opened?.then(
      ({ close }) => close(),
      () => undefined,
    );
    this.opened = undefined;
  }

  dispose(): void {
    this.forget();
  }
}

/** The read-only editor that lists the records of a file. Never holds more of it than what is shown. */
export class RecordsEditor implements CustomReadonlyEditorProvider<RecordsDocument> {
  private constructor(
    private readonly context: ExtensionContext,
    private readonly log: LogOutputChannel,
  ) {}

  static register(context: ExtensionContext, log: LogOutputChannel): Disposable {
    return window.registerCustomEditorProvider(VIEW_TYPE, new RecordsEditor(context, log), { supportsMultipleEditorsPerDocument: true });
  }

  openCustomDocument(uri: Uri): RecordsDocument {
    return new RecordsDocument(uri);
  }

  resolveCustomEditor(document: RecordsDocument, panel: WebviewPanel, _cancelled: CancellationToken): void {
    const name = document.uri.path.split('/').at(-1) ?? '';
    const closed = new AbortController();
    const offer: RecordsHostOffer = {
      open: async () => {
        this.log.debug(`Opening ${document.uri.toString(true)}`);
        return (await document.reader()).describe(name);
      },
      rows: async ({ from, count }) => (await document.reader()).rows(from, count, closed.signal),
    };
    const channel = openPage<RecordsPageOffer>(this.context, panel.webview, 'records', name, offer);
    const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.joinPath(document.uri, '..'), name));
    const changed = (): void => {
      document.forget();
      channel.notify('changed', null);
    };
    const subscriptions = Disposable.from(watcher, watcher.onDidChange(changed), watcher.onDidCreate(changed));
    panel.onDidDispose(() => {
      closed.abort();
      subscriptions.dispose();
      channel.close('the editor was closed');
    });
  }
}

/** "Open as TFRecord": a file of any name in the viewer; asks for one where none is meant. */
export async function openAsRecords(uri: Uri | undefined): Promise<void> {
  const [chosen] = uri ? [uri] : ((await window.showOpenDialog({ title: l10n.t('Open as TFRecord'), canSelectMany: false })) ?? []);
  if (chosen) await commands.executeCommand('vscode.openWith', chosen, VIEW_TYPE);
}
