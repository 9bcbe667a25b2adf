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

/** FNV-1a. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let value = 0x811c9dc5;
  for (let at = start; at < end; at++) value = Math.imul(value ^ bytes[at], 0x01000193);
  return value ^ (value >>> 15);
}
