import type { Dim } from '../../tensor/shape';
import { asInt, asItems, asRepeated } from '../../values/read';
import { int, type ObjectValue, UNKNOWN, type Value } from '../../values/value';
import { boundFrom } from '../core/bind';
import type { ObjectKind, Use } from '../core/kind';
import { object } from '../core/objects';
import { fail } from '../core/report';
import type { Call } from '../core/rule';
import { arrayOf, columnPlace, type FrameColumn, type FrameState, frame, frameOf, frameState, series, seriesOf } from './frame';

/** `df.loc` and `df.iloc`. */
export const INDEXER = 'pandas.Indexer';
interface IndexerState {
  readonly of: ObjectValue;
  readonly byPlace: boolean;
}

/** A use of an object as the call of its method. */
const asCall = (use: Use, api: string): Call => ({ ...use, api, legacy: false, args: boundFrom({}, use.context.span) });

const shown = (columns: readonly FrameColumn[]): string =>
  columns
    .slice(0, 12)
    .map(({ label }) => (label?.kind === 'str' ? `'${label.value}'` : label?.kind === 'int' ? String(label.value) : '…'))
    .join(', ');

/** Says that a DataFrame lacks a column. */
export function lacks(use: Use, columns: readonly FrameColumn[], label: Value, words: string): Value {
  const name = label.kind === 'str' ? `'${label.value}'` : label.kind === 'int' ? String(label.value) : undefined;
  if (name === undefined) return UNKNOWN;
  return fail(use, 'missing-key', `The DataFrame has no column ${name}, which is a KeyError: ${words}. Its columns are ${shown(columns)}.`);
}

/** The columns of these labels; those of which nothing is known have none. */
function chosen(use: Use, state: FrameState, labels: readonly Value[]): readonly FrameColumn[] | Value {
  const columns: FrameColumn[] = [];
  for (const label of labels) {
    const place = columnPlace(state.columns, label);
    if (place === undefined) return lacks(use, state.columns ?? [], label, 'not in index');
    columns.push(place === null ? { label, dtype: null } : (state.columns?.[place] ?? { label, dtype: null }));
  }
  return columns;
}
const isColumns = (value: readonly FrameColumn[] | Value): value is readonly FrameColumn[] => Array.isArray(value);

/** Rows that a slice, a mask or a list picks are counted by nobody. */
const isRowKey = (key: Value): boolean =>
  key.kind === 'slice' || key.kind === 'tensor' || seriesOf(key) !== undefined || frameOf(key) !== undefined;

/** `df[key]`. */
export function frameIndex(use: Use, key: Value): Value {
  const state = frameOf(use.self);
  const call = asCall(use, 'pandas.DataFrame.__getitem__');
  if (state === undefined) return UNKNOWN;
  if (isRowKey(key)) return frame(call, null, state.columns);
  const labels = asItems(key);
  if (key.kind === 'list' && labels !== undefined) {
    const isMask = labels.length > 0 && labels.every(({ kind }) => kind === 'bool');
    if (isMask) return frame(call, null, state.columns);
    const columns = chosen(use, state, labels);
    return isColumns(columns) ? frame(call, state.rows, columns) : columns;
  }
  if (key.kind === 'list') {
    const count = asRepeated(key)?.count ?? null;
    return frame(call, null, count === null || count > 4096 ? null : Array.from({ length: count }, () => ({ dtype: null })));
  }
  if (key.kind !== 'str' && key.kind !== 'int') return UNKNOWN;
  const place = columnPlace(state.columns, key);
  if (place === undefined) return lacks(use, state.columns ?? [], key, key.kind === 'str' ? `'${key.value}'` : String(key.value));
  return series(call, state.rows, place === null ? null : (state.columns?.[place]?.dtype ?? null));
}

/** `df[key] = value`: a column of that label is there from now on. */
export function frameSetIndex(use: Use, key: Value, isGone = false): void {
  const { self } = use;
  const state = frameOf(self);
  if (state === undefined || self.kind !== 'object') return;
  const labels = key.kind === 'list' ? asItems(key) : [key];
  const isLabels = labels?.every(({ kind }) => kind === 'str' || kind === 'int') ?? false;
  // A mask writes into cells, whose dtypes may change.
  let columns = isLabels ? state.columns : isRowKey(key) ? (state.columns?.map(({ label }) => ({ label, dtype: null })) ?? null) : null;
  if (isLabels)
    for (const label of labels ?? []) {
      const place = columnPlace(columns, label);
      if (columns === null || place === null) columns = null;
      else if (isGone && place !== undefined) columns = columns.toSpliced(place, 1);
      else columns = place === undefined ? [...columns, { label, dtype: null }] : columns.with(place, { label, dtype: null });
    }
  use.context.write<unknown>(self.state, frameState(state.columns?.length === 0 ? null : state.rows, columns));
}

/** The rows that a key of `loc` or `iloc` leaves; undefined where it takes a single one. */
const rowsLeft = (key: Value, rows: Dim): Dim | undefined => {
  if (key.kind === 'slice' && [key.start, key.stop, key.step].every(({ kind }) => kind === 'none')) return rows;
  if (key.kind === 'int' || key.kind === 'str') return undefined;
  return null;
};

/** The columns that a key of `loc` or `iloc` picks: several, one, or none that is known. */
function columnsPicked(use: Use, state: FrameState, key: Value, byPlace: boolean): readonly FrameColumn[] | 'one' | null | Value {
  const { columns } = state;
  if (key.kind === 'slice') {
    if ([key.start, key.stop, key.step].every(({ kind }) => kind === 'none')) return columns;
    if (columns === null || key.step.kind !== 'none') return null;
    const end = (value: Value, otherwise: number, extra: number): number | undefined => {
      if (value.kind === 'none') return otherwise;
      const place = byPlace ? asInt(value) : (columnPlace(columns, value) ?? undefined);
      return place === undefined ? undefined : byPlace ? place : place + extra;
    };
    const [start, stop] = [end(key.start, 0, 0), end(key.stop, columns.length, 1)];
    return start === undefined || stop === undefined ? null : columns.slice(start, stop);
  }
  const items = key.kind === 'list' ? asItems(key) : undefined;
  if (items?.some(({ kind }) => kind === 'bool')) return null;
  if (items && !byPlace) return chosen(use, state, items);
  if (items) return items.map(item => columns?.at(asInt(item) ?? Number.NaN) ?? { dtype: null });
  return key.kind === 'int' || key.kind === 'str' ? 'one' : null;
}

const indexed = (use: Use, key: Value): Value => {
  const indexer = use.self.kind === 'object' ? (use.self.state.content as IndexerState | undefined) : undefined;
  const state = indexer && frameOf(indexer.of);
  const call = asCall(use, 'pandas.Indexer.__getitem__');
  if (indexer === undefined) return UNKNOWN;
  const column = seriesOf(indexer.of);
  if (column) {
    const rows = key.kind === 'tuple' ? undefined : rowsLeft(key, column.rows);
    return rows === undefined ? UNKNOWN : series(call, rows, column.dtype);
  }
  if (state === undefined) return UNKNOWN;
  const parts = asItems(key);
  const [rowKey, columnKey] = key.kind === 'tuple' && parts?.length === 2 ? parts : [key, undefined];
  if (key.kind === 'tuple' && columnKey === undefined) return UNKNOWN;
  const rows = rowsLeft(rowKey, state.rows);
  const picked = columnKey === undefined ? state.columns : columnsPicked(use, state, columnKey, indexer.byPlace);
  if (picked === 'one') return rows === undefined ? UNKNOWN : series(call, rows, null);
  if (picked !== null && !isColumns(picked)) return picked as Value;
  return rows === undefined ? series(call, picked?.length ?? null, null) : frame(call, rows, picked);
};

export const indexerKind: ObjectKind = {
  index: indexed,
  setIndex: (use, key) => {
    const of = use.self.kind === 'object' ? (use.self.state.content as IndexerState | undefined)?.of : undefined;
    const column = asItems(key)?.[1];
    if (of !== undefined && frameOf(of)) frameSetIndex({ ...use, self: of }, column?.kind === 'str' ? column : { kind: 'unknown' });
  },
};

const indexer = (use: Use, byPlace: boolean): Value =>
  object(asCall(use, 'pandas.Indexer'), INDEXER, { of: use.self as ObjectValue, byPlace } satisfies IndexerState);

const ofFrame = (state: FrameState, use: Use): { [name: string]: () => Value } => ({
  values: () => arrayOf(use.self) ?? UNKNOWN,
  columns: () =>
    state.columns?.every(({ label }) => label) ? { kind: 'tuple', items: state.columns.map(({ label }) => label as Value) } : UNKNOWN,
  ...shared(use, [state.rows, state.columns?.length ?? null]),
});
const shared = (use: Use, shape: readonly Dim[]): { [name: string]: () => Value } => ({
  shape: () => ({ kind: 'tuple', items: shape.map(dim => (dim === null ? UNKNOWN : int(dim))) }),
  loc: () => indexer(use, false),
  iloc: () => indexer(use, true),
});

/** A DataFrame beyond its methods. */
export const frameKind: ObjectKind = {
  attribute: (use, name) => {
    const state = frameOf(use.self);
    if (state === undefined) return undefined;
    const own = ofFrame(state, use);
    if (Object.hasOwn(own, name)) return own[name]();
    const place = columnPlace(state.columns, { kind: 'str', value: name });
    return typeof place === 'number' ? frameIndex(use, { kind: 'str', value: name }) : undefined;
  },
  setAttribute: (use, name) => {
    // Other labels, or a column of that name.
    if (use.self.kind === 'object')
      use.context.write<unknown>(use.self.state, frameState(frameOf(use.self)?.rows ?? null, renamed(use.self, name)));
  },
  index: frameIndex,
  setIndex: (use, key, value) => frameSetIndex(use, key, value === undefined),
  escaped: ({ context, self }) => {
    if (self.kind === 'object') context.write<unknown>(self.state, frameState(frameOf(self)?.rows ?? null, null));
  },
  length: self => frameOf(self)?.rows ?? undefined,
  iterate: ({ self }) => {
    const columns = frameOf(self)?.columns;
    return columns?.every(({ label }) => label) ? { items: columns.map(({ label }) => label as Value) } : undefined;
  },
  operator: (use, op, operands) => {
    const call = asCall(use, `pandas.DataFrame.${op}`);
    const states = operands.map(frameOf).filter(state => state !== undefined);
    const others = operands.filter(value => frameOf(value) === undefined);
    const isPlain = others.every(value => ['int', 'float', 'bool', 'str', 'tensor'].includes(value.kind) || seriesOf(value)?.byColumn);
    if (states.length !== 1 || !isPlain) return frame(call, null, null);
    return frame(call, states[0].rows, states[0].columns?.map(({ label }) => ({ label, dtype: null })) ?? null);
  },
};

const renamed = (self: Value, name: string): readonly FrameColumn[] | null => {
  const columns = frameOf(self)?.columns ?? null;
  return name === 'columns' ? (columns?.map(({ dtype }) => ({ dtype })) ?? null) : columns;
};

/** A Series beyond its methods. */
export const seriesKind: ObjectKind = {
  attribute: (use, name) => {
    const state = seriesOf(use.self);
    if (state === undefined) return undefined;
    const own: { [name: string]: () => Value } = { values: () => arrayOf(use.self) ?? UNKNOWN, ...shared(use, [state.rows]) };
    return Object.hasOwn(own, name) ? own[name]() : undefined;
  },
  index: (use, key) => {
    const state = seriesOf(use.self);
    return state && (isRowKey(key) || key.kind === 'list') ? series(asCall(use, 'pandas.Series.__getitem__'), null, state.dtype) : UNKNOWN;
  },
  length: self => seriesOf(self)?.rows ?? undefined,
  iterate: ({ self }) => ({ each: UNKNOWN, count: seriesOf(self)?.rows ?? null }),
  operator: (use, op, operands) => {
    const call = asCall(use, `pandas.Series.${op}`);
    const frames = operands.filter(value => frameOf(value) !== undefined);
    if (frames.length > 0) return frameKind.operator?.({ ...use, self: frames[0] }, op, operands) ?? UNKNOWN;
    const states = operands.map(seriesOf).filter(state => state !== undefined);
    const isScalar = operands.every(value => seriesOf(value) || ['int', 'float', 'bool', 'str'].includes(value.kind));
    const isComparison = ['==', '!=', '<', '<=', '>', '>='].includes(op);
    return series(call, isScalar && states.length === 1 ? states[0].rows : null, isComparison ? 'bool' : null);
  },
};
