import type { Fix, Mistake, Related } from '../../diagnostics/diagnostic';
import type { Span } from '../../diagnostics/span';
import { isFloat } from '../../tensor/dtype';
import { type Dim, printShape, type Shape } from '../../tensor/shape';
import { asEntries, asString } from '../../values/read';
import { list, type TensorValue, UNKNOWN, type Value } from '../../values/value';
import { suffixed, withoutFirst } from '../core/edits';
import { kerasOf } from '../core/keras';
import { isA } from '../core/objects';
import { fail } from '../core/report';
import type { Call } from '../core/rule';
import { tensor, tensorsIn } from '../core/tensors';
import { layerState } from '../layers/layer';
import { DATASET } from '../pipeline/dataset';
import { leaves } from '../pipeline/nest';
import { batched } from './fit-data';
import { keras2InputWords } from './keras2-words';
import type { ModelState } from './model';

/** Data as it meets the inputs of a model: as Keras adapts it, or what does not fit. */
export interface Meeting {
  readonly call: Call;
  readonly state: ModelState;
  /** Where the program gives the data. */
  readonly span: Span;
  /** How a message calls it: "the data", "the validation data". */
  readonly what: string;
  /** Elements of a dataset that was not batched. */
  readonly unbatched?: boolean;
}

/** The tensors of the data in the order of the model's inputs; undefined where that is not known, or was refused. */
function ordered(meeting: Meeting, data: Value): readonly Value[] | undefined {
  const { call, state, span } = meeting;
  const inputs = leaves(state.inputs);
  const entries = asEntries(data);
  if (entries !== undefined) {
    const names =
      asEntries(state.inputs)?.map(([name]) => name) ??
      inputs.map(input => (input.kind === 'tensor' && input.origin ? asString(input.origin.args.name) : undefined));
    if (names.includes(undefined)) {
      if (names.length === 1) refuseUnnamed(meeting, entries);
      return undefined;
    }
    const given = new Map(entries);
    const missing = names.find(name => name !== undefined && !given.has(name));
    if (missing !== undefined) {
      fail(
        call,
        'model-input-data',
        `The model has an input named '${missing}', and ${meeting.what} has ${entries.map(([name]) => `'${name}'`).join(', ')}. Keras: "Missing data for input "${missing}"".`,
        { span },
      );
      return undefined;
    }
    return names.map(name => given.get(name ?? '') ?? UNKNOWN);
  }
  const given = leaves(data);
  if (given.some(({ kind }) => kind !== 'tensor')) return undefined;
  if (given.length === inputs.length) return given;
  if (state.kind === 'functional' && inputs.every(({ kind }) => kind === 'tensor'))
    fail(
      call,
      'model-input-data',
      `The model has ${inputs.length} input${inputs.length === 1 ? '' : 's'}, and ${meeting.what} has ${given.length} arrays. Keras: "Layer "${state.name}" expects ${inputs.length} input(s), but it received ${given.length} input tensors".`,
      { span },
    );
  return undefined;
}

/** A dictionary for an input that has no name of the program's: the names that Keras itself gives are the only ones that fit. */
function refuseUnnamed({ call, span, what }: Meeting, entries: readonly [string, Value][]): void {
  if (entries.some(([name]) => /^(keras_tensor|input)/.test(name))) return;
  const names = entries.map(([name]) => `'${name}'`).join(', ');
  fail(
    call,
    'model-input-data',
    `${capital(what)} is a dictionary with ${names}, and the model's one input has no such name. Give the array itself, or name the Input. Keras: "The structure of 'inputs' does not match the expected structure".`,
    { span },
  );
}

const withoutOne = (shape: readonly Dim[]): readonly Dim[] => (shape.at(-1) === 1 ? shape.slice(0, -1) : shape);

/** Whether the dimensions after the batch provably differ, as a functional model's InputSpec compares them. */
function clash(wanted: readonly Dim[], given: readonly Dim[]): boolean {
  const [a, b] = [withoutOne(wanted), withoutOne(given)];
  for (let axis = 1; axis < Math.min(a.length, b.length); axis++) {
    if (a[axis] !== null && b[axis] !== null && a[axis] !== b[axis]) return true;
  }
  return false;
}

/** Data with its rank made the input's, by the rule of keras.Model: an axis of size 1 at the end may be missing or too much. */
export function adjusted(wanted: Shape, given: Shape): Shape | undefined {
  if (wanted === null || given === null || wanted.length === given.length) return given;
  if (given.length === wanted.length + 1 && given.at(-1) === 1) return given.slice(0, -1);
  if (given.length === wanted.length + 1 && given.at(-1) === null) return null;
  if (given.length === wanted.length - 1 && wanted.at(-1) === 1) return [...given, 1];
  if (given.length === wanted.length - 1 && wanted.at(-1) === null && wanted.length > 0) return null;
  return undefined;
}

/** The data as the model's graph gets it: its inputs' dtypes, its rank adjusted. Undefined where it is not known, or was refused. */
export function met(meeting: Meeting, data: Value): ReadonlyMap<Value, Value> | undefined {
  const inputs = leaves(meeting.state.inputs);
  if (inputs.some(input => input.kind !== 'tensor')) return undefined;
  const given = ordered(meeting, data);
  if (given === undefined) return undefined;
  const pairs = inputs.map((input, index) => [input as TensorValue, fitted(meeting, input as TensorValue, given[index])] as const);
  return pairs.some(([, value]) => value === undefined) ? undefined : new Map(pairs as [TensorValue, Value][]);
}

function fitted(meeting: Meeting, input: TensorValue, given: Value): Value | undefined {
  if (given.kind !== 'tensor') return UNKNOWN;
  if (refusesDType(meeting, input, given)) return undefined;
  const [wanted, shape] = [input.type.shape, given.type.shape];
  const dims = adjusted(wanted, shape);
  const isOld = kerasOf(meeting.call) === '2';
  const clashes = (isOld || meeting.state.kind === 'functional') && wanted !== null && shape !== null && clash(wanted, shape);
  // Of another number of axes Keras 2 lets the layers judge.
  if (isOld && dims === undefined && !clashes) return undefined;
  if (dims === undefined || clashes) {
    reportShape(meeting, input, given);
    return undefined;
  }
  const { sparse, raggedRank } = given.type;
  const value = tensor(given.family, dims, input.type.dtype ?? given.type.dtype, given.facts && { facts: given.facts });
  return sparse || raggedRank !== undefined ? { ...value, type: { ...value.type, ...(sparse && { sparse }), raggedRank } } : value;
}

/** Texts cannot become numbers. */
function refusesDType({ call, span, what }: Meeting, input: TensorValue, given: TensorValue): boolean {
  const [wanted, dtype] = [input.type.dtype, given.type.dtype];
  if (dtype !== 'string' || wanted === null || wanted === 'string') return false;
  fail(
    call,
    'model-input-data',
    `The model takes ${wanted} ${printShape(input.type.shape)}, and ${what} holds texts. Turn texts into numbers before (a TextVectorization or StringLookup layer), or give the Input dtype="string".`,
    { span, related: related(input) },
  );
  return true;
}

const related = (input: TensorValue): { span: Span; message: string }[] =>
  input.origin ? [{ span: input.origin.span, message: `The model's input is declared here: ${printShape(input.type.shape)}.` }] : [];

/** What is wrong with the shape of data: the batch axis forgotten, the number of samples in the Input, or other features. */
export function reportShape(meeting: Meeting, input: TensorValue, given: TensorValue, shown: readonly Related[] = []): void {
  const { call, state, span, what, unbatched } = meeting;
  const [wanted, shape] = [input.type.shape ?? [], given.type.shape ?? []];
  const place = state.inputSpan ?? input.origin?.span;
  const sample = wanted.slice(1);
  const same = (a: readonly Dim[], b: readonly Dim[]) =>
    a.length === b.length && a.every((dim, axis) => dim === null || b[axis] === null || dim === b[axis]);
  const expected =
    kerasOf(call) === '2'
      ? keras2InputWords(wanted, shape)
      : `Expected shape ${printShape(wanted)}, but input has incompatible shape ${printShape(shape)}`;
  const declared = [
    ...(place ? [{ span: place, message: `The model's input is declared here: ${printShape(wanted)}; None is the batch.` }] : []),
    ...shown,
  ];
  if (unbatched && same(sample, shape)) {
    fail(
      call,
      'missing-batch',
      `The dataset gives single samples of shape ${printShape(shape)}; a model takes batches of them, ${printShape(wanted)}. Call .batch(…) on the dataset. Keras: "${expected}".`,
      { span, related: declared, fixes: batched(call, span) },
    );
    return;
  }
  const mistake = mistakeOf(place ?? span, wanted, shape);
  if (
    place !== undefined &&
    shape[0] === null &&
    sample.length > 1 &&
    same(sample.slice(1), shape.slice(1)) &&
    sample.length === shape.length
  ) {
    fail(
      call,
      'model-input-data',
      `The model's input is ${printShape(wanted)}, and one sample of ${what} is ${printShape(shape.slice(1))}: the first number of shape or input_shape looks like the number of samples. They do not include the batch; write ${printShape(shape.slice(1))}. Keras: "${expected}".`,
      {
        span: place,
        related: [{ span, message: `It raises here: ${what} has shape ${printShape(shape)}.` }, ...shown],
        fixes: withoutSamples(call, state, input),
        mistake,
      },
    );
    return;
  }
  if (same(sample, shape) && given.family !== 'keras' && isAsking(call)) {
    fail(
      call,
      'model-input-data',
      `${capital(what)} has shape ${printShape(shape)}: a single sample, without the batch axis. The model takes ${printShape(wanted)}; give a batch of one, x[None]. Keras: "${expected}".`,
      { span, related: declared, fixes: batchOfOne(call, span), mistake },
    );
    return;
  }
  const counted = sample.length === shape.length && sample.length > 1 && same(sample.slice(1), shape.slice(1));
  const advice = counted
    ? `The first number of the input's shape looks like the number of samples: shape and input_shape do not include the batch, write ${printShape(shape.slice(1))}.`
    : 'Make the two agree (None is the batch).';
  const rank = wanted.length !== shape.length ? `rank ${shape.length} where rank ${wanted.length} is wanted` : 'another shape';
  fail(
    call,
    'model-input-data',
    `${capital(what)} has shape ${printShape(shape)} and the model takes ${printShape(wanted)}: ${rank}. ${advice} Keras: "${expected}".`,
    { span, related: declared, mistake, fixes: counted ? withoutSamples(call, state, input) : [] },
  );
}

/** A model is asked about samples, perhaps one; data for training comes in many. */
const isAsking = ({ api }: Call): boolean => /\.(predict|predict_on_batch|__call__)$/.test(api);

/** `x[None]` for a single sample. */
function batchOfOne({ context, args }: Call, span: Span): Fix[] {
  const isSingle = /^[^[{(]/.test(context.textAt(span) ?? '') && !isA(args.get('x'), DATASET);
  return isSingle ? [{ title: 'Add the batch axis: [None]', edits: suffixed(context, span, '[None]') }] : [];
}

/** The shape of the model's input without its first size. */
function withoutSamples({ context }: Call, state: ModelState, input: TensorValue): Fix[] {
  const first = state.layers?.[0]?.layer;
  const written = input.origin?.args.shape ?? (first && layerState(first)?.config.all.input_shape);
  const spans = written?.kind === 'tuple' && written.spans?.length === written.items.length ? written.spans : [];
  if (spans.length !== (input.type.shape?.length ?? 0) - 1) return [];
  const edits = withoutFirst(context, spans);
  return edits ? [{ title: 'Drop the number of samples from the shape: it does not include the batch', edits }] : [];
}

/** The same data that does not fit the same input, however often it is given. */
const mistakeOf = ({ path, line, column }: Span, wanted: readonly Dim[], given: readonly Dim[]): string =>
  `${path}:${line}:${column} ${printShape(wanted)} ${printShape([null, ...given.slice(1)])} ${given.length}`;

const capital = (text: string): string => text[0].toUpperCase() + text.slice(1);

/** A symbolic tensor of what one batch of data is, for a model that has no Input. */
export const symbolicOf = (value: TensorValue): TensorValue => ({
  ...tensor('keras', value.type.shape, floatsOf(value), value.facts && { facts: value.facts }),
  ...(value.type.sparse || value.type.raggedRank !== undefined ? { type: { ...value.type, dtype: floatsOf(value) } } : {}),
});
/** Arrays of floats become the float of Keras. */
export const floatsOf = ({ type, family }: TensorValue): TensorValue['type']['dtype'] =>
  type.dtype !== null && isFloat(type.dtype) && family === 'numpy' ? 'float32' : type.dtype;

/** Says what a layer refuses of the data at the data, with the layer as the place where it shows. */
export function blamed(meeting: Meeting, diagnostics: readonly Mistake[], data: Value, inputs: Value): boolean {
  const { call, span, what } = meeting;
  const error = diagnostics.find(({ level }) => level === 'error');
  if (error === undefined) return false;
  if (call.context.alreadyReported(error)) return true;
  if (error.inModel) {
    call.context.report({ ...error, related: [...(error.related ?? []), { span: call.context.span, message: 'It raises here.' }] });
    return true;
  }
  const [given, wanted] = [tensorsIn(data)[0], tensorsIn(inputs)[0]];
  if (given && wanted && given.type.shape?.length === (wanted.type.shape?.length ?? 0) - 1) {
    reportShape(meeting, wanted, given, [{ span: error.span, message: error.message }]);
    return true;
  }
  const shapes =
    given && wanted
      ? ` has shape ${printShape(given.type.shape)} and the model takes ${printShape(wanted.type.shape)} (None is the batch)`
      : ' does not fit the model';
  fail(call, 'model-input-data', `${capital(what)}${shapes}: a layer refuses it. ${error.message}`, {
    span,
    related: [{ span: error.span, message: 'This layer refuses it.' }, ...(wanted ? related(wanted) : [])],
    mistake: mistakeOf(error.span, wanted?.type.shape ?? [], given?.type.shape ?? []),
  });
  return true;
}

export const listOf = (value: Value): Value => (value.kind === 'tensor' ? list([value]) : value);
