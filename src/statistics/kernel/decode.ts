import { hashString } from './hash';
import { lengthAt, sizeOfLength } from './lengths';
import { byteAt, first, get, head, listEnd, listNext, listStart, marked, second, set, sizes } from './memory';

let lists: i32 = 0;

/** How many lists were decoded last. */
export function listCount(): i32 {
  return lists;
}

/** Whether an integer of those that were decoded last has an upper half that is not zero: only then are those in `second`. */
export let hasUpperHalves: bool = false;

/** Decodes the varints of a feature into `first` (lower halves) and `second` (upper ones, if there are any); gives how many. About 2 ns a value. */
export function decodeInt64s(name: i32): i32 {
  let count = 0;
  lists = 0;
  hasUpperHalves = false;
  for (let list = get(head, name); list >= 0; list = get(listNext, list)) {
    const end = get(listEnd, list);
    const before = count;
    for (let at = get(listStart, list); at < end; count++) {
      const word = load<u32>(at);
      // The highest bit of a varint's last byte is clear: four bytes are searched for it at once, and their sevens of bits pushed together.
      const stop = ~word & 0x8080_8080;
      if (stop === 0) {
        at = decodeLong(at, count);
        continue;
      }
      const bits = word & (stop ^ (stop - 1));
      set(first, count, (bits & 0x7f) | ((bits >>> 1) & 0x3f80) | ((bits >>> 2) & 0x1f_c000) | ((bits >>> 3) & 0xfe0_0000));
      if (hasUpperHalves) set(second, count, 0);
      at += (ctz(stop) >>> 3) + 1;
    }
    set(sizes, lists++, count - before);
  }
  return count;
}

/** Decodes a varint of five to ten bytes; gives where the next one starts. */
function decodeLong(start: i32, place: i32): i32 {
  let value: u64 = 0;
  let at = start;
  let byte: u64 = 128;
  for (let shift: u64 = 0; byte >= 128; shift += 7) {
    byte = load<u8>(at++);
    value |= (byte & 127) << shift;
  }
  const upper = (value >> 32) as i32;
  if (upper !== 0 && !hasUpperHalves) {
    memory.fill(second, 0, place << 2);
    hasUpperHalves = true;
  }
  set(first, place, value as i32);
  if (hasUpperHalves) set(second, place, upper);
  return at;
}

/** Copies the floats of a feature into `first`; gives how many. */
export function decodeFloats(name: i32): i32 {
  let to = first;
  lists = 0;
  for (let list = get(head, name); list >= 0; list = get(listNext, list)) {
    const end = get(listEnd, list);
    let at = get(listStart, list);
    set(sizes, lists++, (end - at) >> 2);
    for (; at < end; at += 4) {
      store<i32>(to, load<i32>(at));
      to += 4;
    }
  }
  return (to - first) >> 2;
}

let marks: i32 = 0;

/** How many strings are marked. */
export function markedCount(): i32 {
  return marks;
}

/** Forgets the marked strings. */
export function clearMarks(): void {
  marks = 0;
}

/** Marks a string that begins like an image (JPEG, PNG, GIF, WebP or BMP, see ../recognize/image-header.ts) or a TensorProto. */
function mark(name: i32, start: i32, length: i32): void {
  if (length < 4) return;
  const byte = byteAt(start);
  if (byte !== 0xff && byte !== 0x89 && byte !== 0x47 && byte !== 0x52 && byte !== 0x42 && byte !== 0x08) return;
  set(marked, marks * 3, name);
  set(marked, marks * 3 + 1, start);
  set(marked, marks * 3 + 2, length);
  marks++;
}

/** Writes the addresses of a feature's byte strings to `first`, their lengths to `second`, and their hashes; gives how many. */
export function decodeStrings(name: i32): i32 {
  let count = 0;
  lists = 0;
  for (let list = get(head, name); list >= 0; list = get(listNext, list)) {
    const end = get(listEnd, list);
    const before = count;
    for (let at = get(listStart, list); at < end; count++) {
      const length = lengthAt(at + 1);
      const start = at + 1 + sizeOfLength(length);
      at = start + length;
      set(first, count, start);
      set(second, count, length);
      mark(name, start, length);
      hashString(count);
    }
    set(sizes, lists++, count - before);
  }
  return count;
}
