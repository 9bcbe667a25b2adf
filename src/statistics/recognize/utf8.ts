/** True when the bytes [start, end) are well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms, nothing beyond U+10FFFF). Allocates nothing. */
export function isUtf8(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at < end) {
    const lead = bytes[at++];
    if (lead < 0x80) continue;
    const more = lead >= 0xc2 && lead <= 0xdf ? 1 : lead >= 0xe0 && lead <= 0xef ? 2 : lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
    if (more === 0 || at + more > end) return false;
    const second = bytes[at];
    if (second < (lowest[lead] ?? 0x80) || second > (highest[lead] ?? 0xbf)) return false;
    for (let index = 1; index < more; index++) if ((bytes[at + index] & 0xc0) !== 0x80) return false;
    at += more;
  }
  return true;
}

/** Bounds of the second byte where they are narrower than 80–BF. */
const lowest: Record<number, number> = { 224: 0xa0, 240: 0x90 };
const highest: Record<number, number> = { 237: 0x9f, 244: 0x8f };

/** True when [start, end) holds a control character that no text has (anything below space but tab, line feed, form feed, return). */
export function hasControl(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13) return true;
  }
  return false;
}

/** Words between white space in [start, end), as tf.strings.split counts them without a separator. */
export function wordCount(bytes: Uint8Array, start: number, end: number): number {
  let words = 0;
  let inside = false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    const space = byte === 32 || (byte >= 9 && byte <= 13);
    if (!space && !inside) words++;
    inside = !space;
  }
  return words;
}
