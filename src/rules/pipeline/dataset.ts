import type { Mistake } from '../../diagnostics/diagnostic';
import { isBounded } from '../../values/extent';
import { type ObjectValue, type TensorValue, UNKNOWN, type Value } from '../../values/value';
import type { ObjectKind } from '../core/kind';
import { object } from '../core/objects';
import type { Call } from '../core/rule';
import { tensorsIn } from '../core/tensors';
import { mapNest } from './nest';

/** What is known of a tf.data.Dataset. */
export interface DatasetState {
  /** One element: a nest of symbolic tensors, as `element_spec` describes it. */
  readonly element: Value;
  /** Number of elements; null where it is not known. Infinity after `repeat()`. */
  readonly cardinality: number | null;
  /** Files that its records come from, where it is a TFRecordDataset or was made from one. */
  readonly files: readonly string[] | null;
  /** Elements of the dataset before that the last `batch` puts together; absent where there was none. */
  readonly batchSize?: number | null;
  /** What the predicate of `filter` gave for an element; of the dataset that `filter` made, and not of those made of it. */
  readonly verdict?: Value;
  /** The dataset that the function of `interleave` made of an element; of the dataset that `interleave` made, and not of those made of it. */
  readonly inner?: Value;
  /** The first element as it comes, with the rows that its batch has; absent where that is not known. */
  readonly first?: FirstElement;
  /** What is raised where its elements are read. */
  readonly broken?: Omit<Mistake, 'related'>;
  /** Rows of the one batch that is smaller than the others; absent where that is not known. */
  readonly remainder?: number;
}

interface FirstElement {
  readonly element: Value;
  /** So are all the others. */
  readonly all: boolean;
}

/** What is known of the first element where others may now come before it. */
export const ifAll = (first: FirstElement | undefined): FirstElement | undefined => (first?.all ? first : undefined);

export const DATASET = 'tf.data.Dataset';

/** What is known of a dataset; undefined for one that `tf.data.Dataset(…)` itself made, which holds what it was given. */
export const datasetState = (value: Value): DatasetState | undefined => {
  const state = value.kind === 'object' ? (value as ObjectValue).state.content : undefined;
  return typeof state === 'object' && state !== null && 'element' in state ? (state as DatasetState) : undefined;
};

/** A dataset that this call makes. An element that cannot be walked through, as of datasets zipped with themselves again and again, is not known. */
export const dataset = (call: Call, state: DatasetState | undefined): Value =>
  object(call, DATASET, state && (isBounded(state.element) ? state : { ...state, element: UNKNOWN, first: undefined }));

/** A dataset of which nothing is known but that it is one. */
export const anyDataset = (call: Call): Value => dataset(call, undefined);

/** The dataset that a method of another gives: what the method says, the rest as before, but for the first element of another kind or order. */
export function derived(call: Call, change: (state: DatasetState) => Partial<DatasetState>): Value {
  const state = datasetState(call.self);
  if (state === undefined) return dataset(call, undefined);
  const changed = change(state);
  return dataset(call, {
    ...state,
    verdict: undefined,
    inner: undefined,
    remainder: undefined,
    first: 'element' in changed ? undefined : ifAll(state.first),
    ...changed,
  });
}

/** Runs what TensorFlow traces: tensors are symbolic in it. */
export function traced<T>(call: Call, run: () => T): T {
  call.session.graphDepth++;
  try {
    return run();
  } finally {
    call.session.graphDepth--;
  }
}

/** A dataset's function called on an element: tuples are spread over the parameters. What goes wrong inside happens at this call. */
export function applied(call: Call, fn: Value, element: Value): Value {
  const given = asArgument(element);
  const run = () => call.context.call(fn, given.kind === 'tuple' ? given.items : [given], {}, []);
  return traced(call, () => call.context.onBehalf({ span: call.context.span, message: 'The dataset runs this function here.' }, run));
}

/** Ragged rows without a ragged axis of their own are plain tensors to a function. */
const asArgument = (element: Value): Value =>
  tensorsIn(element).some(({ type }) => type.raggedRank === 0) ? mapNest(element, withoutRaggedRank) : element;
const withoutRaggedRank = (value: TensorValue): TensorValue => {
  const { raggedRank, ...type } = value.type;
  return raggedRank === 0 ? { ...value, type } : value;
};

/** An element as Python sees it when it iterates. */
const seen = (family: TensorValue['family']) => (value: Value) =>
  mapNest(value, element => {
    const { type, facts } = withoutRaggedRank(element);
    return { kind: 'tensor', family, type, ...(facts && { facts }) };
  });
export const eagerElement = (element: Value): Value => (element.kind === 'object' ? element : seen('eager')(element));
export const numpyElement = (element: Value): Value => (element.kind === 'object' ? element : seen('numpy')(element));

/** What a loop over the numbers of a dataset sees each time. */
export const eachOf = (state: DatasetState | undefined): Value => {
  const { first, cardinality, element = UNKNOWN } = state ?? {};
  return first && (first.all || cardinality === 1) ? first.element : element;
};

/** How often a loop over it runs; null where that is not known. */
const countOf = (state: DatasetState | undefined): number | null =>
  Number.isFinite(state?.cardinality ?? Number.NaN) ? (state?.cardinality ?? null) : null;

/** Tells what is wrong with a dataset that is read here. */
export function reportBroken(state: DatasetState | undefined, context: Call['context']): void {
  if (state?.broken) context.report({ ...state.broken, related: [{ span: context.span, message: 'The dataset is read here.' }] });
}

export const datasetKind: ObjectKind = {
  attribute: ({ self }, name) => (name === 'element_spec' ? (datasetState(self)?.element ?? UNKNOWN) : undefined),
  iterate: ({ self, session, context }) => {
    const state = datasetState(self);
    reportBroken(state, context);
    return { each: session.graphDepth > 0 ? (state?.element ?? UNKNOWN) : eagerElement(eachOf(state)), count: countOf(state) };
  },
  length: self => {
    const cardinality = datasetState(self)?.cardinality;
    return cardinality === null || cardinality === undefined || !Number.isFinite(cardinality) ? undefined : cardinality;
  },
};

/** `as_numpy_iterator()`. */
export const NUMPY_ITERATOR = 'tf.data.NumpyIterator';
export const numpyIteratorKind: ObjectKind = {
  iterate: ({ self }) => ({ each: numpyElement(eachOf(datasetState(self))), count: countOf(datasetState(self)) }),
};
