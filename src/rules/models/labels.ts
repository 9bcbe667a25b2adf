import type { Fix, Related } from '../../diagnostics/diagnostic';
import type { Span } from '../../diagnostics/span';
import { printShape } from '../../tensor/shape';
import type { TensorValue, Value } from '../../values/value';
import type { Bound } from '../core/bind';
import { valueRange } from '../core/facts';
import { failInKeras3, kerasOf } from '../core/keras';
import { fail, several } from '../core/report';
import type { Call } from '../core/rule';
import { leaves } from '../pipeline/nest';
import { type FitData, reportScalarLabels } from './fit-data';
import { keras2Words } from './keras2-words';
import { oneHotLabels, oneVector, otherCrossentropy } from './label-fixes';
import { type WidthLayer, widthLayer } from './last-layer';
import { judged, keras2Takes, type Loss, type LossFamily, lossOf, type Verdict } from './losses';
import { withLosses } from './pairing';

/** One output with its labels and its loss. */
interface Target {
  readonly loss: Loss;
  /** What `compile` got as its loss, perhaps one for several outputs. */
  readonly given: Value;
  readonly lossSpan: Span;
  readonly output: TensorValue;
  readonly labels: TensorValue;
}

/** Outputs, labels and losses put together as Keras does; those that are not known are left out. */
function targets(compiled: Bound, outputs: Value, labels: Value): Target[] {
  const given = compiled.get('loss');
  return withLosses(given, outputs, labels).flatMap(({ output, labels: y, loss: value }) => {
    const loss = lossOf(value);
    return loss === undefined ? [] : [{ loss, given, lossSpan: compiled.spanOf('loss'), output, labels: y }];
  });
}

/** Checks labels against what the model gives, by the rules of its losses; false where they do not fit. `symbolic`: the model's outputs, from which the last layer is read. */
export function checkLabels(call: Call, compiled: Bound, outputs: Value, symbolic: Value, data: FitData): boolean {
  const layersOf = new Map(leaves(outputs).map((output, index) => [output, leaves(symbolic)[index] ?? output]));
  return targets(compiled, outputs, data.y)
    .map(target => checkTarget(call, target, layersOf.get(target.output) ?? target.output, data))
    .every(fits => fits);
}

function checkTarget(call: Call, target: Target, symbolic: Value, data: FitData): boolean {
  const { loss, output, labels } = target;
  if (labels.type.raggedRank !== undefined || output.type.raggedRank !== undefined) return true;
  if (labels.type.shape?.length === 0) {
    if (data.unbatched) reportScalarLabels(call, data.xSpan, loss.family !== 'elementwise');
    return true;
  }
  const batched = ({ type }: TensorValue) =>
    loss.family === 'elementwise' && data.batch !== null && type.shape ? [type.shape[0] ?? data.batch, ...type.shape.slice(1)] : type.shape;
  const verdict = judged(loss.family, batched(labels), batched(output));
  if (verdict.kind === 'fits') checkRange(call, target, data);
  else if (verdict.kind === 'broadcast') reportBroadcast(call, target, verdict, symbolic, data);
  else if (verdict.kind !== 'unknown') reportMismatch(call, target, verdict, symbolic, data);
  return verdict.kind === 'fits' || verdict.kind === 'unknown';
}

const families: { [family in LossFamily]: string } = {
  categorical: 'one-hot labels of the width of the output',
  sparse: 'one class number per sample',
  binary: 'labels of the shape of the output',
  elementwise: 'labels of the shape of the output',
};

type Mismatch = Extract<Verdict, { kind: 'rank' | 'width' | 'batch' }>;

/** What the user should look at, and what to do there. */
interface Cause {
  readonly span: Span;
  readonly advice: string;
  readonly fixes?: Fix[];
}

function reportMismatch(call: Call, target: Target, verdict: Mismatch, symbolic: Value, data: FitData): void {
  const { loss, lossSpan, labels, output } = target;
  const { span, advice, fixes = [] } = causeOf(call, target, symbolic, data);
  const [label, given] = [printShape(labels.type.shape), printShape(output.type.shape)];
  const words =
    kerasOf(call) === '2'
      ? keras2Words(loss, labels.type.shape, output.type.shape)
      : `${verdict.words.replace(/\.?$/, '.')} Received: target.shape=${printShape(verdict.target)}, output.shape=${printShape(verdict.output)}`;
  const crash: Related = { span: call.context.span, message: 'It raises here.' };
  const facts = `${loss.name} takes ${families[loss.family]}; the model gives ${given} and the labels of ${data.what} are ${label} (None is the batch).`;
  const report = keras2Takes(loss.family, labels.type.shape, output.type.shape) ? failInKeras3 : fail;
  report(call, 'model-output-labels', `${facts} ${advice} Keras: "${words}".`, {
    span,
    related: [crash],
    fixes,
    // Fitting, evaluating and validating with labels of the same form are one mistake.
    mistake: `${loss.name} ${lossSpan.path}:${lossSpan.line}:${lossSpan.column} ${printShape(labels.type.shape?.slice(1) ?? null)} ${printShape(output.type.shape?.slice(1) ?? null)}`,
  });
}

function causeOf(call: Call, target: Target, symbolic: Value, data: FitData): Cause {
  const { loss, lossSpan, labels, output } = target;
  const [label, given] = [labels.type.shape ?? [], output.type.shape ?? []];
  const width = given.at(-1) ?? null;
  const classes = width !== null && width > 1;
  const otherLoss = (to: 'sparse' | 'categorical'): Fix[] => otherCrossentropy(call, target.given, loss, lossSpan, to);
  if (data.what !== 'the data') return { span: data.ySpan, advice: 'Give the labels of training and validation the same form.' };
  if (loss.family === 'sparse' && label.length === given.length && label.at(-1) !== 1) {
    const advice = 'The labels are one-hot: use categorical_crossentropy, or give class numbers (argmax of the labels).';
    return { span: lossSpan, advice, fixes: otherLoss('categorical') };
  }
  const numbered = label.length === given.length - 1 || (label.length === given.length && label.at(-1) === 1);
  if (loss.family === 'categorical' && classes && numbered) {
    const advice = `The labels look like class numbers: use sparse_categorical_crossentropy, or make them one-hot with keras.utils.to_categorical(labels, ${width}).`;
    return { span: lossSpan, advice, fixes: [...otherLoss('sparse'), ...oneHotLabels(call, data, width)] };
  }
  const layer = widthLayer(symbolic);
  if (given.length > label.length && given.length > 2) {
    const made = symbolic.kind === 'tensor' ? symbolic.origin?.span : undefined;
    const advice =
      'The output has more axes than the labels: a Flatten or a global pooling layer is missing before it, or a recurrent layer returns its whole sequence.';
    return { span: layer?.layer.origin.span ?? made ?? call.context.span, advice, fixes: flatter(call, target, symbolic) };
  }
  const units = label.length === given.length ? label.at(-1) : label.length === 1 && given.length === 2 ? 1 : null;
  if (layer?.units !== undefined && units && units !== layer.units && loss.family !== 'sparse') {
    const advice = `The last Dense has ${several(layer.units, 'unit')} where the labels have ${several(units, 'column')}.`;
    return { span: layer.span, advice, fixes: unitsOf(layer, units) };
  }
  return { span: data.ySpan, advice: 'Make the two agree.' };
}

const unitsOf = ({ config, span }: WidthLayer, units: number): Fix[] =>
  config.given('units') ? [{ title: `Give the last Dense ${several(units, 'unit')}`, edits: [{ span, text: String(units) }] }] : [];

/** What takes the axes away that the labels have not, where the labels fit then. */
function flatter(call: Call, { loss, output, labels }: Target, symbolic: Value): Fix[] {
  const layer = widthLayer(symbolic);
  const shape = output.type.shape;
  const fits = shape && judged(loss.family, labels.type.shape, [shape[0], shape.at(-1) ?? null]).kind === 'fits';
  return layer && fits ? oneVector(call, layer, symbolic) : [];
}

function reportBroadcast(
  call: Call,
  target: Target,
  verdict: Extract<Verdict, { kind: 'broadcast' }>,
  symbolic: Value,
  data: FitData,
): void {
  const { loss, labels, output, lossSpan } = target;
  const [label, given] = [printShape(labels.type.shape), printShape(output.type.shape)];
  const ranks = verdict.target?.length !== verdict.output?.length;
  const layer = widthLayer(symbolic);
  const deeper = (output.type.shape?.length ?? 0) > (labels.type.shape?.length ?? 0);
  const wanted = ranks ? null : (labels.type.shape?.at(-1) ?? null);
  const fixes = deeper ? flatter(call, target, symbolic) : layer && wanted ? unitsOf(layer, wanted) : [];
  fail(
    call,
    'silent-broadcast',
    `${loss.name} compares the labels of ${data.what}, ${label}, with the output, ${given}, and ${ranks ? 'aligns them from the last axis, so that the batch meets another axis' : 'repeats the smaller one'}: it runs where it can, and does not measure what is meant. Give both the same shape.`,
    { span: data.ySpan, level: 'warning', related: [{ span: lossSpan, message: `The loss is ${loss.name}.` }], fixes },
  );
}

/** Class numbers against the number of classes that the model gives. */
function checkRange(call: Call, { loss, labels, output }: Target, data: FitData): void {
  const range = valueRange(labels);
  const classes = output.type.shape?.at(-1) ?? null;
  if (loss.family !== 'sparse' || range === undefined || classes === null) return;
  if (range.max < classes && range.min >= 0) return;
  const bad = range.max >= classes ? range.max : range.min;
  const layer = widthLayer(output);
  fail(
    call,
    'label-range',
    `The labels of ${data.what} go from ${range.min} to ${range.max} (${range.where}), and the model has ${classes} classes, 0 to ${classes - 1}. Give the last layer ${range.max + 1} units, or number the classes from 0. TensorFlow: "Received a label value of ${bad} which is outside the valid range of [0, ${classes})".`,
    {
      span: layer?.span ?? data.ySpan,
      related: [{ span: call.context.span, message: 'It raises here, in training.' }],
      fixes:
        layer?.config.given('units') && range.min >= 0
          ? [{ title: `Give the last layer ${range.max + 1} units`, edits: [{ span: layer.span, text: String(range.max + 1) }] }]
          : [],
    },
  );
}
