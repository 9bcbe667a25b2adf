/** The checker's thread: started by the extension host as a worker thread, asked over its port. */
import { parentPort } from 'node:worker_threads';
import { openChannel } from '../../protocol/channel';
import type { CheckerHostOffer } from '../../protocol/checking';
import { createChecker } from './checker';
import { diskFiles, parserOfBundle } from './node-disk';

async function main(): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('The checker runs only as a worker thread of the editor; in a terminal, use `tensorscope check`.');
  // Messages that come while the grammar is loaded wait in the port.
  const parser = await parserOfBundle();
  const checker = createChecker(
    parser,
    diskFiles(files => host.call('statistics', { files })),
  );
  const host = openChannel<CheckerHostOffer>(
    {
      send: message => port.postMessage(message),
      listen(receive) {
        port.on('message', receive);
        return () => port.off('message', receive);
      },
    },
    checker,
  );
}

void main();
