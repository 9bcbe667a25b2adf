import type { FeatureValue } from '../records/example';
import { decodeRecord } from '../records/record-value';
import type { DatasetStatistics, FeatureStatistics } from '../statistics/report/statistics';

/** A feature as a column of a table. */
export interface TableColumn {
  name: string;
  in: FeatureStatistics['in'];
  kind: 'int64' | 'float' | 'bytes' | 'mixed' | 'none';
  /** One value a record at most: written as a value, not as a list. */
  scalar: boolean;
  /** Bytes that are UTF-8 throughout. */
  text: boolean;
}

/** The columns of a dataset, in the order of its features. */
export function tableColumns({ features }: DatasetStatistics): TableColumn[] {
  return features.map(({ name, in: place, kind, max_length, bytes }) => ({
    name,
    in: place,
    kind,
    scalar: max_length <= 1 && place !== 'sequence',
    text: bytes !== undefined && bytes.utf8.valid === bytes.utf8.checked && bytes.utf8.coverage === 'all',
  }));
}

/** What a record has in a column: the values of a feature, the steps of a feature list, or nothing. */
export type ColumnValue = FeatureValue | FeatureValue[] | undefined;

/** Decodes a record and gives its cell for any column. */
export function cellsOf(bytes: Uint8Array): (column: TableColumn) => ColumnValue {
  const value = decodeRecord(bytes);
  if (value.payload === 'example') return column => value.example.features.get(column.name);
  if (value.payload !== 'sequence_example') return () => undefined;
  const { context, featureLists } = value.example;
  return column => (column.in === 'sequence' ? featureLists.get(column.name) : context.get(column.name));
}
