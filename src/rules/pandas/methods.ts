import type { DType } from '../../tensor/dtype';
import { asBool, asInt, asItems } from '../../values/read';
import { NONE, repeated, UNKNOWN, type Value } from '../../values/value';
import { object } from '../core/objects';
import { type Call, parameters, type Row, type Rule, type Table } from '../core/rule';
import { asDType, tensor } from '../core/tensors';
import {
  arrayOf,
  columnPlace,
  type FrameColumn,
  type FrameState,
  frame,
  frameOf,
  frameState,
  SERIES,
  series,
  seriesOf,
  seriesState,
} from './frame';
import { frameIndex, lacks } from './select';

/** Gives a DataFrame, or makes its object that where the program asks for it; what it then gives is None. */
function changed(call: Call, state: FrameState): Value {
  const inplace = call.args.get('inplace');
  if (inplace.kind === 'none' || asBool(inplace) === false) return frame(call, state.rows, state.columns);
  if (call.self.kind === 'object') call.context.write<unknown>(call.self.state, asBool(inplace) === undefined ? undefined : state);
  return asBool(inplace) === undefined ? UNKNOWN : NONE;
}

/** A method that keeps columns and rows: with dtypes or without. */
const kept =
  (change: { dtype?: DType | null; rows?: null } = {}): Rule =>
  call => {
    const [state, column] = [frameOf(call.self), seriesOf(call.self)];
    if (column) {
      if (call.args.get('inplace').kind !== 'none' && asBool(call.args.get('inplace')) !== false) {
        call.context.write<unknown>((call.self as { state: { content: unknown } }).state, seriesState(null, null));
        return NONE;
      }
      return series(call, change.rows === null ? null : column.rows, 'dtype' in change ? (change.dtype ?? null) : column.dtype);
    }
    if (state === undefined) return UNKNOWN;
    const columns =
      'dtype' in change ? (state.columns?.map(({ label }) => ({ label, dtype: change.dtype ?? null })) ?? null) : state.columns;
    return changed(call, frameState(change.rows === null ? null : state.rows, columns));
  };

/** `dropna`, which may drop columns. */
const dropMissing: Rule = call => {
  const axis = call.args.get('axis');
  const isRows = axis.kind === 'str' ? axis.value === 'index' : asInt(axis) === 0;
  if (seriesOf(call.self) || isRows) return kept({ rows: null })(call);
  return frameOf(call.self) ? changed(call, frameState(null, null)) : UNKNOWN;
};

/** `drop(labels, axis=1)`, `drop(columns=…)`. */
const drop: Rule = call => {
  const state = frameOf(call.self);
  const [labels, axis, named, index] = ['labels', 'axis', 'columns', 'index'].map(name => call.args.get(name));
  if (state === undefined) return seriesOf(call.self) ? kept({ rows: null })(call) : UNKNOWN;
  const isColumns = axis.kind === 'str' ? axis.value === 'columns' : asInt(axis) === 1;
  const dropped = named.kind !== 'none' ? named : isColumns ? labels : undefined;
  if (dropped === undefined) return changed(call, frameState(null, axis.kind === 'unknown' ? null : state.columns));
  const rows = index.kind === 'none' ? state.rows : null;
  const list = dropped.kind === 'str' || dropped.kind === 'int' ? [dropped] : asItems(dropped);
  let columns = list === undefined ? null : state.columns;
  for (const label of list ?? []) {
    const place = columnPlace(columns, label);
    if (place === undefined && call.args.get('errors').kind === 'str' && call.args.given('errors') === false)
      return lacks(call, columns ?? [], label, 'not found in axis');
    columns = typeof place === 'number' && columns ? columns.toSpliced(place, 1) : place === undefined ? columns : null;
  }
  return changed(call, frameState(rows, columns));
};

const pop: Rule = call => {
  const state = frameOf(call.self);
  const label = call.args.get('item');
  const given = frameIndex(call, label);
  const place = state && columnPlace(state.columns, label);
  if (state && call.self.kind === 'object')
    call.context.write<unknown>(
      call.self.state,
      frameState(state.rows, typeof place === 'number' && state.columns ? state.columns.toSpliced(place, 1) : null),
    );
  return given;
};

/** What changes which columns there are in a way that is not followed. */
const otherColumns: Rule = call => {
  const state = frameOf(call.self);
  return state ? changed(call, frameState(state.rows, null)) : UNKNOWN;
};
/** In place always, as `insert` is. */
const otherColumnsHere: Rule = call => {
  if (call.self.kind === 'object') call.context.write<unknown>(call.self.state, frameState(frameOf(call.self)?.rows ?? null, null));
  return NONE;
};

const rename: Rule = call => {
  const state = frameOf(call.self);
  if (state === undefined) return seriesOf(call.self) ? kept()(call) : UNKNOWN;
  return changed(call, frameState(state.rows, state.columns?.map(({ dtype }): FrameColumn => ({ dtype })) ?? null));
};

const resetIndex: Rule = call => {
  const state = frameOf(call.self);
  const isDropped = asBool(call.args.get('drop')) === true;
  if (state === undefined) return isDropped ? kept()(call) : UNKNOWN;
  return changed(call, frameState(state.rows, isDropped ? state.columns : null));
};

const someRows: Rule = call => {
  const count = asInt(call.args.get('n'));
  const state = frameOf(call.self) ?? seriesOf(call.self);
  const rows = state?.rows ?? null;
  const left = rows === null || count === undefined || count < 0 ? null : Math.min(rows, count);
  if (state?.kind === 'series') return series(call, left, state.dtype);
  return state ? frame(call, left, state.columns) : UNKNOWN;
};

const astype: Rule = call => {
  const dtype = asDType(call.args.get('dtype'));
  return kept({ dtype: dtype ?? null })(call);
};

const toNumpy: Rule = call => {
  const array = arrayOf(call.self);
  if (array === undefined) return UNKNOWN;
  const dtype = asDType(call.args.get('dtype'));
  return tensor('numpy', array.type.shape, dtype === null ? array.type.dtype : (dtype ?? null));
};

const toList: Rule = call => repeated(UNKNOWN, seriesOf(call.self)?.rows ?? null);

/** Means and the like: a number for each column of a DataFrame. */
const summary: Rule = call => {
  const axis = call.args.get('axis');
  const state = frameOf(call.self);
  if (state === undefined || (axis.kind !== 'none' && asInt(axis) !== 0)) return UNKNOWN;
  return object(call, SERIES, { ...seriesState(null, null), byColumn: true });
};

const toFrame: Rule = call => {
  const column = seriesOf(call.self);
  return column ? frame(call, column.rows, [{ dtype: column.dtype }]) : UNKNOWN;
};

const inplace = (rule: Rule, signature = ''): Row => ({
  rule,
  parameters: parameters(`${signature ? `${signature}, ` : ''}inplace=False`),
});
const plain = (rule: Rule, signature: string): Row => ({ rule, parameters: parameters(signature) });
const both = (names: readonly string[], row: Row): Table =>
  Object.fromEntries(names.flatMap(name => ['DataFrame', 'Series'].map(type => [`pandas.${type}.${name}`, row])));

export const frameMethods: Table = {
  ...both(['copy', 'round', 'clip', 'abs', 'cumsum', 'shift', 'diff', 'pct_change'], plain(kept({ dtype: null }), 'n=None')),
  ...both(['fillna', 'ffill', 'bfill', 'interpolate', 'replace', 'mask', 'where'], inplace(kept({ dtype: null }), 'value=None')),
  ...both(['isna', 'isnull', 'notna', 'notnull', 'isin'], plain(kept({ dtype: 'bool' }), 'values=None')),
  ...both(['sort_values'], inplace(kept(), 'by=None, *, axis=0, ascending=True')),
  ...both(['sort_index'], inplace(kept(), '*, axis=0, ascending=True')),
  ...both(['drop_duplicates'], inplace(kept({ rows: null }), 'subset=None, *, keep="first"')),
  ...both(['query'], inplace(kept({ rows: null }), 'expr')),
  ...both(['sample', 'nlargest', 'nsmallest'], plain(kept({ rows: null }), 'n=None')),
  ...both(['dropna'], inplace(dropMissing, '*, axis=0, how=None, thresh=None, subset=None')),
  ...both(['drop'], inplace(drop, 'labels=None, *, axis=0, index=None, columns=None, level=None, errors="raise"')),
  ...both(['head', 'tail'], plain(someRows, 'n=5')),
  ...both(['astype'], plain(astype, 'dtype, copy=None, errors="raise"')),
  ...both(['to_numpy'], plain(toNumpy, 'dtype=None, copy=False')),
  ...both(['reset_index'], inplace(resetIndex, 'level=None, *, drop=False')),
  ...both(['rename', 'rename_axis', 'add_prefix', 'add_suffix'], inplace(rename, 'mapper=None, *, index=None, columns=None')),
  ...both(['mean', 'std', 'min', 'max', 'median', 'var', 'sum'], plain(summary, 'axis=None')),
  'pandas.DataFrame.set_index': inplace(otherColumns, 'keys'),
  'pandas.DataFrame.join': plain(otherColumns, 'other'),
  'pandas.DataFrame.merge': plain((call: Call) => (frameOf(call.self) ? frame(call, null, null) : UNKNOWN), 'right'),
  'pandas.DataFrame.assign': plain(otherColumns, ''),
  'pandas.DataFrame.eval': inplace(otherColumns, 'expr'),
  'pandas.DataFrame.insert': plain(otherColumnsHere, 'loc, column, value'),
  'pandas.DataFrame.update': plain(otherColumnsHere, 'other'),
  'pandas.DataFrame.pop': plain(pop, 'item'),
  'pandas.Series.map': plain(kept({ dtype: null }), 'arg'),
  'pandas.Series.apply': plain(kept({ dtype: null }), 'func'),
  'pandas.Series.tolist': plain(toList, ''),
  'pandas.Series.to_list': plain(toList, ''),
  'pandas.Series.to_frame': plain(toFrame, 'name=None'),
};
