import type { DatasetStatistics } from '../statistics/statistics';

export type ModelCode = { ok: true; code: string } | { ok: false; reason: string };

export function modelCode(_statistics: DatasetStatistics, _files: string[], _compression: 'none' | 'gzip' | 'zlib'): ModelCode {
  return { ok: false, reason: '' };
}
