/** The checker's thread in a browser: a web worker, which has no files of its own and asks the editor for them. */
import { openChannel, type Port } from '../../protocol/channel';
import type { CheckerHostOffer, CheckerOffer, FilesOffer } from '../../protocol/checking';
import { loadParser } from '../../python/parser';
import { createChecker } from './checker';
import { remoteFiles } from './remote-files';

/** What of a worker's global scope is used. */
interface WorkerScope {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
}

const scope = globalThis as unknown as WorkerScope;

const port: Port = {
  send: message => scope.postMessage(message),
  listen(receive) {
    const listener = ({ data }: MessageEvent<unknown>): void => receive(data);
    scope.addEventListener('message', listener);
    return () => scope.removeEventListener('message', listener);
  },
};

const offer: CheckerOffer = {
  check: async request => (await checker).check(request),
  hover: async at => (await checker).hover(at),
  plans: async program => (await checker).plans(program),
  compat: async request => (await checker).compat(request),
  compatCell: async argument => (await checker).compatCell(argument),
  knownModules: async () => (await checker).knownModules(null),
  module: async request => (await checker).module(request),
  forget: async program => (await checker).forget(program),
  recordsRead: async () => (await checker).recordsRead(null),
};
const host = openChannel<CheckerHostOffer & FilesOffer>(port, offer);
const checker = start();

async function start(): Promise<CheckerOffer> {
  const parser = await loadParser(() => host.call('grammar', null));
  const files = remoteFiles({
    read: path => host.call('read', { path }),
    glob: (folder, pattern) => host.call('glob', { folder, pattern }),
    statistics: files => host.call('statistics', { files }),
  });
  return createChecker(parser, files);
}
