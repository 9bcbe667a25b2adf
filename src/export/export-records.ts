import { writeRecords } from '../records/record-writer';
import { type OpenMember, type Selection, type SelectOptions, selectRecords } from './select-records';
import type { TableColumn } from './table-column';
import { writeCsv } from './write-csv';
import { writeJsonLines } from './write-json-lines';
import { writeParquet } from './write-parquet';

export const EXPORT_FORMATS = ['tfrecord', 'tfrecord.gz', 'jsonl', 'csv', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportRequest {
  format: ExportFormat;
  selection: Selection;
  /** Columns of the formats that have some. */
  columns: TableColumn[];
}

/** The bytes of a file with the selected records, piece by piece, and how many records went into it so far. */
export function exportRecords(
  members: number,
  open: OpenMember,
  { format, selection, columns }: ExportRequest,
  options: SelectOptions = {},
): { bytes: AsyncIterable<Uint8Array>; written(): number } {
  let count = 0;
  const counted = async function* () {
    for await (const record of selectRecords(members, open, selection, options)) {
      count++;
      yield record;
    }
  };
  const payloads = async function* () {
    for await (const { bytes } of counted()) yield bytes;
  };
  const writers: { [format in ExportFormat]: () => AsyncIterable<Uint8Array> } = {
    tfrecord: () => writeRecords(payloads(), options),
    'tfrecord.gz': () => writeRecords(payloads(), { ...options, compression: 'gzip' }),
    jsonl: () => writeJsonLines(counted()),
    csv: () => writeCsv(counted(), columns),
    parquet: () => writeParquet(counted(), columns),
  };
  return { bytes: writers[format](), written: () => count };
}
