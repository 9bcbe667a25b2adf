import { type ObjectValue, UNKNOWN, type Value } from '../../values/value';
import type { Kind } from '../core/kind';
import { object } from '../core/objects';
import type { Call } from '../core/rule';

/** What is known of a tf.data.Dataset. */
export interface DatasetState {
  /** One element: a nest of symbolic tensors, as `element_spec` describes it. */
  readonly element: Value;
  /** Number of elements; null where it is not known. Infinity after `repeat()`. */
  readonly cardinality: number | null;
  /** Files that its records come from, where it is a TFRecordDataset or was made from one. */
  readonly files: readonly string[] | null;
}

export const DATASET = 'tf.data.Dataset';

export const stateOf = (value: Value): DatasetState | undefined =>
  value.kind === 'object' ? ((value as ObjectValue).state.content as DatasetState | undefined) : undefined;

/** The dataset that a method of another gives: what the method says, the rest as before. */
export function derived(call: Call, change: (state: DatasetState) => Partial<DatasetState>): Value {
  const state = stateOf(call.self);
  return object(call, DATASET, state && { ...state, ...change(state) });
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

/** A dataset's function called on an element: tuples are spread over the parameters. */
export function applied(call: Call, fn: Value, element: Value): Value {
  return traced(call, () => call.context.call(fn, element.kind === 'tuple' ? element.items : [element]));
}

export const datasetKind: Kind = {
  attribute: ({ self }, name) => (name === 'element_spec' ? (stateOf(self)?.element ?? UNKNOWN) : undefined),
  iterate: ({ self }) => ({ each: stateOf(self)?.element ?? UNKNOWN }),
  length: self => {
    const cardinality = stateOf(self)?.cardinality;
    return cardinality === null || cardinality === undefined || !Number.isFinite(cardinality) ? undefined : cardinality;
  },
};
