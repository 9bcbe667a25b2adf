import { byteAt } from './memory';

/** What bytes are: no UTF-8, text, or UTF-8 with control characters that no text has (anything below space but tab, line feed, form feed, return). */
export enum Text {
  none,
  plain,
  control,
}

/** As ../recognize/utf8.ts has it: well-formed by RFC 3629, so no surrogates, no overlong forms, nothing beyond U+10FFFF. */
export function textAt(start: i32, length: i32): Text {
  const end = start + length;
  let text = Text.plain;
  let at = start;
  while (at < end) {
    const lead = byteAt(at++);
    if (lead < 0x80) {
      if (lead < 32 && lead !== 9 && lead !== 10 && lead !== 12 && lead !== 13) text = Text.control;
      continue;
    }
    const more = bytesAfter(lead);
    if (more === 0 || at + more > end) return Text.none;
    const second = byteAt(at);
    if (second < lowest(lead) || second > highest(lead)) return Text.none;
    for (let index = 1; index < more; index++) if ((byteAt(at + index) & 0xc0) !== 0x80) return Text.none;
    at += more;
  }
  return text;
}

function bytesAfter(lead: i32): i32 {
  if (lead < 0xc2 || lead > 0xf4) return 0;
  return 1 + i32(lead >= 0xe0) + i32(lead >= 0xf0);
}

/** Bounds of the second byte: 80 to BF, but for some narrower. */
function lowest(lead: i32): i32 {
  return lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
}

function highest(lead: i32): i32 {
  return lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
}
