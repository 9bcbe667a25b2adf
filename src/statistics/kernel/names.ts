import { byteAt, features, following, get, head, NAME_BYTES, NAMES, nameLength, nameStart, SLOTS, set, slots, texts } from './memory';

let names: i32 = 0;
let textBytes: i32 = 0;

/** Forgets all names, and what they were of. */
export function forgetNames(): void {
  names = 0;
  textBytes = 0;
  memory.fill(features, 0, NAMES * 4);
  memory.fill(following, 0, (NAMES + 1) * 4);
  memory.fill(slots, 0, SLOTS * 4);
}

/**
 * The number of the name at `start`, −1 when there is no room for a new one. A writer puts its features in nearly the same order into every record,
 * so what followed the name before is tried first: two comparisons for a name of up to eight bytes.
 */
export function nameAt(start: i32, length: i32, previous: i32): i32 {
  const guess = get(following, previous + 1) - 1;
  if (guess >= 0 && isName(guess, start, length)) return guess;
  const name = lookUp(start, length);
  if (name >= 0) set(following, previous + 1, name + 1);
  return name;
}

function isName(name: i32, start: i32, length: i32): bool {
  if (get(nameLength, name) !== length) return false;
  let ours = get(nameStart, name);
  let theirs = start;
  let rest = length;
  for (; rest >= 8; rest -= 8) {
    if (load<u64>(ours) !== load<u64>(theirs)) return false;
    ours += 8;
    theirs += 8;
  }
  return rest === 0 || (load<u64>(ours) ^ load<u64>(theirs)) << (64 - rest * 8) === 0;
}

function lookUp(start: i32, length: i32): i32 {
  let slot = hash(start, length) & (SLOTS - 1);
  for (let held = get(slots, slot); held !== 0; held = get(slots, slot)) {
    if (isName(held - 1, start, length)) return held - 1;
    slot = (slot + 1) & (SLOTS - 1);
  }
  if (names === NAMES || textBytes + length > NAME_BYTES) return -1;
  memory.copy(texts + textBytes, start, length);
  set(nameStart, names, texts + textBytes);
  set(nameLength, names, length);
  set(head, names, -1);
  set(slots, slot, names + 1);
  textBytes += length;
  return names++;
}

/** FNV-1a. */
function hash(start: i32, length: i32): i32 {
  let value: i32 = 0x811c9dc5;
  for (let at = start; at < start + length; at++) value = (value ^ byteAt(at)) * 0x01000193;
  return value ^ (value >>> 15);
}
