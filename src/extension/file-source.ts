import { open } from 'node:fs/promises';
import type { ByteSource } from '../records/byte-source';

/** Opens a file for reading at any place. Rejects with Node's error when it cannot. */
export async function openFile(path: string): Promise<{ source: ByteSource; close(): void }> {
  const handle = await open(path);
  const { size } = await handle.stat();
  const source: ByteSource = {
    size,
    async read(offset, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    },
  };
  return { source, close: () => void handle.close() };
}
