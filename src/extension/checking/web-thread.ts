import { type ExtensionContext, RelativePattern, Uri, workspace } from 'vscode';
import type { FilesOffer } from '../../protocol/checking';
import type { CheckerThread } from './checker-client';
import { pathOf, uriOf } from './program';

/** Files that a pattern may give. */
const MAX_FILES = 10_000;

/**
 * Starts the checker in a web worker, for an editor that runs in a browser. The worker is made of the code itself: an extension may lie where the browser
 * can read but make no worker from.
 */
export function startWebThread({ extensionUri }: ExtensionContext): CheckerThread {
  const dist = Uri.joinPath(extensionUri, 'dist');
  const started = startWorker(Uri.joinPath(dist, 'browser', 'checker.js'));
  return {
    port: {
      send: message => void started.then(worker => worker.postMessage(message), ignored),
      listen(receive) {
        const listener = ({ data }: MessageEvent<unknown>): void => receive(data);
        void started.then(worker => worker.addEventListener('message', listener), ignored);
        return () => void started.then(worker => worker.removeEventListener('message', listener), ignored);
      },
    },
    files: filesOf(dist),
    onEnd(ended) {
      started.then(
        worker => worker.addEventListener('error', ({ message }) => ended(message), { once: true }),
        error => ended(String(error)),
      );
    },
    end: () => void started.then(worker => worker.terminate(), ignored),
  };
}

/** Who listens for the end is told why a worker does not start. */
const ignored = (): void => undefined;

async function startWorker(script: Uri): Promise<Worker> {
  const code = (await workspace.fs.readFile(script)) as Uint8Array<ArrayBuffer>;
  // The address is let go with the host: the worker reads it some time after it was made.
  return new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
}

/** The files of the workspace, and the grammar that comes with the extension. */
function filesOf(dist: Uri): FilesOffer {
  const bytes = (name: string): Thenable<Uint8Array> => workspace.fs.readFile(Uri.joinPath(dist, name));
  return {
    grammar: async () => ({ runtime: await bytes('web-tree-sitter.wasm'), python: await bytes('tree-sitter-python.wasm') }),
    async read({ path }) {
      try {
        return new TextDecoder().decode(await workspace.fs.readFile(uriOf(path)));
      } catch {
        return null;
      }
    },
    async glob({ folder, pattern }) {
      const found = await workspace.findFiles(new RelativePattern(uriOf(folder), pattern.replace(/^\.\//, '')), null, MAX_FILES);
      return found.map(file => pathOf(file).slice(folder.length + 1)).sort();
    },
  };
}
