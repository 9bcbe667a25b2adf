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
  RowsView,
  ViewReply,
} from '../../protocol/records-page';
import { columnsOf } from '../../query/column';
import type { QueryCompletion } from '../../query/complete';
import { completeFilter } from '../../query/complete';
import { compileQuery } from '../../query/query';
import { recordDetail } from '../../viewer/detail';
import { payloadName } from '../../viewer/row';
import type { Find } from '../../viewer/search';
import { ShownRows, type Sort } from '../../viewer/shown-rows';
import { copyRecord, copyRecords } from './copy';
import type { OpenRecords, RecordsDocument } from './document';
import type { FeatureVerdicts } from './feature-verdicts';

/** What one panel shows of a document: its view, and the answers to its page. The page may vanish and come back: everything is asked for again. */
export class RecordsSession {
  readonly shown: ShownRows;
  private rowsSelected: RowRanges = [];
  private readonly closed = new AbortController();
  channel: Channel<RecordsPageOffer> | undefined;

  constructor(
    readonly document: RecordsDocument,
    private readonly verdicts: FeatureVerdicts | undefined,
    /** A filter to begin with. */
    private where: string | undefined,
    private readonly run: (session: RecordsSession, action: Parameters<RecordsHostOffer['run']>[0]['action']) => Promise<void>,
  ) {
    this.shown = new ShownRows({
      progress: done => this.channel?.notify('progress', { task: 'find', done }),
      grown: () => this.channel?.notify('grown', null),
      failed: document.failed,
    });
  }

  readonly offer: RecordsHostOffer = {
    open: async () => {
      const { where } = this;
      this.where = undefined;
      return { ...(await (await this.records()).describe()), where: where ?? null };
    },
    rows: async ({ from, count }) => this.shown.read((await this.records()).dataset, from, count, this.closed.signal),
    setView: view => this.setView(view),
    rowOf: ({ record }) => this.shown.rowOf(record),
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
    compatibility: async ({ feature }) => this.verdicts?.row((await this.records()).statistics, feature) ?? null,
    showCompatibility: ({ place }) => this.verdicts?.show(this.document.uri, place),
    reload: async () => this.document.reload(),
  };

  records(): Promise<OpenRecords> {
    return this.document.records();
  }

  /** A filter for the page when it opens next. */
  openWith(where: string): void {
    this.where = where;
  }

  get hasSelection(): boolean {
    return this.rowsSelected.length > 0;
  }

  /** The selected rows, and the number of each row's record where that is not the row's own. */
  async selected(): Promise<{ rows: RowRanges; list: number[] | undefined }> {
    return { rows: this.rowsSelected, list: await this.shown.list(this.rowsSelected.at(-1) ?? 0) };
  }

  /** Back to the first view, for a file that is another one now. */
  reset(): void {
    this.shown.reset();
    this.rowsSelected = [];
  }

  dispose(): void {
    this.shown.reset();
    this.closed.abort();
  }

  private async setView(view: RowsView): Promise<ViewReply> {
    const records = await this.records();
    const { dataset, document, statistics } = records;
    const error = view.query && this.errorOf(view.query, records);
    if (error) return { ok: false, error };
    const find = (query: RecordsQuery): Find => {
      const columns = columnsOf(statistics);
      return (tell, signal) => document.platform.find(dataset.files, query, columns, tell, signal);
    };
    const sort: Sort = (request, tell, signal) => document.platform.sort(dataset.files, request, tell, signal);
    return { ok: true, sample: await this.shown.show(view, dataset, find, sort) };
  }

  private cancel(task: Parameters<RecordsHostOffer['cancel']>[0]['task']): void {
    if (task === 'find') this.shown.stop();
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
