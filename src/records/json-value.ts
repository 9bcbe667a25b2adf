import type { FeatureValue } from './example';

/** Values of features as JSON, by the contract of the command line: int64 beyond 2^53 as strings, bytes as `{"utf8"}` or `{"base64"}`. */
export type JsonValue = number | string | { utf8: string } | { base64: string };

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text that bytes are, when they are UTF-8 without control characters other than white space. */
export function textOf(bytes: Uint8Array): string | undefined {
  for (const byte of bytes) if (byte === 127 || (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13)) return undefined;
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Characters that `String.fromCharCode` takes at a time: its arguments go on the stack. */
const MAX_CHARACTERS_PER_CALL = 8190;

/** Base64 (RFC 4648, section 4), without any platform's own buffer. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += MAX_CHARACTERS_PER_CALL)
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + MAX_CHARACTERS_PER_CALL)));
  return text;
}

export function bytesToJson(bytes: Uint8Array): { utf8: string } | { base64: string } {
  const utf8 = textOf(bytes);
  return utf8 === undefined ? { base64: toBase64(bytes) } : { utf8 };
}

/** The shortest decimal number that is this float32; NaN and the infinities by protobuf's JSON names. */
export function floatToJson(value: number): number | string {
  if (!Number.isFinite(value)) return String(value);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(9));
}

export function int64ToJson(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

/** A feature as a list of JSON values. */
export function featureToJson(feature: FeatureValue): JsonValue[] {
  if (feature.kind === 'bytes') return feature.values.map(bytesToJson);
  if (feature.kind === 'float') return Array.from(feature.values, floatToJson);
  if (feature.kind === 'int64') return Array.from(feature.values, int64ToJson);
  return [];
}
