import type { RowRanges } from '../common/row-ranges';
import type { Sentence } from '../common/sentence';
import type { QueryCompletion } from '../query/complete';
import type { CompatPlace, CompatRow } from './compatibility';
import type { RecordDetail } from './records-detail';
import type { SchemaView } from './records-schema';

/** What the record viewer's page and the extension host say to each other. */

/** What a dataset is, as its first bytes and records tell. */
export interface RecordsFile {
  name: string;
  /** Bytes as stored, of all files together. */
  bytes: number;
  compression: 'none' | 'gzip' | 'zlib';
  /** What the user calls the payload, e.g. "Example". */
  payload: string;
  /** Set where no record could be read: what the file is instead, and what to do. */
  notice: string | null;
  /** Names of the files, when they are several. */
  members: string[];
  /** What is wrong with the shard set, and what the user should know of this editor's limits. */
  warnings: string[];
  /** Shards of the same set beside this file, itself included; 0 when it is opened as one, or there are none. */
  shards: number;
  /** What this editor can do with it: no training in a browser, for one. */
  can: { startModel: boolean };
  /** A filter to begin with, where somebody has asked for certain records. */
  where: string | null;
}

/** One feature of one record, cut to what fits into a cell. */
export interface RecordCell {
  kind: 'int64' | 'float' | 'bytes' | 'none';
  /** Values, or steps of a feature list. */
  length: number;
  /** The first values; of bytes that are no text what they are, or their first ones in hexadecimal. */
  text: string;
  /** A small image's own bytes. */
  image?: { mime: string; bytes: Uint8Array };
}

export interface RecordRow {
  /** From 0. */
  record: number;
  offset: number;
  bytes: number;
  cells: { [feature: string]: RecordCell };
  /** Set where the record itself is corrupted; there are no cells then. */
  corruption?: string;
}

export interface RecordsCorruption {
  record: number;
  offset: number;
  message: string;
  /** File of a shard set in which it is. */
  member?: string;
}

export interface RowsReply {
  /** Rows of the view from the place that was asked for; fewer at its end. */
  rows: RecordRow[];
  /** Corruptions met so far, in the order of the files; not more than a hundred of them. */
  corruptions: RecordsCorruption[];
  corruptionCount: number;
  /** Rows of the view that are known to be there, and whether these are all. */
  count: number;
  complete: boolean;
}

/** Which records are listed, and in which order. */
export interface RowsView {
  /** What they were found by; null: all. */
  query: RecordsQuery | null;
  /** Null: in the order of the files. */
  sort: RowsSort | null;
}

/** The order of a feature's first value. */
export interface RowsSort {
  feature: string;
  descending: boolean;
}

export const ALL_ROWS: RowsView = { query: null, sort: null };

export interface RecordsQuery {
  kind: 'filter' | 'search';
  text: string;
}

/** What is wrong with an expression, and where: characters [start, end). */
export interface QueryError {
  message: Sentence;
  start: number;
  end: number;
}

/** What a view became: `sample` says how many records a sort has looked at when those were not all; none when it was stopped. */
export type ViewReply = { ok: true; sample: number | null } | { ok: false; error: QueryError };

/** A long reading that is under way. */
export interface RecordsProgress {
  task: 'index' | 'statistics' | 'find' | 'unpack';
  /** Share that is done, 0 to 1; null when it is over. */
  done: number | null;
}

export type CopyFormat = 'json' | 'python';
export type RecordsAction =
  | 'export'
  | 'goodRecords'
  | 'parseFunction'
  | 'startModel'
  | 'compare'
  | 'compareSchema'
  | 'openShards'
  | 'schemaText'
  | 'textIndex';

/** What the host offers to the page. */
export type RecordsHostOffer = {
  open(argument: null): Promise<RecordsFile>;
  /** Rows `from` (from 0) of the current view, up to `count` of them. */
  rows(argument: { from: number; count: number }): Promise<RowsReply>;
  setView(argument: RowsView): Promise<ViewReply>;
  /** The row of the view that a record is in; null where it is none of them. */
  rowOf(argument: { record: number }): Promise<number | null>;
  /** Whether an expression could be run, for marking it while it is typed. */
  checkQuery(argument: RecordsQuery): Promise<QueryError | null>;
  complete(argument: { text: string; cursor: number }): Promise<QueryCompletion[]>;
  detail(argument: { record: number }): Promise<RecordDetail>;
  schema(argument: null): Promise<SchemaView>;
  /** Collects statistics over every record; needed only where the file is so large that this was not begun by itself. */
  readAll(argument: null): Promise<void>;
  cancel(argument: { task: RecordsProgress['task'] }): void;
  /** The rows of the view that are selected: what the host exports and copies. Empty where none is but the cursor's. */
  select(argument: { rows: RowRanges }): void;
  copy(argument: { record: number; format: CopyFormat }): Promise<void>;
  copySelected(argument: { format: CopyFormat }): Promise<void>;
  run(argument: { action: RecordsAction }): Promise<void>;
  /** What the models of the workspace make of a feature, by its id (`compatFeatureId`); null where there is no such feature. */
  compatibility(argument: { feature: string }): Promise<CompatRow | null>;
  /** Opens the compatibility panel, at a cell where one is named. */
  showCompatibility(argument: { place: CompatPlace | null }): void;
  reload(argument: null): Promise<void>;
};

/** What the page offers to the host. */
export type RecordsPageOffer = {
  /** The file has changed on disk: what is shown is old. `gone`: there is none any more. */
  changed(argument: { gone: boolean }): void;
  /** Everything is to be asked for anew. */
  restart(argument: null): void;
  /** Shows the records that meet a filter. */
  show(argument: { where: string }): void;
  /** Copies the selected records, or the one of the cursor. */
  copy(argument: { format: CopyFormat }): void;
  progress(argument: RecordsProgress): void;
  /** More rows of the view are known; what was asked for before may have come. */
  grown(argument: null): void;
  /** The schema is another one now. */
  schema(argument: SchemaView): void;
  /** What the models of the workspace take may be something else now. */
  modelsChanged(argument: null): void;
};
