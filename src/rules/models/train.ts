import type { Shape } from '../../tensor/shape';
import type { ProgramEvent } from '../../values/library';
import { asEntries, asInt, asItems } from '../../values/read';
import { type InstanceValue, NONE, type TensorValue, UNKNOWN, type Value } from '../../values/value';
import type { Bound } from '../core/bind';
import { before } from '../core/edits';
import { failInKeras3, isKeras2 } from '../core/keras';
import { isA } from '../core/objects';
import { fail } from '../core/report';
import type { Call, Rule } from '../core/rule';
import { stamped } from '../core/stamped';
import { ownMethod } from '../layers/own-state';
import { DATASET, datasetState, reportBroken } from '../pipeline/dataset';
import { leaves, mapNest } from '../pipeline/nest';
import { checkActivation } from './activation';
import { runsInBatches } from './batches';
import { outputsOf } from './call-model';
import { followCallbacks } from './callbacks';
import { callsFunction } from './called-losses';
import { checkContents } from './contents';
import { arrays, asArrays, elements, type FitData, refusesCardinality, refusesLists, taken } from './fit-data';
import { batchesOf, generated } from './generated';
import { historyOf } from './history';
import { checkLabels } from './labels';
import { type Meeting, symbolicOf } from './meet';
import { checkMetrics } from './metrics';
import { compiledOf, type ModelState, modelState } from './model';
import { withLosses } from './pairing';
import { refusesTypes } from './refused-types';
import { refusesStructure } from './structures';
import { refusesWeights } from './weights-given';

/** Everything that `fit` and `evaluate` do with their data, up to the first step. */
export const train =
  (name: 'fit' | 'evaluate'): Rule =>
  call => {
    call.context.emit({ name, span: call.context.span, args: { self: call.self, ...call.args.all }, ...asWritten(call) });
    if (name === 'fit') followCallbacks(call);
    const { args } = call;
    const main = gathered(call, args.get('x'), args.get('y'), { x: args.spanOf('x'), y: args.spanOf('y') }, 'the data');
    const fits = main === undefined || (!refusesWeights(call, main) && checked(call, main));
    const validation = name === 'fit' ? args.get('validation_data') : NONE;
    if (fits && validation.kind !== 'none' && !args.open) {
      const span = args.spanOf('validation_data');
      const pair = taken(validation);
      const held = pair
        ? gathered(call, pair.x, pair.y, { x: span, y: span }, 'the validation data')
        : gathered(call, validation, NONE, { x: span, y: span }, 'the validation data');
      if (held !== undefined) checked(call, held);
    }
    return name === 'fit' ? historyOf(call) : UNKNOWN;
  };

const asWritten = ({ args }: Call): Pick<ProgramEvent, 'spanOf' | 'open'> => ({
  spanOf: args.spanOf,
  open: args.open || args.rest.length > 0,
});

/** `train_on_batch` and `test_on_batch`: one step on the arrays as they are. */
export const onBatch: Rule = call => {
  const [x, y] = [call.args.get('x'), call.args.get('y')];
  if (isLegacy(call) || [x, y].some(part => leaves(part).some(({ kind }) => kind !== 'tensor' && kind !== 'none'))) return UNKNOWN;
  const spans = { x: call.args.spanOf('x'), y: call.args.spanOf('y') };
  checked(call, arrays(x, y, spans, Number.POSITIVE_INFINITY, 'the data', 1));
  return UNKNOWN;
};

const isLegacy = (call: Call): boolean => isKeras2(call) || modelState(call.self)?.legacy === true;

/** Data taken apart, where it is what `fit` takes; undefined where it is not known or was refused. */
function gathered(call: Call, given: Value, labels: Value, spans: { x: Span; y: Span }, what: string): FitData | undefined {
  const [x, y] = [asArrays(given), asArrays(labels)];
  if (isA(x, DATASET)) {
    if (!isLegacy(call) && ['tensor', 'list', 'tuple', 'dict'].includes(y.kind)) {
      const message =
        'A dataset holds its labels itself: y must not be given with it. Keras: "When providing `x` as a tf.data.Dataset, `y` should not be passed".';
      fail(call, 'fit-data-type', message, { span: spans.y });
      return undefined;
    }
    reportBroken(datasetState(x), call.context);
    return elements(x, spans.x, what);
  }
  const batches = batchesOf(call, x);
  if (batches !== undefined) return generated(call, batches, spans.x, what);
  const capital = what[0].toUpperCase() + what.slice(1);
  const parts = [
    [what === 'the data' ? 'x' : `x of ${what}`, x, spans.x],
    [what === 'the data' ? 'y' : `y of ${what}`, y, spans.y],
  ] as const;
  if (!isLegacy(call) && refusesLists(call, parts)) return undefined;
  if (refusesCardinality(call, x, y, call.context.span, capital) || refusesTypes(call, x, y, spans, what)) return undefined;
  if (leaves(x).some(({ kind }) => kind !== 'tensor')) return undefined;
  return arrays(x, y, spans, batchSizeOf(call), what, what === 'the data' ? trainedShare(call) : 1);
}

/** Samples in a batch; null where that is not known. */
const batchSizeOf = ({ args }: Call): number | null => {
  const size = args.get('batch_size');
  return size.kind === 'none' ? DEFAULT_BATCH_SIZE : (asInt(size) ?? null);
};
const DEFAULT_BATCH_SIZE = 32;

/** The share of the samples that is trained on, without those kept for validation; undefined where that is not known, or not all of them come. */
function trainedShare({ api, args }: Call): number | undefined {
  const split = args.get('validation_split');
  if (!api.endsWith('.fit')) return 1;
  if (args.get('steps_per_epoch').kind !== 'none' || args.open) return undefined;
  return split.kind === 'none' ? 1 : split.kind === 'int' || split.kind === 'float' ? 1 - split.value : undefined;
}
type Span = Call['context']['span'];

/** Whether data passes through the model and its losses. */
function checked(call: Call, data: FitData): boolean {
  const { outputs, symbolic, fits } = throughModel(call, data);
  if (!fits) return false;
  const compiled = compiledOf(call.self);
  checkContents(call, call.self, data);
  if (!runsInBatches(call, data)) return false;
  if (compiled === null || compiled.open || outputs.kind === 'unknown' || data.y.kind === 'none') return true;
  if (refusesLossWeights(call, compiled) || refusesStructure(call, compiled, symbolic, data)) return false;
  const fitsLabels = checkLabels(call, compiled, outputs, symbolic, data);
  const fitsLosses = withLosses(compiled.get('loss'), outputs, data.y)
    .map(pair => callsFunction(call, pair.loss, pair, 'loss', data))
    .every(fitting => fitting);
  return checkMetrics(call, compiled, outputs, data) && fitsLabels && fitsLosses;
}

/** Metrics in the third place of `compile`, where Keras 2 had them: they become loss weights, which the first step cannot multiply with. */
function refusesLossWeights(call: Call, compiled: Bound): boolean {
  const weights = compiled.get('loss_weights');
  const wrong = [weights, ...(asItems(weights) ?? asEntries(weights)?.map(([, value]) => value) ?? [])].some(isMetric);
  if (!wrong || compiled.get('loss').kind === 'none') return false;
  const span = compiled.spanOf('loss_weights');
  const text = call.context.textAt({ ...span, line: span.line, column: 1, endLine: span.line, endColumn: span.column });
  const named = text === undefined || /loss_weights\s*=\s*$/.test(text) || compiled.given('metrics') !== false;
  // In third place Keras 2 takes metrics.
  const report = named ? fail : failInKeras3;
  report(call, 'compile-argument', 'compile gets metrics as loss_weights, its third argument, which takes numbers. Write metrics=[…].', {
    span,
    related: [{ span: call.context.span, message: 'It raises here.' }],
    fixes: named ? [] : [{ title: 'Pass them as metrics', edits: [{ span: before(span), text: 'metrics=' }] }],
  });
  return true;
}

const isMetric = (value: Value): boolean =>
  value.kind === 'str' || /^keras\.metrics\./.test(value.kind === 'api' ? value.name : value.kind === 'object' ? value.type : '');

/** What the model gives for a batch; `fits` is false where it was refused or is not known. */
function throughModel(call: Call, data: FitData): { outputs: Value; symbolic: Value; fits: boolean } {
  const { self } = call;
  if (self.kind === 'instance') return throughOwn(call, self, data);
  const state = modelState(self);
  if (state === undefined || self.kind !== 'object') return { outputs: UNKNOWN, symbolic: UNKNOWN, fits: false };
  const outputs = outputsOf(meeting(call, state, data), self, data.x);
  const symbolic = modelState(self)?.outputs ?? UNKNOWN;
  return { outputs, symbolic, fits: outputs.kind !== 'unknown' };
}

const meeting = (call: Call, state: ModelState, { xSpan, what, unbatched }: FitData): Meeting => ({
  call,
  state,
  span: xSpan,
  what,
  unbatched,
});

/** A model of the program's own class: its `call` runs on a batch. Training steps of its own are its own business. */
function throughOwn(call: Call, self: InstanceValue, data: FitData): { outputs: Value; symbolic: Value; fits: boolean } {
  const nothing = { outputs: UNKNOWN, symbolic: UNKNOWN, fits: false };
  if (ownMethod(call, self, 'train_step') || ownMethod(call, self, 'compute_loss') || ownMethod(call, self, 'call') === undefined)
    return nothing;
  const here = { span: call.context.span, message: 'The model meets its data here.' };
  const batch = mapNest(data.x, (value: TensorValue) => symbolicOf(value));
  const inputs = stamped(batch, { op: 'keras.Input', args: {}, span: call.context.span });
  const outputs = call.context.onBehalf(here, () => call.context.call(self, [inputs]));
  call.context.emit({ name: 'traced', span: call.context.span, args: { self, inputs, outputs } });
  return { outputs, symbolic: outputs, fits: outputs.kind !== 'unknown' };
}

/** `predict(x)`: arrays of what the model gives for all rows. */
export const predict: Rule = call => {
  const x = asArrays(call.args.get('x'));
  const state = modelState(call.self);
  const spans = spansOf(call);
  const data = isA(x, DATASET) ? elements(x, spans.x, 'the data') : gathered(call, x, NONE, spans, 'the data');
  if (data === undefined) return UNKNOWN;
  const through = (some: FitData): Value =>
    state && call.self.kind === 'object' ? outputsOf(meeting(call, state, some), call.self, some.x) : throughModel(call, some).outputs;
  const rows = leaves(x).map(leaf => (leaf.kind === 'tensor' ? leaf.type.shape?.[0] : undefined));
  const isOne = !isA(x, DATASET) && rows.every(count => typeof count === 'number' && count === data.batch);
  const batch = through(isOne ? { ...data, x } : data);
  if (batch.kind === 'unknown' || !runsInBatches(call, data)) return UNKNOWN;
  const outputs = isOne || isA(x, DATASET) ? batch : call.context.quietly(() => through({ ...data, x }));
  // How many samples a dataset has is for its reader to count; a batch says the other dimensions.
  const shapeOf = (shape: Shape): Shape => (shape?.length && isA(x, DATASET) ? [null, ...shape.slice(1)] : shape);
  return mapNest(outputs, ({ type }) => ({ kind: 'tensor', family: 'numpy', type: { ...type, shape: shapeOf(type.shape) } }));
};
const spansOf = ({ args }: Call) => ({ x: args.spanOf('x'), y: args.spanOf('x') });

/** `compile(…)`: kept for training. */
export const compile: Rule = call => {
  const { self } = call;
  if (self.kind === 'object' || self.kind === 'instance') {
    const state = self.state.content;
    if (typeof state === 'object' && state !== null) call.context.write<unknown>(self.state, { ...state, compiled: call.args });
  }
  const outputs = isLegacy(call) ? undefined : modelState(self)?.outputs;
  if (outputs !== undefined) checkActivation(call, call.args, outputs);
  call.context.emit({ name: 'compile', span: call.context.span, args: { self, ...call.args.all }, ...asWritten(call) });
  return NONE;
};
