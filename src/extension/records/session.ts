import { l10n } from 'vscode';
import type { RowRanges } from '../../common/row-ranges';
import type { Channel } from '../../protocol/channel';
import type { RecordDetail } from '../../protocol/records-detail';
import type {
  CopyFormat,
  QueryError,
  RecordsHostOffer,
  RecordsPageOffer,
  RecordsQuery,
  RowsReply,
  RowsView,
  ViewReply,
} from '../../protocol/records-page';
import { columnsOf } from '../../query/column';
import type { QueryCompletion } from '../../query/complete';
import { completeFilter } from '../../query/complete';
import { compileQuery } from '../../query/query';
import { recordDetail } from '../../viewer/detail';
import { payloadName } from '../../viewer/row';
import { type RecordNumbers, readRows } from '../../viewer/rows';
import { MAX_SORTED_RECORDS, sortRecords } from '../../viewer/sort';
import { copyRecord, copyRecords } from './copy';
import type { OpenRecords, RecordsDocument } from './document';

/** Numbers of found records that are kept; with these a search ends, and says that there may be more. */
const MAX_RECORDS_FOUND = 2_000_000;

/** What one panel shows of a document: its view, and the answers to its page. The page may vanish and come back: everything is asked for again. */
export class RecordsSession {
  private view: RowsView = { kind: 'all' };
  private numbers: RecordNumbers | undefined;
  private rowsSelected: RowRanges = [];
  /** The search that gives the numbers, while it is under way and after. */
  private finding: Promise<unknown> | undefined;
  private searching: AbortController | undefined;
  private readonly closed = new AbortController();
  channel: Channel<RecordsPageOffer> | undefined;

  constructor(
    readonly document: RecordsDocument,
    /** A filter to begin with. */
    private where: string | undefined,
    private readonly run: (session: RecordsSession, action: Parameters<RecordsHostOffer['run']>[0]['action']) => Promise<void>,
  ) {}

  readonly offer: RecordsHostOffer = {
    open: async () => {
      const { where } = this;
      this.where = undefined;
      return { ...(await (await this.records()).describe()), where: where ?? null };
    },
    rows: argument => this.rows(argument.from, argument.count),
    setView: view => this.setView(view),
    checkQuery: async query => (query.text.trim() === '' ? null : this.errorOf(query, await this.records())),
    complete: argument => this.complete(argument.text, argument.cursor),
    detail: argument => this.detail(argument.record),
    schema: async () => (await this.records()).schemaView,
    readAll: async () => (await this.records()).loader.readAll(),
    cancel: ({ task }) => this.cancel(task),
    select: ({ rows }) => {
      this.rowsSelected = rows;
    },
    // Nobody waits for these: what goes wrong is told by the document.
    copy: ({ record, format }) => this.copy(record, format).catch(this.document.failed),
    copySelected: ({ format }) => this.copySelected(format).catch(this.document.failed),
    run: ({ action }) => this.run(this, action),
    reload: async () => this.document.reload(),
  };

  records(): Promise<OpenRecords> {
    return this.document.records();
  }

  /** Which records the view shows, for what is to be done with them; undefined means all. */
  get query(): RecordsQuery | undefined {
    if (this.view.kind === 'found') return this.view.query;
    return this.view.kind === 'sorted' ? (this.view.of ?? undefined) : undefined;
  }

  /** How many records the view shows by its query, where that is known by now. */
  get found(): number | undefined {
    return this.view.kind === 'found' && this.numbers?.complete ? this.numbers.list.length : undefined;
  }

  get hasSelection(): boolean {
    return this.rowsSelected.length > 0;
  }

  /** The selected rows, and the number of each row's record where that is not the row's own. A search that has not come to them yet is waited for. */
  async selected(): Promise<{ rows: RowRanges; list: number[] | undefined }> {
    if (this.numbers && !this.numbers.complete && (this.rowsSelected.at(-1) ?? 0) > this.numbers.list.length) await this.finding;
    return { rows: this.rowsSelected, list: this.numbers?.list };
  }

  /** Back to the first view, for a file that is another one now. */
  reset(): void {
    this.searching?.abort();
    this.view = { kind: 'all' };
    this.numbers = undefined;
    this.rowsSelected = [];
  }

  dispose(): void {
    this.searching?.abort();
    this.closed.abort();
  }

  private async rows(from: number, count: number): Promise<RowsReply> {
    return readRows((await this.records()).dataset, this.numbers, from, count, this.closed.signal);
  }

  private async setView(view: RowsView): Promise<ViewReply> {
    const records = await this.records();
    const query = view.kind === 'found' ? view.query : view.kind === 'sorted' ? view.of : null;
    const error = query && this.errorOf(query, records);
    if (error) return { ok: false, error };
    const before = this.numbers?.list;
    const keeps = view.kind === 'sorted' && this.view.kind !== 'sorted' && JSON.stringify(this.query ?? null) === JSON.stringify(view.of);
    this.searching?.abort();
    this.view = view;
    if (view.kind === 'sorted') {
      const base = view.of === null ? undefined : keeps ? before : (await this.search(view.of, records)).list;
      const list = await sortRecords(records.dataset, base, view.feature, view.descending, this.closed.signal);
      // Unless another view has been asked for meanwhile.
      if (this.view === view) this.numbers = { list, complete: true };
      const all = base ? base.length : records.dataset.complete ? records.dataset.count : Number.POSITIVE_INFINITY;
      return { ok: true, sample: all > MAX_SORTED_RECORDS ? list.length : null };
    }
    this.numbers = undefined;
    this.finding = query ? this.search(query, records) : undefined;
    return { ok: true, sample: null };
  }

  /** Finds the records of a query; those found so far are shown while the rest are looked for. */
  private async search(query: RecordsQuery, { dataset, document, statistics }: OpenRecords): Promise<RecordNumbers> {
    const searching = new AbortController();
    this.searching = searching;
    const numbers: RecordNumbers = { list: [], complete: false };
    this.numbers = numbers;
    let read = 0;
    let reportedAt = 0;
    const tell = (done: number | null): void => this.channel?.notify('progress', { task: 'find', done });
    tell(0);
    try {
      const columns = columnsOf(statistics);
      await document.platform.find(
        dataset.files,
        query,
        columns,
        ({ bytes, found }) => {
          read += bytes;
          for (const record of found) if (numbers.list.length < MAX_RECORDS_FOUND) numbers.list.push(record);
          if (numbers.list.length === MAX_RECORDS_FOUND) searching.abort();
          if (Date.now() - reportedAt < 200) return;
          reportedAt = Date.now();
          tell(read / Math.max(1, dataset.bytes));
          this.channel?.notify('grown', null);
        },
        searching.signal,
      );
    } catch (error) {
      if (!searching.signal.aborted) document.failed(error as Error);
    }
    // One that was stopped, by the user or by its size, has not seen all records, and says so.
    numbers.complete = !searching.signal.aborted;
    // A search that another has replaced has nothing to say any more.
    if (this.searching === searching) {
      tell(null);
      this.channel?.notify('grown', null);
    }
    return numbers;
  }

  private cancel(task: Parameters<RecordsHostOffer['cancel']>[0]['task']): void {
    if (task === 'find') this.searching?.abort();
    else void this.records().then(({ loader }) => loader.cancel(task));
  }

  private errorOf(query: RecordsQuery, { statistics }: OpenRecords): QueryError | null {
    const compiled = compileQuery(query, columnsOf(statistics));
    return compiled.ok ? null : compiled.error;
  }

  private async complete(text: string, cursor: number): Promise<QueryCompletion[]> {
    return completeFilter(text, cursor, columnsOf((await this.records()).statistics)).slice(0, 50);
  }

  private async detail(record: number): Promise<RecordDetail> {
    const { dataset, names } = await this.records();
    const [read] = await dataset.read(record, 1, this.closed.signal);
    if (!read) throw new Error(l10n.t('There is no record {0}.', record));
    const member = dataset.members.length > 1 ? { member: read.member.file.name } : {};
    const place = { record, offset: read.offset, ...member };
    if ('bytes' in read) return recordDetail(place, read.bytes, names);
    const { from, to, message } = read.corruption;
    return { ...place, bytes: to - from, payload: payloadName('unknown'), problem: message, body: { kind: 'none' } };
  }

  private async copy(record: number, format: CopyFormat): Promise<void> {
    await copyRecord((await this.records()).dataset, record, format);
  }

  private async copySelected(format: CopyFormat): Promise<void> {
    const { dataset } = await this.records();
    const { rows, list } = await this.selected();
    await copyRecords(dataset, list, rows, format, () => this.run(this, 'export'));
  }
}
