/**
 * A typed two-way channel over anything that carries plain data: a forked process, a worker thread, a webview. One TypeScript type names what
 * each side offers; a call ends in the other side's result or in its error, never in silence: closing the channel fails what is under way.
 */

/** The wire: sends plain data, hands over what comes in. */
export interface Port {
  send(message: unknown): void;
  /** Returns a function that stops listening. */
  listen(receive: (message: unknown) => void): () => void;
}

/** What one side offers: named functions of one plain argument. */
export type Offer = { [name: string]: (argument: never) => unknown };

type ArgumentOf<F> = F extends (argument: infer A) => unknown ? A : never;
type ResultOf<F> = F extends (...all: never[]) => infer R ? Awaited<R> : never;

export interface Channel<Remote extends Offer> {
  /** Calls a function of the other side; rejects with a RemoteError if it threw, or if the channel closed first. */
  call<N extends keyof Remote & string>(name: N, argument: ArgumentOf<Remote[N]>): Promise<ResultOf<Remote[N]>>;
  /** Calls without waiting for, or wanting, a result. */
  notify<N extends keyof Remote & string>(name: N, argument: ArgumentOf<Remote[N]>): void;
  /** Stops listening; every call under way rejects with the reason. */
  close(reason: string): void;
}

/** An error thrown on the other side, with its message and its code if it had one. */
export class RemoteError extends Error {
  constructor(
    message: string,
    readonly code: string | undefined,
  ) {
    super(message);
    this.name = 'RemoteError';
  }
}

type Message =
  | { kind: 'call'; id: number; name: string; argument: unknown }
  | { kind: 'notify'; name: string; argument: unknown }
  | { kind: 'result'; id: number; value: unknown }
  | { kind: 'error'; id: number; message: string; code: string | undefined };

const kinds = new Set(['call', 'notify', 'result', 'error']);
const isMessage = (data: unknown): data is Message =>
  typeof data === 'object' && data !== null && kinds.has((data as { kind?: unknown }).kind as string);

/** Opens a channel: `offer` is what the other side may call here, `Remote` what it offers us. */
export function openChannel<Remote extends Offer>(port: Port, offer: Offer): Channel<Remote> {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  let closed: string | undefined;

  const run = async (name: string, argument: unknown): Promise<unknown> => {
    if (!Object.hasOwn(offer, name)) throw new Error(`"${name}" is not offered on this channel`);
    return (offer[name] as (argument: unknown) => unknown)(argument);
  };
  const answer = (message: Message): void => {
    if (closed === undefined) port.send(message);
  };
  const fail = (id: number, error: unknown): void => {
    const { message, code } = error as { message?: string; code?: string };
    answer({ kind: 'error', id, message: message ?? String(error), code });
  };

  const stopListening = port.listen(data => {
    if (!isMessage(data)) return;
    if (data.kind === 'call') {
      run(data.name, data.argument).then(
        value => answer({ kind: 'result', id: data.id, value }),
        error => fail(data.id, error),
      );
    } else if (data.kind === 'notify') {
      // A notification has nobody to tell; its own handler must deal with its errors.
      void run(data.name, data.argument);
    } else {
      const call = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.kind === 'result') call?.resolve(data.value);
      else call?.reject(new RemoteError(data.message, data.code));
    }
  });

  return {
    call(name, argument) {
      if (closed !== undefined) return Promise.reject(new Error(closed));
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
        port.send({ kind: 'call', id, name, argument } satisfies Message);
      });
    },
    notify(name, argument) {
      if (closed === undefined) port.send({ kind: 'notify', name, argument } satisfies Message);
    },
    close(reason) {
      if (closed !== undefined) return;
      closed = reason;
      stopListening();
      for (const call of waiting.values()) call.reject(new Error(reason));
      waiting.clear();
    },
  };
}
