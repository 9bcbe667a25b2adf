/** Bytes between two marks at least: what has to be read, at most, to reach a record from the mark before it. */
const FIRST_SPACING_BYTES = 1 << 16;
/** When there are this many marks, every other one is dropped: 8 MiB of index, whatever the size of the file. */
const MAX_MARKS = 1 << 19;

/**
 * Where records are: the offset and number of a record every 64 KiB or so. From there the framing itself leads on, so a record is reached by one
 * read, and ten million records of 600 bytes take 1.5 MB. Usable while it grows.
 */
export class RecordIndex {
  /** Records known so far, those included that keep their number although they are corrupted. */
  count = 0;
  /** Offset up to which the bytes are indexed: where the next record would begin. */
  end = 0;
  /** Whether `end` is the end of the bytes. */
  complete = false;
  private marks = 0;
  private spacing = FIRST_SPACING_BYTES;
  private offsets = new Float64Array(64);
  private records = new Float64Array(64);

  /** Notes that record `record` begins at `offset`; called in rising order, for as many records as is convenient. */
  note(record: number, offset: number): void {
    if (this.marks > 0 && offset - this.offsets[this.marks - 1] < this.spacing) return;
    if (this.marks === MAX_MARKS) this.thin();
    if (this.marks === this.offsets.length) this.widen();
    this.offsets[this.marks] = offset;
    this.records[this.marks] = record;
    this.marks++;
  }

  /** The last mark at `record` or before it. */
  mark(record: number): { offset: number; record: number } {
    let low = 0;
    let high = this.marks;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.records[middle] <= record) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? { offset: 0, record: 0 } : { offset: this.offsets[low - 1], record: this.records[low - 1] };
  }

  /** The index as bytes, for a cache. The caller's key must tell the file and its state: path, size, time. */
  toBytes(): Uint8Array<ArrayBuffer> {
    const numbers = new Float64Array(HEAD_NUMBERS + 2 * this.marks);
    numbers.set([VERSION, this.count, this.end, this.complete ? 1 : 0, this.spacing]);
    numbers.set(this.offsets.subarray(0, this.marks), HEAD_NUMBERS);
    numbers.set(this.records.subarray(0, this.marks), HEAD_NUMBERS + this.marks);
    return new Uint8Array(numbers.buffer);
  }

  /** The index that `toBytes` gave. Undefined when the bytes are none, or of another version. */
  static fromBytes(bytes: Uint8Array): RecordIndex | undefined {
    if (bytes.length % 8 !== 0 || bytes.length < 8 * HEAD_NUMBERS) return undefined;
    const numbers = new Float64Array(bytes.slice().buffer);
    const marks = (numbers.length - HEAD_NUMBERS) / 2;
    if (numbers[0] !== VERSION || !Number.isInteger(marks)) return undefined;
    const index = new RecordIndex();
    [, index.count, index.end] = numbers;
    index.complete = numbers[3] === 1;
    index.spacing = numbers[4];
    index.marks = marks;
    index.offsets = numbers.slice(HEAD_NUMBERS, HEAD_NUMBERS + marks);
    index.records = numbers.slice(HEAD_NUMBERS + marks);
    return index;
  }

  private thin(): void {
    this.marks /= 2;
    this.spacing *= 2;
    for (let i = 0; i < this.marks; i++) {
      this.offsets[i] = this.offsets[2 * i];
      this.records[i] = this.records[2 * i];
    }
  }

  private widen(): void {
    const { offsets, records } = this;
    this.offsets = new Float64Array(offsets.length * 2);
    this.records = new Float64Array(offsets.length * 2);
    this.offsets.set(offsets);
    this.records.set(records);
  }
}

/** Numbers before the marks: version, count, end, complete, spacing. */
const HEAD_NUMBERS = 5;
const VERSION = 1;
