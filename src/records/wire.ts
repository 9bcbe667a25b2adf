/** Protocol buffers' wire format (protobuf.dev, "Encoding"): tags, varints and lengths of bytes[start, end), read with bounds. */
export const WIRE = { varint: 0, fixed64: 1, bytes: 2, startGroup: 3, endGroup: 4, fixed32: 5 } as const;

/** A tag is a varint of 32 bits: more bytes than these are refused even if they add nothing. */
const MAX_TAG_BYTES = 5;
/** Groups nested deeper than protobuf's own limit are refused. */
const MAX_GROUP_DEPTH = 100;

/**
 * A place in a message. Every read moves `at`; a read that would leave the message sets `broken` to the offending place and moves `at` to `end`,
 * so that loops `while (cursor.at < cursor.end)` finish by themselves and the problem is asked for once, at the end.
 */
export class WireCursor {
  bytes: Uint8Array = new Uint8Array(0);
  at = 0;
  end = 0;
  /** Where the message is malformed, or -1. */
  broken = -1;
  field = 0;
  /** A value of WIRE. */
  type: number = WIRE.varint;

  reset(bytes: Uint8Array, start: number, end: number): void {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    this.broken = -1;
  }

  fail(at: number): void {
    if (this.broken < 0) this.broken = at;
    this.at = this.end;
  }

  /** Reads a tag into `field` and `type`. False at the end and when the tag is malformed. */
  tag(): boolean {
    const at = this.at;
    if (at >= this.end) return false;
    let tag = this.bytes[at];
    if (tag < 0x80) this.at = at + 1;
    else {
      tag = this.uint();
      if (this.broken >= 0) return false;
    }
    if (tag < 8 || tag > 0xffffffff || (tag & 7) > 5 || this.at - at > MAX_TAG_BYTES) {
      this.fail(at);
      return false;
    }
    this.field = tag >>> 3;
    this.type = tag & 7;
    return true;
  }

  /** A varint as a number; beyond 2^53 it is rounded. */
  uint(): number {
    const { bytes, end } = this;
    let value = 0;
    let scale = 1;
    for (let at = this.at; at < end && at < this.at + 10; at++) {
      const byte = bytes[at];
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        this.at = at + 1;
        return value;
      }
      scale *= 128;
    }
    this.fail(this.at);
    return 0;
  }

  /** Reads a length and moves to the end of what it measures; gives where that starts, or -1. */
  body(): number {
    const at = this.at;
    let length = at < this.end ? this.bytes[at] : 0x80;
    if (length < 0x80) this.at = at + 1;
    else {
      length = this.uint();
      if (this.broken >= 0) return -1;
    }
    const start = this.at;
    if (length > this.end - start) {
      this.fail(at);
      return -1;
    }
    this.at = start + length;
    return start;
  }

  /** Moves over the value of the tag just read, whatever it is; an unknown group with all that is in it. */
  skip(): void {
    if (this.type === WIRE.startGroup) this.skipGroup();
    else this.skipScalar();
  }

  private skipGroup(): void {
    const open = [this.field];
    while (open.length > 0 && this.broken < 0) {
      const at = this.at;
      if (!this.tag()) this.fail(at);
      else if (this.type === WIRE.startGroup) open.push(this.field);
      else if (this.type !== WIRE.endGroup) this.skipScalar();
      else if (open.pop() !== this.field) this.fail(at);
      if (open.length > MAX_GROUP_DEPTH) this.fail(at);
    }
  }

  private skipScalar(): void {
    const at = this.at;
    if (this.type === WIRE.varint) this.uint();
    else if (this.type === WIRE.bytes) this.body();
    else if (this.type === WIRE.endGroup) this.fail(at);
    else {
      const next = at + (this.type === WIRE.fixed64 ? 8 : 4);
      if (next > this.end) this.fail(at);
      else this.at = next;
    }
  }
}
