import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CheckerThread } from './checker-client';

/** Memory of the thread in MiB; beyond it the thread ends and the editor goes on. */
const MAX_MEMORY_MIB = 1024;

/** Starts the checker in a worker thread of the extension host. */
export function startNodeThread(): CheckerThread {
  const worker = new Worker(join(__dirname, 'checker.js'), {
    name: 'Tensorscope',
    resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MIB },
  });
  let reason: string | undefined;
  worker.on('error', error => {
    reason = error.message;
  });
  return {
    port: {
      send: message => worker.postMessage(message),
      listen(receive) {
        worker.on('message', receive);
        return () => worker.off('message', receive);
      },
    },
    onEnd: ended => void worker.once('exit', code => ended(reason ?? `exit code ${code}`)),
    end: () => void worker.terminate(),
  };
}
