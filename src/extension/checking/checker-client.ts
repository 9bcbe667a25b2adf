import { type Channel, openChannel, type Port } from '../../protocol/channel';
import type { CheckerHostOffer, CheckerOffer, FilesOffer } from '../../protocol/checking';

/** A thread in which a checker runs. */
export interface CheckerThread {
  readonly port: Port;
  /** The files that it may ask for; nothing where it has its own. */
  readonly files?: FilesOffer;
  /** Calls back once, when the thread has ended by itself, with the reason. */
  onEnd(ended: (reason: string) => void): void;
  /** Ends it; `onEnd` is not called then. */
  end(): void;
}

/** Ends in a row after which no other thread is started. */
const MAX_ENDS_IN_A_ROW = 5;
/** Milliseconds after which a check that has not come back counts as one that never will. Any program ends within a second or two. */
const CHECK_TIMEOUT_MS = 30_000;

/**
 * The checker as the host sees it. Its thread is started by the first call; one that ends by itself fails the calls under way, and the next call
 * starts another, until too many have ended without an answer between them.
 */
export class CheckerClient {
  private running: { thread: CheckerThread; channel: Channel<CheckerOffer> } | undefined;
  private ends = 0;

  constructor(
    private readonly start: () => CheckerThread,
    private readonly offer: CheckerHostOffer,
    private readonly log: (message: string) => void,
  ) {}

  /** Calls the checker; rejects when its thread ended meanwhile, or is not started any more. */
  async call<Name extends keyof CheckerOffer>(
    name: Name,
    argument: Parameters<CheckerOffer[Name]>[0],
  ): Promise<Awaited<ReturnType<CheckerOffer[Name]>>> {
    const { channel, thread } = this.thread();
    const late = setTimeout(() => this.ended(thread, `it did not answer within ${CHECK_TIMEOUT_MS / 1000} s`), CHECK_TIMEOUT_MS);
    try {
      const answer = await (channel as Channel<CheckerOffer>).call(name, argument as never);
      this.ends = 0;
      return answer as Awaited<ReturnType<CheckerOffer[Name]>>;
    } finally {
      clearTimeout(late);
    }
  }

  /** A document was closed; nothing is started for that. */
  forget(program: string): void {
    this.running?.channel.notify('forget', program);
  }

  /** Record files have been read whole; nothing is started for that. */
  recordsRead(): void {
    this.running?.channel.notify('recordsRead', null);
  }

  dispose(): void {
    this.running?.thread.end();
    this.running?.channel.close('the editor closes');
    this.running = undefined;
  }

  private thread(): { thread: CheckerThread; channel: Channel<CheckerOffer> } {
    if (this.running !== undefined) return this.running;
    if (this.ends >= MAX_ENDS_IN_A_ROW)
      throw new Error(`The checker ended ${MAX_ENDS_IN_A_ROW} times in a row and was not restarted; reload the window to try again.`);
    const thread = this.start();
    this.running = { thread, channel: openChannel<CheckerOffer>(thread.port, { ...this.offer, ...thread.files }) };
    thread.onEnd(reason => this.ended(thread, reason));
    return this.running;
  }

  private ended(thread: CheckerThread, reason: string): void {
    if (this.running?.thread !== thread) return;
    const { channel } = this.running;
    this.running = undefined;
    this.ends += 1;
    this.log(`The checker's thread ended: ${reason}.`);
    thread.end();
    channel.close(`the checker's thread ended: ${reason}`);
  }
}
