import { ALL_ROWS, type RecordsQuery, type RowsReply, type RowsView } from '../protocol/records-page';
import type { RecordsDataset } from './dataset';
import { type RecordNumbers, readRows } from './rows';
import { type Find, type Search, type SearchListener, startSearch } from './search';
import { MAX_SORTED_RECORDS, sortRecords } from './sort';

const isSameQuery = (one: RecordsQuery | null, other: RecordsQuery | null): boolean =>
  one?.kind === other?.kind && one?.text === other?.text;

/** The rows that a page shows of a dataset: all records or those that a query finds, in the order of the files or of a feature. */
export class ShownRows {
  /** The view that was asked for last. */
  view: RowsView = ALL_ROWS;
  private search: Search | undefined;
  /** Numbers of the records in the order of the rows, where those are not all. */
  private numbers: RecordNumbers | undefined;

  constructor(private readonly listener: SearchListener) {}

  /**
   * Shows another view, whose query is sound; `find` looks for its records. Where the query stays, what it has found stays too. Gives how many records a
   * sort has looked at, when those were not all.
   */
  async show(view: RowsView, dataset: RecordsDataset, find: (query: RecordsQuery) => Find, signal: AbortSignal): Promise<number | null> {
    const isResorted = isSameQuery(view.query, this.view.query) && (view.sort !== null || this.view.sort !== null);
    this.view = view;
    if (!isResorted) {
      this.search?.replace();
      this.search = view.query ? startSearch(find(view.query), dataset.bytes, this.listener) : undefined;
    }
    const found = this.search?.found;
    if (!isResorted || view.sort === null) this.numbers = found;
    if (view.sort === null) return null;
    await this.search?.finished;
    // Another view has been asked for meanwhile.
    if (this.view !== view) return null;
    const list = await sortRecords(dataset, found?.list, view.sort.feature, view.sort.descending, signal);
    if (this.view === view) this.numbers = { list, complete: true };
    const all = found ? found.list.length : dataset.complete ? dataset.count : Number.POSITIVE_INFINITY;
    return all > MAX_SORTED_RECORDS ? list.length : null;
  }

  /** Rows `from` to below `from + count`. */
  read(dataset: RecordsDataset, from: number, count: number, signal: AbortSignal): Promise<RowsReply> {
    return readRows(dataset, this.numbers, from, count, signal);
  }

  /** How many records the query has found; undefined until all are looked at, and without a query. */
  get found(): number | undefined {
    return this.search?.found.complete ? this.search.found.list.length : undefined;
  }

  /** The number of each row's record, where that is not the row's own. A search that has not come to row `upTo` yet is waited for. */
  async list(upTo: number): Promise<number[] | undefined> {
    const { numbers } = this;
    if (numbers && !numbers.complete && upTo > numbers.list.length) await this.search?.finished;
    return numbers?.list;
  }

  /** Ends a search that is under way; what it has found is shown. */
  stop(): void {
    this.search?.stop();
  }

  /** Back to all rows, for files that are others now, or none. */
  reset(): void {
    this.search?.replace();
    this.search = undefined;
    this.numbers = undefined;
    this.view = ALL_ROWS;
  }
}
