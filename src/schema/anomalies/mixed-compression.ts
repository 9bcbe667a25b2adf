import { type SentenceValue, said } from '../../common/sentence';
import { shardSets } from '../../records/shards';
import type { Scan } from '../../statistics/report/scan-statistics';
import { type Anomaly, listedWithAnd } from './anomaly';

/** Shards of one set that are compressed in different ways: a TFRecordDataset takes one compression for all its files. */
export function mixedCompression(scans: (Scan & { path: string })[]): Anomaly[] {
  const compressions = new Map(scans.flatMap(scan => ('scanned' in scan ? [[scan.path, scan.scanned.compression] as const] : [])));
  return shardSets([...compressions.keys()]).flatMap(({ files }) => {
    const kinds = [...new Set(files.flatMap(path => compressions.get(path) ?? []))];
    if (kinds.length < 2) return [];
    const groups = kinds.map((kind): SentenceValue => {
      const paths = files.filter(path => compressions.get(path) === kind);
      const example = paths.length === 1 ? paths[0] : said`${paths.length} files, such as ${paths[0]},`;
      return kind === 'none' ? said`${example} not compressed` : said`${example} compressed with ${kind}`;
    });
    return [
      {
        type: 'DATASET_MIXED_COMPRESSION',
        severity: 'error',
        short: said`Shards compressed in different ways`,
        long: said`One TFRecordDataset cannot read these shards: ${listedWithAnd(groups)}.`,
      },
    ];
  });
}
