import { FIELD_KIND, type FieldKind, type FieldTable } from './field-table';
import { WIRE, WireCursor } from './wire';

/** Where a message stops making sense: an offset within the bytes given. */
export interface Malformed {
  at: number;
  message: string;
}

const ROOT = { features: 1, context: 1, featureLists: 2 } as const;
const MAP = { entry: 1, key: 1, value: 2 } as const;

const malformed = (at: number, what: string): Malformed => ({ at, message: `${what} is malformed at byte ${at}` });

/** One cursor a level of nesting: root, features, entry, feature. Reading is synchronous, so they can be shared. */
const root = new WireCursor();
const map = new WireCursor();
const entry = new WireCursor();
const member = new WireCursor();

/**
 * Reads which features a serialized tf.train.Example holds into `fields`. Protobuf's rules hold: fields in any order, unknown ones skipped,
 * repeated messages merged, a map key's last entry wins. Gives what is malformed, if anything; `fields` is then incomplete.
 */
export function readExampleFields(bytes: Uint8Array, start: number, end: number, fields: FieldTable): Malformed | undefined {
  fields.clear();
  root.reset(bytes, start, end);
  while (root.tag()) {
    if (root.field !== ROOT.features || root.type !== WIRE.bytes) root.skip();
    else {
      const body = root.body();
      const problem = body < 0 ? undefined : readMap(bytes, body, root.at, fields, false);
      if (problem) return problem;
    }
  }
  return root.broken >= 0 ? malformed(root.broken, 'the Example') : undefined;
}

/** Reads a serialized tf.train.SequenceExample: the features of its context, and its feature lists (all of kind `list`). */
export function readSequenceFields(
  bytes: Uint8Array,
  start: number,
  end: number,
  context: FieldTable,
  lists: FieldTable,
): Malformed | undefined {
  context.clear();
  lists.clear();
  root.reset(bytes, start, end);
  while (root.tag()) {
    const known = root.field === ROOT.context || root.field === ROOT.featureLists;
    if (!known || root.type !== WIRE.bytes) root.skip();
    else {
      const isList = root.field === ROOT.featureLists;
      const body = root.body();
      const problem = body < 0 ? undefined : readMap(bytes, body, root.at, isList ? lists : context, isList);
      if (problem) return problem;
    }
  }
  return root.broken >= 0 ? malformed(root.broken, 'the SequenceExample') : undefined;
}

function readMap(bytes: Uint8Array, start: number, end: number, fields: FieldTable, isList: boolean): Malformed | undefined {
  let previous = -1;
  map.reset(bytes, start, end);
  while (map.tag()) {
    if (map.field !== MAP.entry || map.type !== WIRE.bytes) map.skip();
    else {
      const body = map.body();
      if (body < 0) break;
      const plain = isList ? -1 : readPlainEntry(bytes, body, map.at, fields, previous);
      previous = plain >= 0 ? plain : readEntry(bytes, body, map.at, fields, previous, isList);
      if (previous < 0) return malformed(-previous - 1, 'a feature');
    }
  }
  return map.broken >= 0 ? malformed(map.broken, 'the list of features') : undefined;
}

/** The tags of an entry as every writer puts them: key, then value, then one list. */
const KEY_TAG = MAP.key * 8 + WIRE.bytes;
const VALUE_TAG = MAP.value * 8 + WIRE.bytes;

/**
 * The entry of a map of features in the form in which all writers put it, read without a cursor: twice as fast. Gives the id of its name, or -1 for an
 * entry in any other form, well-formed or not, which is then for `readEntry`.
 */
function readPlainEntry(bytes: Uint8Array, start: number, end: number, fields: FieldTable, previous: number): number {
  const nameStart = start + 2;
  const nameEnd = nameStart + bytes[start + 1];
  if (bytes[start] !== KEY_TAG || bytes[start + 1] >= 0x80 || nameEnd + 2 > end || bytes[nameEnd] !== VALUE_TAG) return -1;
  const featureStart = bodyReaching(bytes, nameEnd + 1, end);
  if (featureStart < 0 || featureStart + 2 > end) return -1;
  const tag = bytes[featureStart];
  const listStart = bodyReaching(bytes, featureStart + 1, end);
  if (listStart < 0 || (tag & 7) !== WIRE.bytes || tag < 8 || tag >>> 3 > FIELD_KIND.int64) return -1;
  const id = fields.names.id(bytes, nameStart, nameEnd, previous);
  fields.put(id, (tag >>> 3) as FieldKind, bytes, listStart, end);
  return id;
}

/** Where the body starts whose length is written at `at`, if it reaches exactly to `end`; otherwise, and for lengths of 2 MiB and more, -1. */
function bodyReaching(bytes: Uint8Array, at: number, end: number): number {
  let length = bytes[at];
  let start = at + 1;
  if (length >= 0x80) {
    length = (length & 0x7f) | ((bytes[at + 1] & 0x7f) << 7);
    start = at + 2;
    if (bytes[at + 1] >= 0x80) {
      if (bytes[at + 2] >= 0x80) return -1;
      length |= bytes[at + 2] << 14;
      start = at + 3;
    }
  }
  return start + length === end ? start : -1;
}

/** Gives the id of the entry's name, or -1 - place where it is malformed. */
function readEntry(bytes: Uint8Array, start: number, end: number, fields: FieldTable, previous: number, isList: boolean): number {
  let nameStart = start;
  let nameEnd = start;
  let source = bytes;
  let valueStart = -1;
  let valueEnd = -1;
  entry.reset(bytes, start, end);
  while (entry.tag()) {
    if (entry.type !== WIRE.bytes || entry.field > MAP.value) {
      entry.skip();
      continue;
    }
    const body = entry.body();
    if (body < 0) break;
    if (entry.field === MAP.key) {
      nameStart = body;
      nameEnd = entry.at;
    } else if (valueStart < 0) {
      valueStart = body;
      valueEnd = entry.at;
    } else {
      source = joined(source.subarray(valueStart, valueEnd), bytes.subarray(body, entry.at));
      valueStart = 0;
      valueEnd = source.length;
    }
  }
  if (entry.broken >= 0) return -1 - entry.broken;
  const id = fields.names.id(bytes, nameStart, nameEnd, previous);
  if (isList) fields.put(id, FIELD_KIND.list, source, Math.max(0, valueStart), Math.max(0, valueEnd));
  else {
    const at = readFeatureField(source, Math.max(0, valueStart), Math.max(0, valueEnd));
    if (at >= 0) return -1 - (source === bytes ? at : start);
    fields.put(id, lastFeature.kind, lastFeature.source, lastFeature.start, lastFeature.end);
  }
  return id;
}

/** What `readFeature` found last. */
export const lastFeature: { kind: FieldKind; source: Uint8Array; start: number; end: number } = {
  kind: FIELD_KIND.none,
  source: new Uint8Array(0),
  start: 0,
  end: 0,
};

/**
 * Reads which list a serialized Feature holds into `feature`: the last member of the oneof, joined with its earlier pieces if no other member came
 * between. Gives the place where it is malformed, or -1.
 */
export function readFeatureField(bytes: Uint8Array, start: number, end: number): number {
  lastFeature.kind = FIELD_KIND.none;
  lastFeature.source = bytes;
  lastFeature.start = start;
  lastFeature.end = start;
  member.reset(bytes, start, end);
  while (member.tag()) {
    if (member.field > FIELD_KIND.int64 || member.type !== WIRE.bytes) {
      member.skip();
      continue;
    }
    const body = member.body();
    if (body < 0) break;
    if (member.field === lastFeature.kind) {
      lastFeature.source = joined(lastFeature.source.subarray(lastFeature.start, lastFeature.end), bytes.subarray(body, member.at));
      lastFeature.start = 0;
      lastFeature.end = lastFeature.source.length;
    } else {
      lastFeature.kind = member.field as FieldKind;
      lastFeature.source = bytes;
      lastFeature.start = body;
      lastFeature.end = member.at;
    }
  }
  return member.broken;
}

/** Two bodies of one message, put together: protobuf's merge. */
function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
