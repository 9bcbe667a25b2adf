/** Rows that the page has at hand: pages around what is looked at, older ones let go. */
import type { RecordRow, RecordsCorruption, RowsReply } from '../../src/protocol/records-page';

const PAGE_ROWS = 100;
const MAX_PAGES = 60;
/** Questions under way at a time; what is looked at last is asked first. */
const MAX_REQUESTS = 2;

type Page = RecordRow[] | 'asked';

export class RowStore {
  private readonly pages = new Map<number, Page>();
  private readonly listeners = new Set<() => void>();
  private wanted: number[] = [];
  private asked = 0;
  private generation = 0;
  /** Features that were met so far. */
  readonly features: string[] = [];
  private readonly images = new Set<string>();
  corruptions: RecordsCorruption[] = [];
  corruptionCount = 0;
  /** Rows of the view known to be there, and whether they are all. */
  count = 0;
  complete = false;
  /** Whether anything has come yet. */
  loaded = false;
  failure: string | null = null;

  /** Whether it is certain that the view has no row. */
  get isEmpty(): boolean {
    return this.complete && this.count === 0;
  }

  constructor(private readonly fetchRows: (argument: { from: number; count: number }) => Promise<RowsReply>) {}

  /** Calls back when rows have come. Returns the end of it. */
  onChange(changed: () => void): () => void {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  }

  /** A row, or undefined while it is on its way; asking sets it on its way. */
  row(index: number): RecordRow | undefined {
    const number = Math.floor(index / PAGE_ROWS);
    const page = this.pages.get(number);
    if (page === undefined) this.want(number);
    return page === 'asked' ? undefined : page?.[index % PAGE_ROWS];
  }

  /** The row if it is at hand; asks for nothing. */
  peek(index: number): RecordRow | undefined {
    const page = this.pages.get(Math.floor(index / PAGE_ROWS));
    return page === 'asked' ? undefined : page?.[index % PAGE_ROWS];
  }

  /** The view is another one: nothing that is at hand is of it. */
  renew(): void {
    this.generation++;
    this.pages.clear();
    this.wanted = [];
    this.asked = 0;
    this.count = 0;
    this.complete = false;
    this.loaded = false;
    this.want(0);
  }

  /** More may be known: pages that were not full, and the count, are asked for again. */
  grown(): void {
    for (const [number, page] of this.pages) if (page !== 'asked' && page.length < PAGE_ROWS) this.pages.delete(number);
    this.want(Math.max(0, Math.floor((this.count - 1) / PAGE_ROWS)));
  }

  /** Images come first: by them the user knows a record; the rest by name. */
  private meet(name: string, isImage: boolean): void {
    if (this.features.includes(name)) return;
    if (isImage) this.images.add(name);
    this.features.push(name);
    const rank = (feature: string): number => (this.images.has(feature) ? 0 : 1);
    this.features.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  }

  private want(number: number): void {
    this.wanted = [number, ...this.wanted.filter(other => other !== number)].slice(0, 8);
    this.ask();
  }

  private ask(): void {
    while (this.asked < MAX_REQUESTS) {
      const number = this.wanted.shift();
      if (number === undefined) return;
      if (!this.pages.has(number)) void this.load(number, this.generation);
    }
  }

  private async load(number: number, generation: number): Promise<void> {
    this.pages.set(number, 'asked');
    this.asked++;
    try {
      const reply = await this.fetchRows({ from: number * PAGE_ROWS, count: PAGE_ROWS });
      if (generation !== this.generation) return;
      this.take(number, reply);
      this.failure = null;
    } catch (error) {
      if (generation !== this.generation) return;
      this.pages.delete(number);
      this.failure = (error as Error).message;
    }
    this.asked--;
    for (const changed of this.listeners) changed();
    this.ask();
  }

  private take(number: number, { rows, corruptions, corruptionCount, count, complete }: RowsReply): void {
    this.pages.delete(number);
    this.pages.set(number, rows);
    const [oldest] = this.pages.keys();
    if (this.pages.size > MAX_PAGES && oldest !== undefined) this.pages.delete(oldest);
    for (const row of rows) for (const [name, cell] of Object.entries(row.cells)) this.meet(name, cell.image !== undefined);
    Object.assign(this, { corruptions, corruptionCount, count, complete, loaded: true });
  }
}
