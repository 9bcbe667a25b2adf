/** What the record viewer's page and the extension host say to each other. */

/** What a file is, as its first bytes and records tell. */
export interface RecordsFile {
  name: string;
  bytes: number;
  compression: 'none' | 'gzip' | 'zlib';
  /** What a person calls the payload, e.g. "Example". */
  payload: string;
  /** Set where no record could be read: what the file is instead, and what to do. */
  notice: string | null;
}

/** One feature of one record, cut to what fits into a cell. */
export interface RecordCell {
  kind: 'int64' | 'float' | 'bytes' | 'none';
  /** Values, or steps of a feature list. */
  length: number;
  /** The first values; empty for bytes that are no text. */
  text: string;
}

export interface RecordRow {
  /** From 0. */
  record: number;
  offset: number;
  bytes: number;
  cells: { [feature: string]: RecordCell };
}

export interface RecordsDamage {
  record: number;
  offset: number;
  message: string;
}

export interface RowsReply {
  rows: RecordRow[];
  /** Met while these rows were read. */
  damages: RecordsDamage[];
  /** Records of the file once its end has been met, null before. */
  total: number | null;
}

/** What the host offers to the page. */
export type RecordsHostOffer = {
  open(argument: null): Promise<RecordsFile>;
  /** Records `from` (from 0) up to `count` of them; fewer at the end. */
  rows(argument: { from: number; count: number }): Promise<RowsReply>;
};

/** What the page offers to the host. */
export type RecordsPageOffer = {
  /** The file has changed on disk: everything shown is old. */
  changed(argument: null): void;
};
