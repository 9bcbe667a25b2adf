import { WIRE, WireCursor } from '../../records/wire';
import type { Field, Message } from './message';
import { BeyondLimits, Unreadable } from './unreadable';
import type { FileWindow } from './window';

/** Messages up to this many bytes are decoded in memory; larger ones are walked through, and only what is wanted of them is read. */
const WHOLE_BYTES = 1 << 16;
/** A tag and a length, or a tag and a number. */
const HEAD_BYTES = 20;
/** Texts beyond this are no names: they are left out. */
const MAX_TEXT_BYTES = 1 << 16;
/** Protocol buffers' own limit of nesting. */
const MAX_DEPTH = 100;
/** Messages that are kept at the same time, at most. */
const MAX_KEPT = 1_000_000;

const utf8 = new TextDecoder();

type Content = { [name: string]: unknown };
/** What takes the messages of a type one by one, so that they need not be kept. */
export type Sinks = ReadonlyMap<Message, (content: never) => void>;

/** Decodes messages by their tables. Throws `Unreadable` where the bytes are none such. */
export class Decoder {
  private kept = 0;

  constructor(
    private readonly window: FileWindow,
    private readonly sinks: Sinks,
  ) {}

  /** The message in bytes [start, end) of the file, which is walked through field by field. */
  async decode<C>(message: Message<C>, start: number, end: number): Promise<C> {
    return (await this.walk(message, start, end, 0)) as C;
  }

  private async message(message: Message, start: number, end: number, depth: number): Promise<Content> {
    if (end - start > WHOLE_BYTES) return this.walk(message, start, end, depth);
    const bytes = this.window.at(start, end) ?? (await this.window.fill(start, end));
    return this.whole(message, bytes, 0, bytes.length, depth, start);
  }

  /** A message that is too large for memory, field by field. */
  private async walk(message: Message, start: number, end: number, depth: number): Promise<Content> {
    const content = this.open(depth, start);
    const cursor = new WireCursor();
    for (let at = start; at < end; ) {
      const last = Math.min(end, at + HEAD_BYTES);
      const head = this.window.at(at, last) ?? (await this.window.fill(at, last));
      cursor.reset(head, 0, head.length);
      if (!cursor.tag() || cursor.type === WIRE.startGroup) throw malformed(at);
      const known = message.byNumber.get(cursor.field);
      if (cursor.type !== WIRE.bytes) {
        if (known && fits(known.field, cursor.type)) this.put(content, known.name, known.field, scalarOf(cursor, known.field));
        else cursor.skip();
        if (cursor.broken >= 0) throw malformed(at);
        at += cursor.at;
        continue;
      }
      const length = cursor.uint();
      const body = at + cursor.at;
      if (cursor.broken >= 0) throw malformed(at);
      if (length > end - body)
        throw new Unreadable(
          `it is cut off or corrupted: the entry at byte ${at} should end at byte ${body + length}, and byte ${end} is the last`,
        );
      at = body + length;
      if (known && fits(known.field, WIRE.bytes)) await this.body(content, known.name, known.field, body, at, depth);
    }
    return content;
  }

  private async body(content: Content, name: string, field: Field, start: number, end: number, depth: number): Promise<void> {
    if (field.kind === 'message') {
      const before = this.kept;
      const of = messageOf(field);
      const ready = end - start <= WHOLE_BYTES ? this.window.at(start, end) : undefined;
      const value = ready ? this.whole(of, ready, 0, ready.length, depth + 1, start) : await this.message(of, start, end, depth + 1);
      this.take(content, name, field, of, value, before);
    } else if (field.kind === 'place') this.put(content, name, field, { start, end });
    else if (end - start <= MAX_TEXT_BYTES) {
      const bytes = this.window.at(start, end) ?? (await this.window.fill(start, end));
      this.put(content, name, field, utf8.decode(bytes));
    }
  }

  /** A message in bytes[start, end), which are at `offset` of the file. */
  private whole(message: Message, bytes: Uint8Array, start: number, end: number, depth: number, offset: number): Content {
    const content = this.open(depth, offset + start);
    const cursor = new WireCursor();
    cursor.reset(bytes, start, end);
    while (cursor.at < end && cursor.tag()) {
      const known = message.byNumber.get(cursor.field);
      if (known === undefined || !fits(known.field, cursor.type)) cursor.skip();
      else if (cursor.type !== WIRE.bytes) this.put(content, known.name, known.field, scalarOf(cursor, known.field));
      else {
        const body = cursor.body();
        if (body < 0) break;
        const { name, field } = known;
        if (field.kind === 'message') {
          const before = this.kept;
          const of = messageOf(field);
          this.take(content, name, field, of, this.whole(of, bytes, body, cursor.at, depth + 1, offset), before);
        } else if (field.kind === 'place') this.put(content, name, field, { start: offset + body, end: offset + cursor.at });
        else if (cursor.at - body <= MAX_TEXT_BYTES) this.put(content, name, field, utf8.decode(bytes.subarray(body, cursor.at)));
      }
    }
    if (cursor.broken >= 0) throw malformed(offset + cursor.broken);
    return content;
  }

  private open(depth: number, at: number): Content {
    if (depth > MAX_DEPTH) throw new BeyondLimits(`the message at byte ${at} is nested more than ${MAX_DEPTH} levels deep`);
    if (++this.kept > MAX_KEPT) throw new BeyondLimits(`it holds more than ${MAX_KEPT.toLocaleString('en-US')} entries`);
    return {};
  }

  /** A message goes to its sink, where it has one, and into what contains it otherwise. */
  private take(content: Content, name: string, field: Field, of: Message, value: Content, before: number): void {
    const sink = this.sinks.get(of);
    if (sink === undefined) this.put(content, name, field, value);
    else {
      sink(value as never);
      this.kept = before;
    }
  }

  private put(content: Content, name: string, field: Field, value: unknown): void {
    if (!field.repeated) content[name] = value;
    else if (content[name] === undefined) content[name] = [value];
    else {
      this.kept++;
      (content[name] as unknown[]).push(value);
    }
  }
}

const malformed = (at: number): Unreadable =>
  new Unreadable(`it is no protocol buffer at byte ${at}, so it is corrupted or another kind of file`);

const messageOf = ({ of }: Field): Message => (typeof of === 'function' ? of() : (of as Message));

const wireOf = {
  int: WIRE.varint,
  signed: WIRE.varint,
  bool: WIRE.varint,
  double: WIRE.fixed64,
  text: WIRE.bytes,
  place: WIRE.bytes,
  message: WIRE.bytes,
};
const fits = ({ kind }: Field, type: number): boolean => wireOf[kind] === type;

/** Varints from here on are numbers below zero. */
const NEGATIVE = 2 ** 63;

function scalarOf(cursor: WireCursor, { kind }: Field): number | boolean {
  if (kind === 'double') {
    const at = cursor.at;
    cursor.skip();
    return cursor.broken < 0 ? new DataView(cursor.bytes.buffer, cursor.bytes.byteOffset + at, 8).getFloat64(0, true) : 0;
  }
  const value = cursor.uint();
  if (kind === 'bool') return value !== 0;
  if (kind === 'signed') return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  return value >= NEGATIVE ? -1 : value;
}
