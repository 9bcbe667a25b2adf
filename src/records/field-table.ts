import { NameTable } from './name-table';

/** What a feature holds: the member of Feature's oneof that is set (tensorflow/core/example/feature.proto), or a FeatureList of steps. */
export const FIELD_KIND = { none: 0, bytes: 1, float: 2, int64: 3, list: 4 } as const;
export type FieldKind = (typeof FIELD_KIND)[keyof typeof FIELD_KIND];

/**
 * The features of one record, as ranges: no value is touched yet. Filled by `readExampleFields` and `readSequenceFields`, and reused from record to
 * record. Feature i of `count` has the name `names.texts[ids[i]]`, the kind `kinds[i]`, and its values in the message body
 * sources[i][starts[i], ends[i]) (a BytesList, FloatList, Int64List or FeatureList; read by list-values.ts). A name occurs once: the last one wins.
 */
export class FieldTable {
  readonly names: NameTable;
  count = 0;
  ids = new Int32Array(32);
  kinds = new Uint8Array(32);
  starts = new Int32Array(32);
  ends = new Int32Array(32);
  /** The record's own bytes, but for a value that came in several pieces, which are joined in bytes of their own. */
  sources: Uint8Array[] = [];
  private generation = 0;
  private lastSeen = new Int32Array(32);
  private positions = new Int32Array(32);

  constructor(names = new NameTable()) {
    this.names = names;
  }

  clear(): void {
    this.count = 0;
    this.generation++;
  }

  put(id: number, kind: FieldKind, source: Uint8Array, start: number, end: number): void {
    if (id >= this.lastSeen.length) {
      this.lastSeen = widened(this.lastSeen, id);
      this.positions = widened(this.positions, id);
    }
    let at = this.count;
    if (this.lastSeen[id] === this.generation) at = this.positions[id];
    else {
      this.lastSeen[id] = this.generation;
      this.positions[id] = at;
      this.count++;
      if (at === this.ids.length) this.widen();
    }
    this.ids[at] = id;
    this.kinds[at] = kind;
    this.sources[at] = source;
    this.starts[at] = start;
    this.ends[at] = end;
  }

  private widen(): void {
    const size = this.ids.length;
    this.ids = widened(this.ids, size);
    this.starts = widened(this.starts, size);
    this.ends = widened(this.ends, size);
    const kinds = new Uint8Array(this.ids.length);
    kinds.set(this.kinds);
    this.kinds = kinds;
  }
}

/** Names beyond which a table learns others anew. */
const MAX_NAMES = 16_384;

/** A table for the next record: the same one, so that names are not learnt anew for each; not so often that they pile up. */
export const reused = (table: FieldTable): FieldTable => (table.names.size > MAX_NAMES ? new FieldTable() : table);

function widened(array: Int32Array, index: number): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(Math.max(array.length * 2, index + 1));
  wider.set(array);
  return wider;
}
