/** Folders within folders of an archive, at most. */
const MAX_DEPTH = 32;
/** Bytes of one name, as file systems have it. */
const MAX_NAME_BYTES = 255;

/**
 * The path of an archive's entry within the folder that it is unpacked into, with "/" between its parts; empty for that folder itself. Undefined for a name
 * that leads out of it, or that means another thing on some system: "..", a drive, a backslash, a control character, a dot or a space at the end of a part.
 */
export function entryName(name: string): string | undefined {
  const parts = name.split('/').filter(part => part !== '' && part !== '.');
  return parts.length <= MAX_DEPTH && parts.every(isPlain) ? parts.join('/') : undefined;
}

const isPlain = (part: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused.
  !/[\u0000-\u001f\u007f\\:*?"<>|]|[. ]$/.test(part) && !RESERVED.test(part) && new TextEncoder().encode(part).length <= MAX_NAME_BYTES;

/** Names of devices on Windows, whatever their extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;
