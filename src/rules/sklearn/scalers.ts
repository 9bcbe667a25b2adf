import { type DType, isFloat } from '../../tensor/dtype';
import { type Dim, printShape } from '../../tensor/shape';
import { type TensorValue, UNKNOWN, type Value } from '../../values/value';
import { object } from '../core/objects';
import { fail } from '../core/report';
import { type Call, parameters, type Row, type Rule, type Table } from '../core/rule';
import { tensor } from '../core/tensors';
import { operand } from '../ops/operand';
import { arrayOf } from '../pandas/frame';

/** Transformers that give each column back, changed (https://scikit-learn.org/stable/modules/preprocessing.html). */
const scalers = ['StandardScaler', 'MinMaxScaler', 'RobustScaler', 'MaxAbsScaler'];

/** What a scaler has been fitted to: the number of columns; null where that is not known, absent before. */
interface ScalerState {
  readonly columns?: Dim;
}

const nameOf = (value: Value): string => (value.kind === 'object' ? value.type.slice(value.type.lastIndexOf('.') + 1) : '');
const stateOf = (value: Value): ScalerState | undefined =>
  value.kind === 'object' ? (value.state.content as ScalerState | undefined) : undefined;

/** The data of a call as an array; undefined where they are not known, or were refused. */
function table(call: Call): TensorValue | undefined {
  const given = call.args.get('X');
  const { shape, dtype } = arrayOf(given)?.type ?? operand(given, 'numpy');
  if (shape === null || shape.length === 2) return shape ? tensor('numpy', shape, dtype) : undefined;
  const words =
    shape.length < 2
      ? `Expected 2D array, got ${shape.length === 1 ? '1D' : 'scalar'} array instead`
      : `Found array with dim ${shape.length}, while dim <= 2 is required by ${nameOf(call.self)}.`;
  const remedy = shape.length === 1 ? ' A single column is x.reshape(-1, 1), or df[["name"]] of a DataFrame.' : '';
  fail(
    call,
    'op-shape',
    `${nameOf(call.self)} takes a table, (rows, columns), and gets ${printShape(shape)}.${remedy} scikit-learn: "${words}".`,
    { span: call.args.spanOf('X') },
  );
  return undefined;
}

/** Numbers come out as floats of the width in which they came. */
const scaled = ({ type: { shape, dtype } }: TensorValue): TensorValue =>
  tensor('numpy', shape, dtype === null || dtype === 'float16' ? null : isFloat(dtype) ? dtype : 'float64');

function remember(call: Call, columns: Dim): void {
  if (call.self.kind === 'object') call.context.write<unknown>(call.self.state, { columns } satisfies ScalerState);
}

const fit: Rule = call => {
  const data = table(call);
  remember(call, data?.type.shape?.[1] ?? null);
  return call.self;
};

const fitTransform: Rule = call => {
  const data = table(call);
  remember(call, data?.type.shape?.[1] ?? null);
  return data ? scaled(data) : UNKNOWN;
};

const transform: Rule = call => {
  const data = table(call);
  const [columns, fitted] = [data?.type.shape?.[1] ?? null, stateOf(call.self)?.columns ?? null];
  if (data === undefined) return UNKNOWN;
  if (columns === null || fitted === null || columns === fitted) return scaled(data);
  const name = nameOf(call.self);
  const words = `X has ${columns} features, but ${name} is expecting ${fitted} features as input.`;
  return fail(call, 'op-shape', `The scaler was fitted to ${fitted} columns. scikit-learn: "${words}"`, { span: call.args.spanOf('X') });
};

/** NumPy broadcasts a scaler of one column over all. */
const inverse: Rule = call => {
  const data = table(call);
  const [columns, fitted] = [data?.type.shape?.[1] ?? null, stateOf(call.self)?.columns ?? null];
  if (data === undefined) return UNKNOWN;
  if (columns === null || fitted === null || columns === fitted || fitted === 1) return scaled(data);
  const remedy = columns === 1 ? ' Scale the labels with a scaler of their own, and undo that one.' : '';
  return fail(
    call,
    'op-shape',
    `The scaler was fitted to ${fitted} columns, and ${printShape(data.type.shape)} has ${columns}: the two do not broadcast.${remedy}`,
    { span: call.args.spanOf('X') },
  );
};

const make: Rule = call => object(call, call.api, {} satisfies ScalerState);

/** Class numbers, from 0 on. */
const encode: Rule = call => {
  const given = call.args.get('y');
  const { shape } = arrayOf(given)?.type ?? operand(given, 'numpy');
  return tensor('numpy', shape?.length === 1 ? shape : shape?.length === 2 && shape[1] === 1 ? [shape[0]] : null, 'int64' satisfies DType);
};

const row = (rule: Rule, signature: string): Row => ({ rule, parameters: parameters(signature) });

export const scalerFunctions: Table = {
  ...Object.fromEntries(
    scalers.flatMap(name => {
      const api = `sklearn.preprocessing.${name}`;
      return [
        [api, make],
        [`${api}.fit`, row(fit, 'X, y=None')],
        [`${api}.partial_fit`, row(fit, 'X, y=None')],
        [`${api}.fit_transform`, row(fitTransform, 'X, y=None')],
        [`${api}.transform`, row(transform, 'X')],
        [`${api}.inverse_transform`, row(inverse, 'X')],
      ];
    }),
  ),
  'sklearn.preprocessing.LabelEncoder': make,
  'sklearn.preprocessing.LabelEncoder.fit': row(call => call.self, 'y'),
  'sklearn.preprocessing.LabelEncoder.fit_transform': row(encode, 'y'),
  'sklearn.preprocessing.LabelEncoder.transform': row(encode, 'y'),
};
