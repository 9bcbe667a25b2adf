/** One record, whole, for the detail pane; long values are cut in the host, and what was left out is said. */

export interface RecordDetail {
  record: number;
  offset: number;
  bytes: number;
  /** What the user calls the payload. */
  payload: string;
  /** The file of a shard set in which it is. */
  member?: string;
  /** What is wrong with the record, where something is. */
  problem?: string;
  body: RecordBody;
}

export type RecordBody =
  | { kind: 'features'; features: DetailFeature[]; steps?: StepTable }
  | { kind: 'wire'; fields: WireNode[] }
  | { kind: 'value'; value: DetailValue }
  | { kind: 'none' };

export interface DetailFeature {
  name: string;
  type: 'int64' | 'float' | 'bytes' | 'none';
  /** Values there are. */
  length: number;
  value: DetailValue;
}

export type DetailValue =
  | { kind: 'empty' }
  | { kind: 'number'; text: string; name?: string }
  /** `values` for drawing, `texts` exactly as they are, the first of them; `tokens` are the words of ids, where a vocabulary lies beside the file. */
  | { kind: 'numbers'; values: Float64Array; texts: string[]; total: number; tokens?: string[] }
  | { kind: 'text'; text: string; bytes: number; cut: boolean }
  | { kind: 'image'; mime: string; format: string; width: number; height: number; bytes: Uint8Array; boxes: Box[] }
  | { kind: 'tensor'; dtype: string; shape: number[]; values: Float64Array; texts: string[]; total: number }
  | { kind: 'bytes'; bytes: Uint8Array; total: number }
  | { kind: 'list'; items: DetailValue[]; total: number };

/** A box on an image, in shares of its width and height. */
export interface Box {
  xmin: number;
  ymin: number;
  xmax: number;
  ymax: number;
  label: string;
}

/** The feature lists of a SequenceExample: a column each, a row each step. */
export interface StepTable {
  columns: string[];
  rows: string[][];
  /** Steps of the longest list; `rows` may be fewer. */
  total: number;
}

export interface WireNode {
  field: number;
  /** A name, where the message is known (tensorflow.Event). */
  name?: string;
  type: string;
  text: string;
  fields?: WireNode[];
}
