import { isFloat } from '../../tensor/dtype';
import { printShape } from '../../tensor/shape';
import { isNone } from '../../values/read';
import { type TensorValue, UNKNOWN, type Value } from '../../values/value';
import { failInKeras3, kerasOf } from '../core/keras';
import { fail } from '../core/report';
import { type Call, parameters, type Row, type Rule, rows, type Table } from '../core/rule';
import { tensor } from '../core/tensors';
import { judged, type LossFamily, lossNames, type Verdict } from './losses';

const takes: { readonly [family in LossFamily]: string } = {
  categorical: 'one-hot labels of the width of the predictions',
  sparse: 'one class number for each prediction',
  binary: 'labels of the shape of the predictions',
  elementwise: 'labels of the shape of the predictions',
};

const advice = (family: LossFamily, labels: TensorValue, output: TensorValue): string => {
  const [label, given] = [labels.type.shape ?? [], output.type.shape ?? []];
  if (family === 'categorical' && label.length === given.length - 1)
    return ' The labels look like class numbers: use SparseCategoricalCrossentropy, or tf.one_hot.';
  if (family === 'sparse' && label.length === given.length)
    return ' The labels look one-hot: use CategoricalCrossentropy, or the argmax of the labels.';
  return ' Give both the same number of axes and the same sizes.';
};

/** Labels and predictions of a loss that the program calls itself; undefined where they are not two tensors of Keras 3. */
function operands(call: Call): readonly [labels: TensorValue, output: TensorValue] | undefined {
  const [labels, output] = [call.args.get('y_true'), call.args.get('y_pred')];
  const plain = (value: Value): value is TensorValue =>
    value.kind === 'tensor' && !value.type.sparse && value.type.raggedRank === undefined;
  if (kerasOf(call) === '2' || !plain(labels) || !plain(output)) return undefined;
  return [labels, output];
}

/** Whether the loss takes them; tells where it raises. */
function refused(call: Call, family: LossFamily, labels: TensorValue, output: TensorValue): boolean {
  const verdict: Verdict = judged(family, labels.type.shape, output.type.shape);
  if (verdict.kind === 'fits' || verdict.kind === 'unknown' || verdict.kind === 'broadcast') return false;
  const name = call.api.replace(/\.__call__$/, '').replace(/^.*\./, '');
  const facts = `${name} takes ${takes[family]}; the labels are ${printShape(labels.type.shape)} and the predictions ${printShape(output.type.shape)}.`;
  const words = `${verdict.words} Received: target.shape=${printShape(verdict.target)}, output.shape=${printShape(verdict.output)}`;
  const report = family === 'binary' ? failInKeras3 : fail;
  report(call, 'model-output-labels', `${facts}${advice(family, labels, output)} Keras: "${words}".`);
  return true;
}

/** `loss(y_true, y_pred)` of a loss object: a number, unless its reduction leaves one for each sample. */
const objectCall =
  (family: LossFamily): Rule =>
  call => {
    const pair = operands(call);
    if (pair === undefined || refused(call, family, ...pair) || call.self.kind !== 'object') return UNKNOWN;
    const { reduction, dtype } = call.self.origin.args;
    const reduced = reduction === undefined || (reduction.kind === 'str' && reduction.value !== 'none');
    return reduced && (dtype === undefined || isNone(dtype)) ? tensor(familyOf(pair), [], 'float32') : UNKNOWN;
  };

/** `keras.losses.name(y_true, y_pred)`: one number for each sample, where both have the same shape. */
const functionCall =
  (family: LossFamily): Rule =>
  call => {
    const pair = operands(call);
    if (pair === undefined || refused(call, family, ...pair)) return UNKNOWN;
    const [{ type: labels, family: kind }, { type: output, family: made }] = pair;
    const wanted = family === 'sparse' ? -1 : 0;
    if (labels.shape === null || output.shape === null || labels.shape.length !== output.shape.length + wanted) return UNKNOWN;
    const known = output.shape.slice(0, -1).every((dim, axis) => dim === labels.shape?.[axis]);
    if (!known || kind === 'numpy' || made === 'numpy' || output.dtype === null || !isFloat(output.dtype)) return UNKNOWN;
    return tensor(familyOf(pair), output.shape.slice(0, -1), output.dtype);
  };

const familyOf = (pair: readonly TensorValue[]): TensorValue['family'] => {
  const families = pair.map(({ family }) => family);
  return families.includes('keras') ? 'keras' : families.includes('graph') ? 'graph' : 'eager';
};

const given = parameters('y_true, y_pred, sample_weight=None');
const row = (name: string, family: LossFamily): Table => {
  const method: Row = { rule: objectCall(family), parameters: given };
  return /^[A-Z].*[a-z]/.test(name)
    ? { [`keras.losses.${name}.__call__`]: method }
    : rows([`keras.losses.${name}`, `keras.metrics.${name}`], functionCall(family));
};

/** Losses that the program calls itself, as in a training loop of its own (https://keras.io/api/losses/). */
export const lossCalls: Table = Object.assign({}, ...lossNames.map(([name, family]) => row(name, family)));
