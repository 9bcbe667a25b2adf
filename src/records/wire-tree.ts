import { WIRE, WireCursor } from './wire';

/**
 * A message of unknown type, as its wire format alone shows it. A run of bytes may be a message, text or just bytes: what it parses as is told,
 * message first when it is one with plausible fields and no readable text.
 */
export interface WireField {
  field: number;
  value:
    | { type: 'varint'; value: bigint }
    | { type: 'fixed64'; value: bigint; double: number }
    | { type: 'fixed32'; value: number; float: number }
    | { type: 'text'; value: string }
    | { type: 'bytes'; value: Uint8Array }
    | { type: 'message'; fields: WireField[] }
    | { type: 'group' };
}

const MAX_DEPTH = 16;
const decoder = new TextDecoder('utf-8', { fatal: true });

/** The fields of a message in bytes[start, end), at most `most` of them over all levels. Undefined when it is not in wire format. */
export function wireTree(bytes: Uint8Array, start = 0, end = bytes.length, most = 10_000): WireField[] | undefined {
  return treeOf(bytes, start, end, { left: most }, 0);
}

function treeOf(bytes: Uint8Array, start: number, end: number, budget: { left: number }, depth: number): WireField[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cursor = new WireCursor();
  const fields: WireField[] = [];
  cursor.reset(bytes, start, end);
  while (budget.left > 0 && cursor.tag()) {
    budget.left--;
    const { field, type, at } = cursor;
    if (type === WIRE.bytes) {
      const body = cursor.body();
      if (body >= 0) fields.push({ field, value: runOf(bytes, body, cursor.at, budget, depth) });
      continue;
    }
    cursor.skip();
    if (cursor.broken >= 0) break;
    if (type === WIRE.varint) fields.push({ field, value: { type: 'varint', value: varintAt(bytes, at, cursor.at) } });
    else if (type === WIRE.startGroup) fields.push({ field, value: { type: 'group' } });
    else if (type === WIRE.fixed32) {
      fields.push({ field, value: { type: 'fixed32', value: view.getUint32(at, true), float: view.getFloat32(at, true) } });
    } else fields.push({ field, value: { type: 'fixed64', value: view.getBigUint64(at, true), double: view.getFloat64(at, true) } });
  }
  return cursor.broken >= 0 ? undefined : fields;
}

function runOf(bytes: Uint8Array, start: number, end: number, budget: { left: number }, depth: number): WireField['value'] {
  const text = readable(bytes, start, end);
  if (text !== undefined) return { type: 'text', value: text };
  const fields = depth < MAX_DEPTH ? treeOf(bytes, start, end, budget, depth + 1) : undefined;
  return fields ? { type: 'message', fields } : { type: 'bytes', value: bytes.subarray(start, end) };
}

function readable(bytes: Uint8Array, start: number, end: number): string | undefined {
  for (let at = start; at < end; at++) if (bytes[at] < 32 && bytes[at] !== 9 && bytes[at] !== 10 && bytes[at] !== 13) return undefined;
  try {
    return decoder.decode(bytes.subarray(start, end));
  } catch {
    return undefined;
  }
}

function varintAt(bytes: Uint8Array, start: number, end: number): bigint {
  let value = 0n;
  for (let at = end - 1; at >= start; at--) value = (value << 7n) | BigInt(bytes[at] & 0x7f);
  return BigInt.asUintN(64, value);
}
