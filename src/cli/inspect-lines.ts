import { formatBytes, formatCount } from '../common/format';
import type { Compression } from '../records/compression';
import type { Payload } from '../records/payload';
import type { ShardSet } from '../records/shards';
import { PAYLOAD_NAMES } from './record-lines';
import { type Paint, table } from './style';

/** A file in the contract of the command line. */
export interface FileReport {
  path: string;
  records: number;
  bytes: number;
  compression: Compression;
  payload: Payload | 'lfs_pointer';
  errors: { record: number; offset: number; kind: string; message: string }[];
  /** Errors beyond those listed. */
  errors_not_listed?: number;
}

const payloadName = (payload: FileReport['payload']): string => (payload === 'lfs_pointer' ? 'Git LFS pointer' : PAYLOAD_NAMES[payload]);

/** Corruptions shown for each file. */
const MAX_CORRUPTIONS_SHOWN = 8;

/** The report on files for the user: a table, then what is wrong with each file, then what is wrong with shard sets. */
export function inspectLines(files: FileReport[], sets: ShardSet[], paint: Paint): string[] {
  const head = ['FILE', 'RECORDS', 'SIZE', 'COMPRESSION', 'HOLDS', ''].map(title => paint('dim', title));
  const rows = files.map(file => [
    file.path,
    formatCount(file.records),
    formatBytes(file.bytes),
    file.compression,
    payloadName(file.payload),
    stateOf(file, paint),
  ]);
  if (files.length > 1) {
    const sum = (pick: (file: FileReport) => number) => files.reduce((total, file) => total + pick(file), 0);
    rows.push(
      [`${formatCount(files.length)} files`, formatCount(sum(f => f.records)), formatBytes(sum(f => f.bytes)), '', '', ''].map(text =>
        paint('bold', text),
      ),
    );
  }
  return [
    ...table([head, ...rows], ['left', 'right', 'right']),
    ...files.flatMap(file => corruptionLines(file, paint)),
    ...sets.flatMap(set => shardLines(set, paint)),
  ];
}

const isUnread = (error: FileReport['errors'][number]): boolean => error.kind === 'unreadable';

function stateOf(file: FileReport, paint: Paint): string {
  if (file.errors.length === 0) return paint('green', 'sound');
  return paint('red', file.errors.every(isUnread) ? 'unreadable' : 'corrupted');
}

function corruptionLines(file: FileReport, paint: Paint): string[] {
  if (file.errors.length === 0) return [];
  const place = (error: FileReport['errors'][number]) => (isUnread(error) ? '' : `record ${formatCount(error.record)}: `);
  const shown = file.errors.slice(0, MAX_CORRUPTIONS_SHOWN).map(error => `  ${paint('red', '✗')} ${place(error)}${error.message}`);
  const more = file.errors.length + (file.errors_not_listed ?? 0) - shown.length;
  return ['', file.path, ...shown, ...(more > 0 ? [paint('dim', `  … and ${formatCount(more)} more (--json lists them)`)] : [])];
}

function shardLines(set: ShardSet, paint: Paint): string[] {
  const lines = [
    ...set.missing.slice(0, MAX_CORRUPTIONS_SHOWN).map(name => `  ${paint('red', '✗')} missing: ${name}`),
    ...set.extra.map(name => `  ${paint('red', '✗')} not part of the set: ${name}`),
  ];
  const more = set.missing.length - MAX_CORRUPTIONS_SHOWN;
  if (more > 0) lines.push(paint('dim', `  … and ${formatCount(more)} more missing`));
  return lines.length === 0 ? [] : ['', `shards of ${set.name}`, ...lines];
}
