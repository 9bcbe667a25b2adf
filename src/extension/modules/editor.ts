import {
  type CustomDocument,
  type CustomReadonlyEditorProvider,
  commands,
  Disposable,
  type ExtensionContext,
  env,
  l10n,
  RelativePattern,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { ModuleContent, ModuleHostOffer, ModulePageOffer } from '../../protocol/module-page';
import type { CheckerClient } from '../checking/checker-client';
import type { CommandTable } from '../ui/commands';
import { openPage } from '../ui/webview-page';
import { folderOf, nameOf, requestFor, shownPath, sizeOnDisk } from './module-file';
import { HDF5_VIEW, MODULE_VIEW, openModule } from './open';

/** A file that is being written changes many times; this long nothing has to happen before it is read again, in milliseconds. */
const SETTLE_MS = 300;
/** How long the status bar tells of what was copied, in milliseconds. */
const STATUS_MESSAGE_MS = 5000;

/** The read-only editor of SavedModels, models of Keras and files of weights: the checker reads them, the page shows them. */
export class ModuleEditor implements CustomReadonlyEditorProvider<CustomDocument> {
  constructor(
    private readonly context: ExtensionContext,
    private readonly checker: CheckerClient,
  ) {}

  register(): Disposable {
    const options = { supportsMultipleEditorsPerDocument: true };
    return Disposable.from(...[MODULE_VIEW, HDF5_VIEW].map(view => window.registerCustomEditorProvider(view, this, options)));
  }

  commands(): CommandTable {
    return { openModule: (uri?: Uri | string) => openModule(uri) };
  }

  openCustomDocument(uri: Uri): CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor({ uri }: CustomDocument, panel: WebviewPanel): void {
    const channel = openPage<ModulePageOffer>(this.context, panel.webview, 'module', nameOf(uri), this.offerFor(uri));
    const subscription = watch(uri, () => void this.contentOf(uri).then(content => channel.notify('show', content)));
    panel.onDidDispose(() => {
      subscription.dispose();
      channel.close('the editor was closed');
    });
  }

  private async contentOf(uri: Uri): Promise<ModuleContent> {
    const about = { name: nameOf(uri), place: shownPath(uri), bytes: await sizeOnDisk(uri) };
    try {
      return { ...about, reading: await this.checker.call('module', await requestFor(uri)) };
    } catch (error) {
      return { ...about, reading: { problem: (error as Error).message } };
    }
  }

  private offerFor(uri: Uri): ModuleHostOffer {
    return {
      ready: () => this.contentOf(uri),
      copy: ({ code }) => {
        void env.clipboard.writeText(code);
        window.setStatusBarMessage(l10n.t('Code copied'), STATUS_MESSAGE_MS);
      },
      openCode: async ({ code }) => {
        const document = await workspace.openTextDocument({ language: 'python', content: code });
        await window.showTextDocument(document, ViewColumn.Beside);
      },
      openAsset: ({ path }) => {
        // A module names its files itself: what leads out of its folder is not opened.
        if (!path.split(/[\\/]/).includes('..')) void commands.executeCommand('vscode.open', Uri.joinPath(folderOf(uri), path));
      },
    };
  }
}

/** Calls back when the file has been written anew, or is gone. */
function watch(uri: Uri, changed: () => void): Disposable {
  const watcher = workspace.createFileSystemWatcher(new RelativePattern(folderOf(uri), uri.path.split('/').at(-1) ?? ''));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(changed, SETTLE_MS);
  };
  const quiet = new Disposable(() => clearTimeout(timer));
  return Disposable.from(watcher, quiet, watcher.onDidChange(later), watcher.onDidCreate(later), watcher.onDidDelete(later));
}
