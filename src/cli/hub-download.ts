import { formatBytes } from '../common/format';
import { type DownloadProgress, downloadModule } from '../hub/download/node-download';
import { statusLine } from './status-line';

/** Downloads a module and shows how far it is; Ctrl-C ends it, and the next download goes on from there. Resolves to why there is none, in a sentence. */
export async function download(handle: string): Promise<string | undefined> {
  const status = statusLine(process.stderr);
  const abort = new AbortController();
  const onInterrupt = (): void => abort.abort();
  process.once('SIGINT', onInterrupt);
  try {
    await downloadModule(handle, { environment: process.env, signal: abort.signal, onProgress: at => status.show(wordsOf(at)) });
    return undefined;
  } catch (error) {
    return abort.signal.aborted ? 'The download was stopped. Run the command again to go on.' : (error as Error).message;
  } finally {
    process.off('SIGINT', onInterrupt);
    status.clear();
  }
}

const wordsOf = ({ step, done, total }: DownloadProgress): string =>
  `${step === 'download' ? 'Downloading' : 'Unpacking'} ${formatBytes(done)}${total === null ? '' : ` of ${formatBytes(total)}`}`;
