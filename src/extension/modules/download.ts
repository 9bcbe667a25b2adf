import { l10n, ProgressLocation, Uri, window } from 'vscode';
import { formatBytes } from '../../common/format';
import type { DownloadProgress } from '../../hub/download/node-download';
import { mayDownload } from '../ui/trust';
import { openModule } from './open';

/** A handle of a site that modules are downloaded from, in the quotes of a program. */
const HANDLE = /(["'])(https?:\/\/(?:(?:www\.)?kaggle\.com\/models|tfhub\.dev)\/[^"']+)\1/;

/** "Download Module": into TensorFlow Hub's cache, with progress and cancel. Asks for the handle where none is meant; `onDone`: something new is there. */
export async function downloadModuleCommand(handle: unknown, onDone: () => void): Promise<void> {
  if (!(await mayDownload())) return;
  const wanted = typeof handle === 'string' ? handle : await askHandle();
  if (wanted === undefined) return;
  const folder = await downloadWithProgress(wanted);
  if (folder === undefined) return;
  onDone();
  const open = l10n.t('Open Module');
  if ((await window.showInformationMessage(l10n.t('{0} was downloaded.', wanted), open)) === open) await openModule(Uri.file(folder));
}

async function askHandle(): Promise<string | undefined> {
  const handle = await window.showInputBox({
    title: l10n.t('Download Module'),
    prompt: l10n.t('A handle of tfhub.dev or Kaggle, for example https://tfhub.dev/google/nnlm-en-dim128/2'),
    value: handleAtCursor(),
    validateInput: text => (/^https?:\/\/\S+$/i.test(text.trim()) ? undefined : l10n.t('Enter a handle that starts with https://.')),
  });
  return handle?.trim();
}

/** The handle in the line that the cursor is on. */
function handleAtCursor(): string | undefined {
  const editor = window.activeTextEditor;
  return editor && HANDLE.exec(editor.document.lineAt(editor.selection.active.line).text)?.[2];
}

/** The module's folder; undefined if cancelled. */
async function downloadWithProgress(handle: string): Promise<string | undefined> {
  const { downloadModule } = await import('../../hub/download/node-download');
  const options = { location: ProgressLocation.Notification, title: l10n.t('Downloading {0}', handle), cancellable: true };
  return window.withProgress(options, async (progress, cancelled) => {
    const abort = new AbortController();
    cancelled.onCancellationRequested(() => abort.abort());
    let shown = 0;
    const onProgress = (at: DownloadProgress): void => {
      const percent = at.total === null ? shown : percentOf(at);
      if (percent === shown && at.total !== null) return;
      progress.report({ message: wordsOf(at), increment: percent - shown });
      shown = percent;
    };
    try {
      return await downloadModule(handle, { environment: process.env, onProgress, signal: abort.signal });
    } catch (error) {
      if (abort.signal.aborted) return undefined;
      throw error;
    }
  });
}

/** Downloading takes the first nine tenths. */
const percentOf = ({ step, done, total }: DownloadProgress): number =>
  Math.floor(step === 'download' ? (90 * done) / (total ?? 1) : 90 + (10 * done) / (total ?? 1));

const wordsOf = ({ step, done, total }: DownloadProgress): string =>
  step === 'unpack'
    ? l10n.t('Unpacking')
    : total === null
      ? formatBytes(done)
      : l10n.t('{0} of {1}', formatBytes(done), formatBytes(total));
