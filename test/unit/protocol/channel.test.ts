import * as assert from 'node:assert/strict';
import { MessageChannel } from 'node:worker_threads';
import fc from 'fast-check';
import { type Offer, openChannel, type Port, RemoteError } from '../../../src/protocol/channel';

/** The two ends of a wire that carries structured clones, as threads and processes do, and what went over it. */
function wire(): { ends: [Port, Port]; sent: unknown[]; cut(): void } {
  const { port1, port2 } = new MessageChannel();
  const sent: unknown[] = [];
  const portOf = (port: typeof port1): Port => ({
    send: message => {
      sent.push(message);
      port.postMessage(message);
    },
    listen(receive) {
      port.on('message', receive);
      return () => port.off('message', receive);
    },
  });
  return { ends: [portOf(port1), portOf(port2)], sent, cut: () => port1.close() };
}

const kindsOf = (messages: readonly unknown[]): string[] => messages.map(message => (message as { kind: string }).kind);

interface Calculator extends Offer {
  divide(pair: { a: number; b: number }): Promise<number>;
  echo(value: unknown): unknown;
  later(value: null): Promise<void>;
  fail(code: string | null): void;
  throwText(text: string): void;
  note(text: string): void;
}

describe('a channel', () => {
  let cut = (): void => {};
  afterEach(() => cut());

  function open() {
    const { ends, sent, cut: cutWire } = wire();
    cut = cutWire;
    const notes: string[] = [];
    const seen = new Map<string, () => void>();
    let finish = (): void => {};
    const offer: Calculator = {
      divide: async ({ a, b }) => a / b,
      echo: value => value,
      later: () =>
        new Promise<void>(resolve => {
          finish = resolve;
        }),
      fail: code => {
        throw Object.assign(new Error('it broke'), code === null ? {} : { code });
      },
      throwText: text => {
        throw text;
      },
      note: text => {
        notes.push(text);
        seen.get(text)?.();
      },
    };
    const server = openChannel(ends[1], offer);
    const client = openChannel<Calculator>(ends[0], { twice: (value: number) => 2 * value });
    const noted = (text: string): Promise<void> => new Promise(resolve => seen.set(text, resolve));
    return { client, server, sent, notes, noted, ends, finish: () => finish() };
  }

  it('carries a call to its result, and any plain value there and back', async () => {
    const { client } = open();
    assert.equal(await client.call('divide', { a: 6, b: 4 }), 1.5);
    const plain = fc.jsonValue({ maxDepth: 3 });
    await fc.assert(
      fc.asyncProperty(plain, async value => assert.deepEqual(await client.call('echo', value), value)),
      { numRuns: 50 },
    );
  });

  it('answers each of many calls with its own result', async () => {
    const { client } = open();
    const numbers = Array.from({ length: 50 }, (_, index) => index);
    assert.deepEqual(await Promise.all(numbers.map(a => client.call('divide', { a, b: 1 }))), numbers);
  });

  it('goes both ways', async () => {
    const { ends } = open();
    const other = openChannel<{ twice(value: number): number }>(ends[1], {});
    assert.equal(await other.call('twice', 21), 42);
  });

  const errors: readonly [
    what: string,
    call: (client: ReturnType<typeof open>['client']) => Promise<unknown>,
    message: string,
    code?: string,
  ][] = [
    ['an error with a code', client => client.call('fail', 'ENOENT'), 'it broke', 'ENOENT'],
    ['an error without one', client => client.call('fail', null), 'it broke'],
    ['something thrown that is no error', client => client.call('throwText', 'just text'), 'just text'],
    ['a name that is not offered', client => client.call('missing' as 'echo', 1), '"missing" is not offered on this channel'],
    ['a name of every object', client => client.call('toString' as 'echo', 1), '"toString" is not offered on this channel'],
  ];
  for (const [what, call, message, code] of errors) {
    it(`rejects with ${what}`, async () => {
      const { client } = open();
      await assert.rejects(call(client), error => {
        assert.ok(error instanceof RemoteError);
        assert.deepEqual([error.name, error.message, error.code], ['RemoteError', message, code]);
        return true;
      });
    });
  }

  it('notifies without an answer', async () => {
    const { client, sent, notes, noted } = open();
    const arrived = noted('hello');
    client.notify('note', 'hello');
    await arrived;
    // A call after it is answered only when the notification has been dealt with.
    await client.call('echo', 1);
    assert.deepEqual(notes, ['hello']);
    assert.deepEqual(kindsOf(sent), ['notify', 'call', 'result']);
  });

  it('ignores what is no message of a channel', async () => {
    const { client, ends } = open();
    for (const stray of [null, 7, 'text', {}, { kind: 'other' }, { kind: 'result', id: 99, value: 1 }]) ends[1].send(stray);
    assert.equal(await client.call('echo', 'still there'), 'still there');
  });

  it('fails what is under way when it is closed, and every call after it', async () => {
    const { client, sent } = open();
    const waiting = client.call('later', null);
    client.close('the worker has ended');
    client.close('another reason');
    await assert.rejects(waiting, /^Error: the worker has ended$/);
    await assert.rejects(client.call('echo', 1), /^Error: the worker has ended$/);
    client.notify('note', 'too late');
    assert.equal(sent.length, 1, 'nothing is sent any more');
  });

  it('does not answer once it is closed', async () => {
    const { client, server, sent, noted, finish } = open();
    const arrived = noted('after the call');
    const call = client.call('later', null);
    client.notify('note', 'after the call');
    await arrived;
    server.close('over');
    finish();
    await new Promise(setImmediate);
    assert.deepEqual(kindsOf(sent), ['call', 'notify']);
    client.close('over');
    await assert.rejects(call, /^Error: over$/);
  });
});
