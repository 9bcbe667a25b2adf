import { statSync } from 'node:fs';
import { formatBytes } from '../common/format';
import { statusLine } from './status-line';

/** Progress of a scan over files, shown on a terminal only and not before a second has passed. */
export function scanProgress(paths: string[]): { progress: (bytes: number) => void; clear: () => void } {
  const total = paths.reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
  const status = statusLine(process.stderr);
  const started = Date.now();
  let shown = started + 900;
  let done = 0;
  return {
    progress(bytes) {
      done += bytes;
      const now = Date.now();
      if (!process.stderr.isTTY || now - shown < 100) return;
      shown = now;
      const rate = `${formatBytes((done * 1000) / (now - started))}/s`;
      status.show(`reading ${formatBytes(done)} of ${formatBytes(total)} at ${rate}`);
    },
    clear: () => status.clear(),
  };
}
