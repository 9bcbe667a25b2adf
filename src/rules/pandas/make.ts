import type { Dim } from '../../tensor/shape';
import { asEntries, asInt, asItems } from '../../values/read';
import { int, UNKNOWN, type Value } from '../../values/value';
import { type Call, parameters, type Rule, type Table } from '../core/rule';
import { asDType } from '../core/tensors';
import { operand } from '../ops/operand';
import { arrayOf, type FrameColumn, frame, frameOf, series, seriesOf } from './frame';

/** What a value is as an array of NumPy. */
const typeIn = (value: Value) => arrayOf(value)?.type ?? operand(value, 'numpy');

/** The labels of columns, where they are written out. */
const labelled = (labels: Value, dtype: FrameColumn['dtype'] = null): readonly FrameColumn[] | undefined =>
  asItems(labels)?.map(label => ({ label, dtype }));

/** The columns of a mapping from labels to values, and how many rows they have. */
function ofEntries(entries: readonly [string, Value][]): { rows: Dim; columns: readonly FrameColumn[] } {
  const types = entries.map(([, value]) => typeIn(value));
  const lengths = types.flatMap(({ shape }) => (shape?.length === 1 && shape[0] !== null ? [shape[0]] : []));
  const isSure = types.every(({ shape }) => shape?.length === 0 || (shape?.length === 1 && shape[0] !== null));
  // Texts are objects to pandas.
  const dtypeAt = (index: number) => (types[index].dtype === 'string' ? null : types[index].dtype);
  const columns = entries.map(([value], index) => ({ label: { kind: 'str', value } as const, dtype: dtypeAt(index) }));
  return { rows: isSure && lengths.length > 0 ? lengths[0] : null, columns };
}

/** `pd.DataFrame(data, columns=…)`. */
const dataFrame: Rule = call => {
  const [data, labels] = [call.args.get('data'), call.args.get('columns')];
  const dtype = asDType(call.args.get('dtype'));
  const named = labels.kind === 'none' ? undefined : labelled(labels);
  const asked = (columns: readonly FrameColumn[] | null) =>
    dtype === null ? columns : (columns?.map(column => ({ ...column, dtype: dtype ?? null })) ?? null);
  const entries = asEntries(data);
  if (entries !== undefined) {
    const { rows, columns } = ofEntries(entries);
    const isIndexed = call.args.get('index').kind !== 'none';
    return frame(call, isIndexed ? null : rows, asked(labels.kind === 'none' ? columns : (named ?? null)));
  }
  const given = frameOf(data);
  if (given)
    return frame(
      call,
      call.args.get('index').kind === 'none' ? given.rows : null,
      asked(labels.kind === 'none' ? given.columns : (named ?? null)),
    );
  const type = typeIn(data);
  const [rows, width] = type.shape?.length === 2 ? type.shape : [null, null];
  if (labels.kind !== 'none') return frame(call, rows, asked(named?.map(column => ({ ...column, dtype: type.dtype })) ?? null));
  const columns =
    width === null || width > 4096 ? null : Array.from({ length: width }, (_, index) => ({ label: int(index), dtype: type.dtype }));
  return frame(call, rows, asked(columns));
};

const makeSeries: Rule = call => {
  const data = call.args.get('data');
  const type = typeIn(data);
  const dtype = asDType(call.args.get('dtype'));
  const own = data.kind === 'dict' || call.args.get('index').kind !== 'none' ? null : (type.shape?.[0] ?? null);
  return series(call, type.shape?.length === 1 ? own : null, dtype === null ? type.dtype : (dtype ?? null));
};

/** `pd.read_csv(…)` and its like: which columns there are, where the program says so. */
const readTable: Rule = call => {
  const { args } = call;
  if (['iterator', 'chunksize'].some(name => !['none', 'bool'].includes(args.get(name).kind))) return UNKNOWN;
  const [names, used, index] = [args.get('names'), args.get('usecols'), args.get('index_col')];
  const isPlain = !args.open && index.kind === 'none';
  const rows = null;
  if (isPlain && used.kind !== 'none') {
    // Which stands where is for the file to say.
    const count = asItems(used)?.length;
    return frame(call, rows, count === undefined ? null : Array.from({ length: count }, () => ({ dtype: null })));
  }
  return frame(call, rows, isPlain && names.kind !== 'none' ? (labelled(names) ?? null) : null);
};

/** `pd.concat([…], axis)`: below each other, or side by side. */
const concat: Rule = call => {
  const parts = asItems(call.args.get('objs'));
  const axis = call.args.get('axis');
  const isBeside = axis.kind === 'str' ? axis.value === 'columns' : asInt(axis) === 1;
  if (parts === undefined || parts.length === 0 || (asInt(axis) === undefined && axis.kind !== 'str')) return UNKNOWN;
  const [states, columns] = [parts.map(frameOf), parts.map(seriesOf)];
  if (isBeside) {
    const all = parts.map((_, index) => states[index]?.columns ?? (columns[index] ? [{ dtype: columns[index].dtype }] : undefined));
    return frame(call, null, all.includes(undefined) ? null : all.flatMap(part => part ?? []));
  }
  if (columns.every(part => part !== undefined)) return series(call, null, null);
  const first = states[0]?.columns;
  const labels = states.map(state => state?.columns?.map(({ label }) => (label === undefined ? undefined : JSON.stringify(label))));
  const isAlike = labels.every(list => list !== undefined && !list.includes(undefined) && list.join() === labels[0]?.join());
  return states.includes(undefined)
    ? UNKNOWN
    : frame(call, null, isAlike && first ? first.map(({ label }) => ({ label, dtype: null })) : null);
};

const read = (signature: string) => ({ rule: readTable, parameters: parameters(signature) });
const csv =
  'filepath_or_buffer, *, sep=None, delimiter=None, header="infer", names=None, index_col=None, usecols=None, iterator=False, chunksize=None';

export const frameMakers: Table = {
  'pandas.DataFrame': { rule: dataFrame, parameters: parameters('data=None, index=None, columns=None, dtype=None, copy=None') },
  'pandas.Series': { rule: makeSeries, parameters: parameters('data=None, index=None, dtype=None, name=None, copy=None') },
  'pandas.read_csv': read(csv),
  'pandas.read_table': read(csv),
  'pandas.read_excel': read('io, sheet_name=0, *, header=0, names=None, index_col=None, usecols=None'),
  'pandas.read_parquet': read('path, engine="auto", columns=None'),
  'pandas.concat': { rule: concat, parameters: parameters('objs, axis=0, join="outer", ignore_index=False, keys=None') },
  'pandas.get_dummies': (call: Call) =>
    frame(call, (frameOf(call.args.all.data ?? UNKNOWN) ?? seriesOf(call.args.all.data ?? UNKNOWN))?.rows ?? null, null),
  'pandas.isnull': (call: Call) => frame(call, null, null),
};
