import { readExampleFields, readSequenceFields } from './example-fields';
import { exampleListParts } from './example-list';
import { FIELD_KIND, FieldTable, reused } from './field-table';
import { readTensorHeader } from './tensor-proto';
import { WIRE, WireCursor } from './wire';

/**
 * What a record holds, told by its bytes alone. `example_list`: an ExampleListWithContext of TensorFlow Ranking. `tensor`: what tf.io.serialize_tensor writes. `empty`: no bytes, which is a valid message of any kind. `proto`: well-formed protocol buffer wire
 * format of some other message. An Example and a SequenceExample without feature lists are the same bytes, and count as `example`.
 */
export type Payload = 'example' | 'sequence_example' | 'example_list' | 'tensor' | 'event' | 'text' | 'proto' | 'empty' | 'unknown';

/** tensorflow.Event (core/util/event.proto): wall_time, step, and the members of its oneof. */
const EVENT = { wallTime: 1, step: 2, lastMember: 10 } as const;

const cursor = new WireCursor();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** In this order: the first whose test holds. */
const TESTS: [Payload, (bytes: Uint8Array, start: number, end: number) => boolean][] = [
  ['empty', (_bytes, start, end) => start === end],
  ['example', isExample],
  ['example_list', isExampleList],
  ['sequence_example', isSequenceExample],
  ['tensor', (bytes, start, end) => readTensorHeader(bytes, start, end) !== undefined],
  ['event', isEvent],
  ['text', isText],
  ['proto', isProto],
];

/** Tells what bytes[start, end) is. */
export function recognisePayload(bytes: Uint8Array, start: number, end: number): Payload {
  return TESTS.find(([, holds]) => holds(bytes, start, end))?.[0] ?? 'unknown';
}

/** What a file of records holds, from what some of them do: the kind of most of them, a SequenceExample being allowed to have no feature lists. */
export function commonPayload(payloads: Iterable<Payload>): Payload {
  const all = [...payloads].filter(kind => kind !== 'empty');
  const joined = all.includes('sequence_example') ? all.map(kind => (kind === 'example' ? 'sequence_example' : kind)) : all;
  if (joined.length === 0) return 'empty';
  return joined.find(kind => joined.filter(other => other === kind).length * 2 > joined.length) ?? 'unknown';
}

/** Fields of the root beyond this are a later version's, which readers skip; Example and SequenceExample have 1 and 2 themselves. */
const LAST_KNOWN_FIELD = 2;

/** Whether the root's known fields are all of `allowed` (field to wire type), with at least one there. */
function hasOnly(bytes: Uint8Array, start: number, end: number, allowed: { [field: number]: number }): boolean {
  cursor.reset(bytes, start, end);
  let any = false;
  while (cursor.tag()) {
    if (cursor.field <= LAST_KNOWN_FIELD) {
      if (allowed[cursor.field] !== cursor.type) return false;
      any = true;
    }
    cursor.skip();
  }
  return any && cursor.broken < 0;
}

let fields = new FieldTable();
let lists = new FieldTable();

function isExample(bytes: Uint8Array, start: number, end: number): boolean {
  fields = reused(fields);
  if (!hasOnly(bytes, start, end, { 1: WIRE.bytes }) || readExampleFields(bytes, start, end, fields)) return false;
  return fields.count === 0 ? end - start === 2 : hasNames(fields);
}

function isSequenceExample(bytes: Uint8Array, start: number, end: number): boolean {
  if (!hasOnly(bytes, start, end, { 1: WIRE.bytes, 2: WIRE.bytes })) return false;
  [fields, lists] = [reused(fields), reused(lists)];
  if (readSequenceFields(bytes, start, end, fields, lists)) return false;
  return fields.count + lists.count > 0 && (fields.count === 0 || hasNames(fields)) && (lists.count === 0 || hasNames(lists));
}

/** Whether all members of an ExampleListWithContext are Examples, those of the list not all without features. */
function isExampleList(bytes: Uint8Array, start: number, end: number): boolean {
  const parts = exampleListParts(bytes, start, end);
  if (!parts || parts.hasOthers) return false;
  const members = [...parts.examples, ...(parts.context ? [parts.context] : [])].filter(part => part.start < part.end);
  return parts.examples.some(part => part.end - part.start > 2) && members.every(part => isExample(bytes, part.start, part.end));
}

/**
 * Some other message may parse as a map too, by chance; then its entries are nameless, or hold nothing under names that are no words. A row of nulls, whose
 * features are all without a kind, has words for names.
 */
function hasNames(table: FieldTable): boolean {
  let words = 0;
  for (let i = 0; i < table.count; i++) {
    const name = table.names.texts[table.ids[i]];
    if (table.kinds[i] !== FIELD_KIND.none && name !== '') return true;
    if (isWord(name)) words++;
  }
  return words === table.count;
}

/** Text without control characters and without what stands for bytes that are no UTF-8. */
const isWord = (name: string): boolean => /^[^\p{Cc}\ufffd]+$/u.test(name);

function isEvent(bytes: Uint8Array, start: number, end: number): boolean {
  cursor.reset(bytes, start, end);
  let timed = false;
  while (cursor.tag()) {
    const { field, type } = cursor;
    if (field === EVENT.wallTime && type === WIRE.fixed64) timed = true;
    else if (field === EVENT.step ? type !== WIRE.varint : field > EVENT.lastMember || type !== WIRE.bytes) return false;
    cursor.skip();
  }
  return timed && cursor.broken < 0;
}

/** UTF-8 without control characters other than white space. */
function isText(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === 127 || (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13)) return false;
  }
  try {
    decoder.decode(bytes.subarray(start, end));
    return true;
  } catch {
    return false;
  }
}

function isProto(bytes: Uint8Array, start: number, end: number): boolean {
  cursor.reset(bytes, start, end);
  while (cursor.tag()) cursor.skip();
  return cursor.broken < 0;
}
