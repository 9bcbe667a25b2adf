import { ByteWriter, type ColumnSource, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { FeatureValue } from '../records/example';
import { featureToJson } from '../records/json-value';
import type { SelectedRecord } from './select-records';
import { type ColumnValue, cellsOf, type TableColumn } from './table-column';

/** Rows and payload bytes after which a row group is written: what is held in memory. */
const MAX_GROUP_ROWS = 20_000;
const MAX_GROUP_BYTES = 32 << 20;

/**
 * Records as a Parquet file: the record's number, then a column for each feature; int64, float and bytes keep their types, several values are a LIST. What
 * has no such type (features of mixed kinds, feature lists) is JSON text.
 */
export async function* writeParquet(records: AsyncIterable<SelectedRecord>, columns: TableColumn[]): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({ writer, schema: schemaOf(columns), createdBy: 'Tensorscope' });
  const taken = (): Uint8Array => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  };
  let group = emptyGroup(columns);
  for await (const { record, bytes } of records) {
    const cell = cellsOf(bytes);
    group.records.push(BigInt(record));
    for (const [i, column] of columns.entries()) group.values[i].push(parquetValue(cell(column), column));
    group.bytes += bytes.length;
    if (group.records.length < MAX_GROUP_ROWS && group.bytes < MAX_GROUP_BYTES) continue;
    await parquet.write({ columnData: columnData(columns, group), rowGroupSize: group.records.length });
    yield taken();
    group = emptyGroup(columns);
  }
  if (group.records.length > 0) await parquet.write({ columnData: columnData(columns, group), rowGroupSize: group.records.length });
  await parquet.finish();
  yield taken();
}

interface Group {
  records: bigint[];
  values: unknown[][];
  bytes: number;
}

const emptyGroup = (columns: TableColumn[]): Group => ({ records: [], values: columns.map(() => []), bytes: 0 });

const columnData = (columns: TableColumn[], { records, values }: Group): ColumnSource[] => [
  { name: 'record', data: records },
  ...columns.map(({ name }, i) => ({ name, data: values[i] as ColumnSource['data'] })),
];

type Leaf = Pick<SchemaElement, 'type' | 'converted_type'>;
const TEXT: Leaf = { type: 'BYTE_ARRAY', converted_type: 'UTF8' };
const LEAVES: { [kind in 'int64' | 'float' | 'bytes']: Leaf } = {
  int64: { type: 'INT64' },
  float: { type: 'FLOAT' },
  bytes: { type: 'BYTE_ARRAY' },
};

const isJson = ({ kind, in: place }: TableColumn): boolean => place === 'sequence' || kind === 'mixed' || kind === 'none';

function leafOf(column: TableColumn): Leaf {
  if (isJson(column) || (column.kind === 'bytes' && column.text)) return TEXT;
  return LEAVES[column.kind as 'int64' | 'float' | 'bytes'];
}

/** The schema as Parquet lists it: depth first, a LIST as three levels (parquet-format, LogicalTypes.md). */
function schemaOf(columns: TableColumn[]): SchemaElement[] {
  const elements: SchemaElement[] = [
    { name: 'root', num_children: columns.length + 1 },
    { name: 'record', type: 'INT64', repetition_type: 'REQUIRED' },
  ];
  for (const column of columns) {
    const leaf = leafOf(column);
    if (column.scalar || isJson(column)) elements.push({ name: column.name, ...leaf, repetition_type: 'OPTIONAL' });
    else {
      elements.push({ name: column.name, converted_type: 'LIST', repetition_type: 'OPTIONAL', num_children: 1 });
      elements.push({ name: 'list', repetition_type: 'REPEATED', num_children: 1 });
      elements.push({ name: 'element', ...leaf, repetition_type: 'OPTIONAL' });
    }
  }
  return elements;
}

const decoder = new TextDecoder();

function parquetValue(cell: ColumnValue, column: TableColumn): unknown {
  if (cell === undefined) return null;
  if (isJson(column) || Array.isArray(cell)) return JSON.stringify(Array.isArray(cell) ? cell.map(featureToJson) : featureToJson(cell));
  if (cell.kind === 'none') return null;
  const values = listed(cell, column);
  return column.scalar ? (values[0] ?? null) : values;
}

function listed(cell: FeatureValue, { text }: TableColumn): unknown[] {
  if (cell.kind === 'bytes' && text) return cell.values.map(bytes => decoder.decode(bytes));
  // A view would keep its whole window alive until the group is written.
  return cell.kind === 'bytes' ? cell.values.map(bytes => bytes.slice()) : Array.from<unknown>(cell.values);
}
