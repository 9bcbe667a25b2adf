import { Unreadable } from '../../saved-model/unreadable';

/** Sizes of addresses and of lengths in a file, in bytes. */
export interface FieldSizes {
  readonly address: number;
  readonly length: number;
}

/** Little-endian fields one after the other. Throws `Unreadable` at the end of the bytes. */
export class Fields {
  private readonly view: DataView;
  at = 0;

  constructor(
    readonly bytes: Uint8Array,
    private readonly sizes: FieldSizes,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  skip(count: number): this {
    if (!(count >= 0) || count > this.left) throw new Unreadable('it is corrupted: a field is longer than what it is in');
    this.at += count;
    return this;
  }

  take(count: number): Uint8Array {
    const start = this.at;
    return this.skip(count).bytes.subarray(start, start + count);
  }

  /** An unsigned number of 1 to 8 bytes; beyond 2^53 it is rounded. */
  uint(size: number): number {
    const start = this.at;
    this.skip(size);
    if (size === 1) return this.view.getUint8(start);
    if (size === 2) return this.view.getUint16(start, true);
    if (size === 4) return this.view.getUint32(start, true);
    let value = 0;
    for (let index = size - 1; index >= 0; index--) value = value * 256 + this.bytes[start + index];
    return value;
  }

  length(): number {
    return this.uint(this.sizes.length);
  }

  /** Where something lies in the file; undefined where the file says "nowhere" (all bits set). */
  address(): number | undefined {
    const bytes = this.take(this.sizes.address);
    if (bytes.every(byte => byte === 0xff)) return undefined;
    this.at -= this.sizes.address;
    return this.uint(this.sizes.address);
  }

  /** Fields in the next bytes. */
  part(count: number): Fields {
    return new Fields(this.take(count), this.sizes);
  }

  signature(text: string): boolean {
    return this.left >= text.length && latin1(this.bytes.subarray(this.at, this.at + text.length)) === text;
  }

  expect(text: string, what: string): this {
    if (!this.signature(text)) throw new Unreadable(`it is corrupted: ${what} does not begin with ${text}`);
    return this.skip(text.length);
  }
}

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

const utf8 = new TextDecoder();
/** A text that ends at its first zero byte. */
export function terminated(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return utf8.decode(end < 0 ? bytes : bytes.subarray(0, end));
}
