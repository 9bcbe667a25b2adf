import type { Element } from './array';
import { type Dataset, elementsOf } from './dataset';

/**
 * A dataset's elements over several epochs: with a fixed number of steps one pass goes on where the epoch before ended, without it each epoch is a pass of
 * its own.
 */
export class BatchFeed {
  private pass: AsyncGenerator<Element, void, void> | undefined;
  private peeked: Element | undefined;

  constructor(
    private readonly dataset: Dataset,
    private readonly steps: number | null,
  ) {}

  /** Number of elements in a pass; null where that is not known. */
  get size(): number | null {
    const { size } = this.dataset;
    return size !== undefined && Number.isFinite(size) ? size : null;
  }

  startEpoch(): void {
    if (this.steps === null && this.peeked === undefined) this.pass = undefined;
  }

  /** The first element, which `next` then gives again. */
  async peek(): Promise<Element | undefined> {
    this.peeked = await this.next();
    return this.peeked;
  }

  async next(): Promise<Element | undefined> {
    const { peeked } = this;
    if (peeked !== undefined) {
      this.peeked = undefined;
      return peeked;
    }
    this.pass ??= elementsOf(this.dataset);
    const result = await this.pass.next();
    return result.done ? undefined : result.value;
  }

  async close(): Promise<void> {
    await this.pass?.return();
    this.pass = undefined;
  }
}
