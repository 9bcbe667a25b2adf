import type { DType } from '../../tensor/dtype';
import type { Dim } from '../../tensor/shape';
import type { TensorType } from '../../tensor/type';
import { keyOf, type ObjectValue, type TensorValue, type Value } from '../../values/value';
import { isA, object } from '../core/objects';
import type { Call } from '../core/rule';
import { tensor } from '../core/tensors';

export const FRAME = 'pandas.DataFrame';
export const SERIES = 'pandas.Series';

/** A column: its label, where that is known, and its dtype; null where it is not known, or is `object`. */
export interface FrameColumn {
  readonly label?: Value;
  readonly dtype: DType | null;
}

/** What is known of a DataFrame. `arrayType`: what NumPy makes of it. */
export interface FrameState {
  readonly kind: 'frame';
  readonly rows: Dim;
  /** Null where it is not known how many there are. */
  readonly columns: readonly FrameColumn[] | null;
  readonly arrayType: TensorType;
}

/** What is known of a Series; `byColumn`: it has an entry for each column of a DataFrame, such as its means. */
export interface SeriesState {
  readonly kind: 'series';
  readonly rows: Dim;
  readonly dtype: DType | null;
  readonly byColumn?: true;
  readonly arrayType: TensorType;
}

export function frameState(rows: Dim, columns: readonly FrameColumn[] | null): FrameState {
  const dtypes = new Set(columns?.map(({ dtype }) => dtype) ?? [null]);
  const [dtype = null] = dtypes.size === 1 ? dtypes : [];
  return { kind: 'frame', rows, columns, arrayType: { shape: [rows, columns?.length ?? null], dtype } };
}

export const frame = (call: Call, rows: Dim, columns: readonly FrameColumn[] | null): ObjectValue =>
  object(call, FRAME, frameState(rows, columns));

export const seriesState = (rows: Dim, dtype: DType | null): SeriesState => ({
  kind: 'series',
  rows,
  dtype,
  arrayType: { shape: [rows], dtype },
});
export const series = (call: Call, rows: Dim, dtype: DType | null): ObjectValue => object(call, SERIES, seriesState(rows, dtype));

/** The state of a DataFrame; undefined where branches disagreed, or it is none. */
export const frameOf = (value: Value): FrameState | undefined =>
  isA(value, FRAME) ? (value.state.content as FrameState | undefined) : undefined;
export const seriesOf = (value: Value): SeriesState | undefined =>
  isA(value, SERIES) ? (value.state.content as SeriesState | undefined) : undefined;

/** DataFrames and Series with another number of rows. */
export function withRows(value: ObjectValue, rows: Dim): ObjectValue {
  const [of, column] = [frameOf(value), seriesOf(value)];
  const state = of ? frameState(rows, of.columns) : column && seriesState(rows, column.dtype);
  return { ...value, state: { content: state } };
}

/** Where a label is among the columns; undefined where it is not, null where that is not known. */
export function columnPlace(columns: readonly FrameColumn[] | null, label: Value): number | undefined | null {
  const key = keyOf(label);
  if (columns === null || key === undefined) return null;
  const place = columns.findIndex(column => column.label !== undefined && keyOf(column.label) === key);
  if (place >= 0) return place;
  return columns.every(column => column.label !== undefined) ? undefined : null;
}

/** What NumPy makes of a DataFrame or a Series; undefined for anything else. */
export function arrayOf(value: Value): TensorValue | undefined {
  const state = frameOf(value) ?? seriesOf(value);
  return state && tensor('numpy', state.arrayType.shape, state.arrayType.dtype);
}
