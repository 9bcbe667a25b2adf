/** Bytes in hexadecimal, sixteen a line, with the letters that they are. */

import { formatBytes } from '../../src/common/format';
import { scrollable } from '../ui/aria';
import { t } from '../ui/words';

const BYTES_PER_LINE = 16;

function lineOf(bytes: Uint8Array, at: number): string {
  const part = bytes.subarray(at, at + BYTES_PER_LINE);
  const hex = Array.from(part, byte => byte.toString(16).padStart(2, '0')).join(' ');
  const letters = Array.from(part, byte => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·')).join('');
  return `${at.toString(16).padStart(6, '0')}  ${hex.padEnd(BYTES_PER_LINE * 3 - 1)}  ${letters}`;
}

export function HexView({ bytes, total }: { bytes: Uint8Array; total: number }) {
  const lines = Array.from({ length: Math.ceil(bytes.length / BYTES_PER_LINE) }, (_, line) => lineOf(bytes, line * BYTES_PER_LINE));
  return (
    <>
      <pre class="hex" {...scrollable}>
        {lines.join('\n')}
      </pre>
      <p class="quiet">
        {total > bytes.length ? t('the first {0} of {1}', formatBytes(bytes.length), formatBytes(total)) : formatBytes(total)}
      </p>
    </>
  );
}
