const decoder = new TextDecoder();

/**
 * Feature names as small numbers, so that a pass over millions of records makes no string per feature. A writer puts its features in nearly the same
 * order into every record; `guess` is tried first, then a hash table.
 */
export class NameTable {
  /** The names, by id. */
  readonly texts: string[] = [];
  private readonly names: Uint8Array[] = [];
  private readonly following: number[] = [];
  /** The names four bytes at a time, the last four at the end even if some of them come twice; empty for shorter ones. */
  private readonly words: Int32Array[] = [];
  private slots = new Int32Array(64).fill(-1);

  get size(): number {
    return this.texts.length;
  }

  /** Id of the name bytes[start, end), new ones included. `previous` is the id of the feature before it in the record, or -1. */
  id(bytes: Uint8Array, start: number, end: number, previous: number): number {
    const guess = this.following[previous + 1];
    if (guess !== undefined && this.matches(guess, bytes, start, end)) return guess;
    const id = this.lookUp(bytes, start, end);
    this.following[previous + 1] = id;
    return id;
  }

  /** As `id`; `view` is over `bytes`. Three times as fast for a name that comes where it came before. */
  idInView(bytes: Uint8Array, view: DataView, start: number, end: number, previous: number): number {
    const guess = this.following[previous + 1];
    if (guess !== undefined && this.matchesWords(guess, view, start, end)) return guess;
    return this.id(bytes, start, end, previous);
  }

  private matchesWords(id: number, view: DataView, start: number, end: number): boolean {
    if (this.names[id].length !== end - start) return false;
    this.words[id] ??= wordsOf(this.names[id]);
    const words = this.words[id];
    const last = words.length - 1;
    if (last < 0 || view.getInt32(end - WORD, true) !== words[last]) return false;
    for (let word = 0; word < last; word++) if (view.getInt32(start + word * WORD, true) !== words[word]) return false;
    return true;
  }

  private matches(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    const name = this.names[id];
    const length = end - start;
    if (name.length !== length) return false;
    for (let i = 0; i < length; i++) if (name[i] !== bytes[start + i]) return false;
    return true;
  }

  private lookUp(bytes: Uint8Array, start: number, end: number): number {
    const mask = this.slots.length - 1;
    let slot = hash(bytes, start, end) & mask;
    for (; this.slots[slot] >= 0; slot = (slot + 1) & mask) {
      if (this.matches(this.slots[slot], bytes, start, end)) return this.slots[slot];
    }
    const id = this.names.length;
    this.names.push(bytes.slice(start, end));
    this.texts.push(decoder.decode(this.names[id]));
    this.slots[slot] = id;
    if (this.names.length * 2 > this.slots.length) this.widen();
    return id;
  }

  private widen(): void {
    this.slots = new Int32Array(this.slots.length * 4).fill(-1);
    const mask = this.slots.length - 1;
    this.names.forEach((name, id) => {
      let slot = hash(name, 0, name.length) & mask;
      while (this.slots[slot] >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = id;
    });
  }
}

const WORD = 4;

function wordsOf(name: Uint8Array): Int32Array {
  if (name.length < WORD) return new Int32Array(0);
  const view = new DataView(name.buffer, name.byteOffset, name.length);
  return Int32Array.from({ length: Math.ceil(name.length / WORD) }, (_, word) =>
    view.getInt32(Math.min(word * WORD, name.length - WORD), true),
  );
}

/** FNV-1a. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let value = 0x811c9dc5;
  for (let at = start; at < end; at++) value = Math.imul(value ^ bytes[at], 0x01000193);
  return value ^ (value >>> 15);
}
