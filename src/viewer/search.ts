import type { SearchProgress } from '../query/find-records';
import type { RecordNumbers } from './rows';

/** Numbers of found records that are kept; with these a search ends, and says that there may be more. */
const MAX_RECORDS_FOUND = 2_000_000;
/** How often a search reports what it has found, in milliseconds. */
const REPORT_EVERY_MS = 200;

/** Goes through the records of a dataset; rejects when it cannot, and when the signal aborts. */
export type Find = (tell: (progress: SearchProgress) => void, signal: AbortSignal) => Promise<unknown>;

/** Who hears how far a search is. */
export interface SearchListener {
  /** Share that is done, 0 to 1; null when it is over. */
  progress(done: number | null): void;
  /** More was found, or all. */
  grown(): void;
  failed(error: Error): void;
}

/** A search under way, or over. */
export interface Search {
  /** Grows; complete when every record was looked at. */
  readonly found: RecordNumbers;
  /** Never rejects. */
  readonly finished: Promise<void>;
  /** Ends it where it is: the user has seen enough. */
  stop(): void;
  /** Ends it, and it has nothing to say any more. */
  replace(): void;
}

/** Begins a search through `bytes` bytes of records. */
export function startSearch(find: Find, bytes: number, listener: SearchListener): Search {
  const stopping = new AbortController();
  const found: RecordNumbers = { list: [], complete: false };
  let replaced = false;
  const tell = (done: number | null): void => {
    if (replaced) return;
    listener.progress(done);
    if (done !== 0) listener.grown();
  };
  let read = 0;
  let reportedAt = 0;
  const take = (progress: SearchProgress): void => {
    read += progress.bytes;
    for (const record of progress.found) if (found.list.length < MAX_RECORDS_FOUND) found.list.push(record);
    if (found.list.length === MAX_RECORDS_FOUND) stopping.abort();
    if (Date.now() - reportedAt < REPORT_EVERY_MS) return;
    reportedAt = Date.now();
    tell(read / Math.max(1, bytes));
  };
  const run = async (): Promise<void> => {
    tell(0);
    try {
      await find(take, stopping.signal);
      // One that was stopped, by the user or by its size, has not seen all records, and says so.
      found.complete = !stopping.signal.aborted;
    } catch (error) {
      if (!stopping.signal.aborted) listener.failed(error as Error);
    }
    tell(null);
  };
  return {
    found,
    finished: run(),
    stop: () => stopping.abort(),
    replace() {
      replaced = true;
      stopping.abort();
    },
  };
}
