import { featureToJson, type JsonValue } from '../records/json-value';
import type { SelectedRecord } from './select-records';
import { type ColumnValue, cellsOf, type TableColumn } from './table-column';
import { textPieces } from './text-pieces';

/**
 * Records as CSV (RFC 4180): a line with the names, then one a record. A single value stands as it is, several as a JSON list; bytes that are no text are in
 * base64; a missing feature is an empty field.
 */
export const writeCsv = (records: AsyncIterable<SelectedRecord>, columns: TableColumn[]): AsyncIterable<Uint8Array> =>
  textPieces(csvLines(records, columns));

async function* csvLines(records: AsyncIterable<SelectedRecord>, columns: TableColumn[]): AsyncGenerator<string> {
  yield line(['record', ...columns.map(({ name }) => name)]);
  for await (const { record, bytes } of records) {
    const cell = cellsOf(bytes);
    yield line([String(record), ...columns.map(column => fieldOf(cell(column), column))]);
  }
}

const plain = (value: JsonValue): number | string => (typeof value !== 'object' ? value : 'utf8' in value ? value.utf8 : value.base64);

function fieldOf(cell: ColumnValue, { scalar }: TableColumn): string {
  if (cell === undefined) return '';
  if (Array.isArray(cell)) return JSON.stringify(cell.map(step => featureToJson(step).map(plain)));
  const values = featureToJson(cell).map(plain);
  if (!scalar) return JSON.stringify(values);
  return values.length === 0 ? '' : String(values[0]);
}

const line = (fields: string[]): string => `${fields.map(quoted).join(',')}\r\n`;

const quoted = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replace(/"/g, '""')}"` : field);
