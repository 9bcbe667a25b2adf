import { joinContents } from '../values/join';
import type { Cell } from '../values/value';

/** Contents by cell after something was tried. */
export type Changes = ReadonlyMap<Cell<unknown>, unknown>;

/**
 * Everything that a program can change, written in one place so that it can be taken back: while a branch is tried, the content that each
 * written cell had before is kept. A write costs one map look-up while something is tried, nothing otherwise.
 */
export class Heap {
  private readonly trials: Map<Cell<unknown>, unknown>[] = [];

  write<T>(cell: Cell<T>, content: T): void {
    const before = this.trials.at(-1);
    if (before !== undefined && !before.has(cell)) before.set(cell, cell.content);
    cell.content = content;
  }

  /** Runs something, takes back what it changed, and says what that was. */
  attempt<T>(run: () => T): { result: T; changes: Changes } {
    const before = new Map<Cell<unknown>, unknown>();
    this.trials.push(before);
    try {
      const result = run();
      const changes = new Map<Cell<unknown>, unknown>();
      for (const cell of before.keys()) changes.set(cell, cell.content);
      return { result, changes };
    } finally {
      this.trials.pop();
      for (const [cell, content] of before) cell.content = content;
    }
  }

  /** Makes changes that were tried come true. */
  apply(changes: Changes): void {
    for (const [cell, content] of changes) this.write(cell, content);
  }

  /** One of several things happened, and it is not known which: every cell that any of them changed holds what all agree on. */
  applyOneOf(alternatives: readonly Changes[]): void {
    const cells = new Set(alternatives.flatMap(changes => [...changes.keys()]));
    for (const cell of cells) {
      const contents = alternatives.map(changes => (changes.has(cell) ? changes.get(cell) : cell.content));
      this.write(cell, contents.reduce(joinContents));
    }
  }
}
