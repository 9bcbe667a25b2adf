/** Rows that the page has at hand: pages around what is looked at, older ones let go. */
import type { RecordRow, RecordsDamage, RowsReply } from '../../src/protocol/records-page';

const PAGE = 100;
const MOST_PAGES = 60;

export class RowStore {
  private readonly pages = new Map<number, RecordRow[] | 'loading'>();
  private readonly listeners = new Set<() => void>();
  /** Features in the order in which they were first met. */
  readonly features: string[] = [];
  readonly damages: RecordsDamage[] = [];
  /** Records known to be there, and whether they are all. */
  count = 0;
  complete = false;
  failure: string | null = null;

  constructor(private readonly fetchRows: (argument: { from: number; count: number }) => Promise<RowsReply>) {}

  /** Calls back when rows have come. Returns the end of it. */
  onChange(changed: () => void): () => void {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  }

  /** A row, or undefined while it is on its way; asking sets it on its way. */
  row(index: number): RecordRow | undefined {
    const page = this.pages.get(Math.floor(index / PAGE));
    if (page === undefined) void this.load(Math.floor(index / PAGE));
    return page === 'loading' ? undefined : page?.[index % PAGE];
  }

  private async load(page: number): Promise<void> {
    this.pages.set(page, 'loading');
    try {
      this.take(page, await this.fetchRows({ from: page * PAGE, count: PAGE }));
    } catch (error) {
      this.failure = (error as Error).message;
    }
    for (const changed of this.listeners) changed();
  }

  private take(page: number, { rows, damages, total }: RowsReply): void {
    this.pages.delete(page);
    this.pages.set(page, rows);
    const [oldest] = this.pages.keys();
    if (this.pages.size > MOST_PAGES && oldest !== undefined) this.pages.delete(oldest);
    for (const row of rows) for (const name of Object.keys(row.cells)) if (!this.features.includes(name)) this.features.push(name);
    for (const damage of damages) if (!this.damages.some(known => known.offset === damage.offset)) this.damages.push(damage);
    // One page beyond what is known, so that there is something to scroll to.
    const known = page * PAGE + rows.length;
    this.complete ||= total !== null;
    this.count = total ?? Math.max(this.count, known + (rows.length === PAGE ? PAGE : 0));
  }
}
