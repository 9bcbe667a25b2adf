import { type ExtensionContext, RelativePattern, Uri, workspace } from 'vscode';
import type { CheckerHostOffer } from '../../protocol/checking';
import type { CheckerThread } from './checker-client';
import { pathOf, uriOf } from './program';

/** Files that a pattern may give. */
const MOST_FILES = 10_000;

/** Starts the checker in a web worker, for an editor that runs in a browser. */
export function startWebThread({ extensionUri }: ExtensionContext): CheckerThread {
  const dist = Uri.joinPath(extensionUri, 'dist');
  const worker = new Worker(Uri.joinPath(dist, 'browser', 'checker.js').toString(true));
  return {
    port: {
      send: message => worker.postMessage(message),
      listen(receive) {
        const listener = ({ data }: MessageEvent<unknown>): void => receive(data);
        worker.addEventListener('message', listener);
        return () => worker.removeEventListener('message', listener);
      },
    },
    offer: filesOf(dist),
    onEnd: ended => worker.addEventListener('error', ({ message }) => ended(message), { once: true }),
    end: () => worker.terminate(),
  };
}

/** The files of the workspace, and the grammar that comes with the extension. */
function filesOf(dist: Uri): CheckerHostOffer {
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
      const found = await workspace.findFiles(new RelativePattern(uriOf(folder), pattern.replace(/^\.\//, '')), null, MOST_FILES);
      return found.map(file => pathOf(file).slice(folder.length + 1)).sort();
    },
  };
}
