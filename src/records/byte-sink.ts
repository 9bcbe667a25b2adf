const encoder = new TextEncoder();

/** Bytes being written, in a buffer that doubles. */
export class ByteSink {
  private bytes = new Uint8Array(256);
  private view = new DataView(this.bytes.buffer);
  length = 0;

  /** What has been written: a copy. */
  take(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }

  /** Makes room for `count` bytes and gives where they go. */
  private claim(count: number): number {
    const at = this.length;
    this.length += count;
    if (this.length > this.bytes.length) {
      const wider = new Uint8Array(Math.max(this.length, this.bytes.length * 2));
      wider.set(this.bytes.subarray(0, at));
      this.bytes = wider;
      this.view = new DataView(wider.buffer);
    }
    return at;
  }

  raw(bytes: Uint8Array): void {
    const at = this.claim(bytes.length);
    this.bytes.set(bytes, at);
  }

  uint32(value: number): void {
    const at = this.claim(4);
    this.view.setUint32(at, value, true);
  }

  float32(value: number): void {
    const at = this.claim(4);
    this.view.setFloat32(at, value, true);
  }

  /** A varint of a non-negative number below 2^53. */
  varint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      const at = this.claim(1);
      this.bytes[at] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    const at = this.claim(1);
    this.bytes[at] = rest;
  }

  /** A varint of an int64 in two's complement. */
  varint64(value: bigint): void {
    let rest = BigInt.asUintN(64, value);
    while (rest >= 0x80n) {
      const at = this.claim(1);
      this.bytes[at] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    const at = this.claim(1);
    this.bytes[at] = Number(rest);
  }

  /** A field of wire type 2: tag, length, body. */
  field(number: number, body: Uint8Array): void {
    this.varint(number * 8 + 2);
    this.varint(body.length);
    this.raw(body);
  }

  text(number: number, text: string): void {
    this.field(number, encoder.encode(text));
  }
}
