import { createRequire } from 'node:module';
import { type Crc32c, crc32c as portableCrc } from './crc32c';

/** Below this many bytes the call into native code costs more than it saves. */
const MIN_NATIVE_BYTES = 64;

/** The CRC-32C of @node-rs/crc32 (hardware instructions, about ten times the portable one) where this platform has it. */
export const nodeCrc32c: Crc32c = nativeCrc() ?? portableCrc;

function nativeCrc(): Crc32c | undefined {
  try {
    const native = createRequire(__filename)('@node-rs/crc32') as { crc32c(bytes: Uint8Array): number };
    const crc = (bytes: Uint8Array, start: number, end: number) =>
      end - start < MIN_NATIVE_BYTES ? portableCrc(bytes, start, end) : native.crc32c(bytes.subarray(start, end));
    return Object.assign(crc, { native: true });
  } catch {
    return undefined;
  }
}
