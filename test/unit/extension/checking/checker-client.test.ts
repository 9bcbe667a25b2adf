import * as assert from 'node:assert/strict';
import { CheckerClient, type CheckerThread } from '../../../../src/extension/checking/checker-client';
import type { Port } from '../../../../src/protocol/channel';

/** Threads that answer `forget`-like calls with a number, or end when they are asked to. */
function threads(behaviour: 'answers' | 'ends') {
  let started = 0;
  const start = (): CheckerThread => {
    started += 1;
    let receive: (message: unknown) => void = () => undefined;
    let ended: (reason: string) => void = () => undefined;
    const port: Port = {
      send(message) {
        const { id } = message as { id: number };
        queueMicrotask(() => (behaviour === 'ends' ? ended('out of memory') : receive({ kind: 'result', id, value: started })));
      },
      listen(listener) {
        receive = listener;
        return () => undefined;
      },
    };
    const onEnd = (listener: typeof ended): void => {
      ended = listener;
    };
    return { port, onEnd, end: () => undefined };
  };
  return { start, count: () => started };
}

const offer = { statistics: async () => null };
const request = { path: 'a.py', folder: null, cells: [], levels: {}, inlays: 'off', keras: '3' } as const;

describe('the client of the checker', () => {
  it('starts its thread with the first call and keeps it', async () => {
    const { start, count } = threads('answers');
    const client = new CheckerClient(start, offer, () => undefined);
    client.forget('a.py');
    assert.equal(count(), 0);
    await client.call('check', { ...request, cells: [] });
    await client.call('check', { ...request, cells: [] });
    assert.equal(count(), 1);
  });

  it('fails the call that the thread ends with, starts another, and gives up after five in a row', async () => {
    const { start, count } = threads('ends');
    const said: string[] = [];
    const client = new CheckerClient(start, offer, message => said.push(message));
    for (let call = 1; call <= 5; call++) await assert.rejects(client.call('check', { ...request, cells: [] }), /out of memory/);
    await assert.rejects(client.call('check', { ...request, cells: [] }), /not restarted/);
    assert.deepEqual([count(), said.length], [5, 5]);
  });
});
