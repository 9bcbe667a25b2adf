import { ALL_ROWS, type RecordsQuery, type RowsReply, type RowsView } from '../protocol/records-page';
import type { SearchProgress } from '../query/find-records';
import type { RecordsDataset } from './dataset';
import { type RecordNumbers, readRows } from './rows';
import { type Find, type Search, type SearchListener, startSearch } from './search';
import type { Sorted, SortRequest } from './sort';

const isSameQuery = (one: RecordsQuery | null, other: RecordsQuery | null): boolean =>
  one?.kind === other?.kind && one?.text === other?.text;

/** Goes through the records of a dataset to sort them; rejects when it cannot, and when the signal aborts. */
export type Sort = (request: SortRequest, tell: (progress: SearchProgress) => void, signal: AbortSignal) => Promise<Sorted>;

/** The rows that a page shows of a dataset: all records or those that a query finds, in the order of the files or of a feature. */
export class ShownRows {
  /** The view that was asked for last. */
  view: RowsView = ALL_ROWS;
  private search: Search | undefined;
  private sorting: AbortController | undefined;
  /** Numbers of the records in the order of the rows, where those are not all. */
  private numbers: RecordNumbers | undefined;

  constructor(private readonly listener: SearchListener) {}

  /**
   * Shows another view, whose query is sound; `find` looks for its records, `sort` puts them in order. Where the query stays, what it has found stays too. Gives how
   * many records a sort has looked at, when those were not all; none when it was stopped, and the rows are in the order of the files.
   */
  async show(view: RowsView, dataset: RecordsDataset, find: (query: RecordsQuery) => Find, sort: Sort): Promise<number | null> {
    this.sorting?.abort();
    this.sorting = undefined;
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
    const records = found ? Uint32Array.from(found.list) : null;
    const sorted = await this.sorted({ ...view.sort, records }, dataset.bytes, sort);
    if (this.view !== view) return null;
    if (sorted === undefined) this.numbers = found;
    else this.numbers = { list: Array.from(sorted.order), complete: true };
    return sorted === undefined ? 0 : sorted.looked;
  }

  /** Undefined where it was stopped, or failed. */
  private async sorted(request: SortRequest, bytes: number, sort: Sort): Promise<Sorted | undefined> {
    const stopping = new AbortController();
    this.sorting = stopping;
    let read = 0;
    const tell = (progress: SearchProgress): void => {
      read += progress.bytes;
      if (this.sorting === stopping) this.listener.progress(Math.min(1, read / Math.max(1, bytes)));
    };
    tell({ bytes: 0, records: 0, found: [] });
    try {
      return await sort(request, tell, stopping.signal);
    } catch (error) {
      if (!stopping.signal.aborted) this.listener.failed(error as Error);
      return undefined;
    } finally {
      if (this.sorting === stopping) {
        this.sorting = undefined;
        this.listener.progress(null);
      }
    }
  }

  /** Rows `from` to below `from + count`. */
  read(dataset: RecordsDataset, from: number, count: number, signal: AbortSignal): Promise<RowsReply> {
    return readRows(dataset, this.numbers, from, count, signal);
  }

  /** The row that a record is in; null where it is none of them. A search that is under way is waited for. */
  async rowOf(record: number): Promise<number | null> {
    await this.search?.finished;
    const { numbers } = this;
    if (numbers === undefined) return record;
    const row = numbers.list.indexOf(record);
    return row < 0 ? null : row;
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

  /** Ends a search that is under way, of which what it has found is shown, and a sort. */
  stop(): void {
    this.search?.stop();
    this.sorting?.abort();
  }

  /** Back to all rows, for files that are others now, or none. */
  reset(): void {
    this.search?.replace();
    this.sorting?.abort();
    this.sorting = undefined;
    this.search = undefined;
    this.numbers = undefined;
    this.view = ALL_ROWS;
  }
}
