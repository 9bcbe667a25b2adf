import { asInt, asItems } from '../../values/read';
import { tuple, UNKNOWN, type Value } from '../../values/value';
import { isA, object } from '../core/objects';
import { fail } from '../core/report';
import type { Call, Rule } from '../core/rule';
import { tensor, typeOf } from '../core/tensors';
import {
  anyDataset,
  applied,
  DATASET,
  dataset,
  datasetState,
  derived,
  eachOf,
  eagerElement,
  ifAll,
  NUMPY_ITERATOR,
  traced,
} from './dataset';
import { asElement, hasRows, isMismatch, mapNest, mergedElement } from './nest';
import { shownElement } from './sources';

export const map: Rule = call =>
  derived(call, ({ element, first, batchSize, remainder }) => {
    const mapped = (given: Value): Value => asElement(applied(call, call.args.get('map_func'), given));
    const after = first && { ...first, element: call.context.quietly(() => mapped(first.element)) };
    return { element: mapped(element), first: after, remainder: after && hasRows(after.element, batchSize) ? remainder : undefined };
  });

/** Steps that change neither the elements nor how many there are, nor their order. */
export const unchanged: Rule = call => derived(call, ({ first, remainder }) => ({ first, remainder }));
/** The same elements in another order. */
export const reordered: Rule = call => derived(call, ({ remainder }) => ({ remainder }));
/** Steps that change only how many elements there are, in a way that is not known. */
export const fewer: Rule = call => derived(call, () => ({ cardinality: null }));

const counted = (count: (before: number, argument: number) => number, parameter: string, keepsFirst = false): Rule => {
  return call => {
    const argument = asInt(call.args.get(parameter));
    return derived(call, ({ cardinality, first }) => ({
      first: keepsFirst ? first : ifAll(first),
      cardinality: cardinality === null || argument === undefined ? null : count(cardinality, argument),
    }));
  };
};
export const take = counted((before, count) => (count < 0 ? before : Math.min(before, count)), 'count', true);
export const skip = counted((before, count) => (count < 0 ? 0 : Math.max(0, before - count)), 'count');
export const shard = counted((before, shards) => (Number.isFinite(before) ? Math.ceil(before / shards) : before), 'num_shards');

/** `repeat(count=None)`: without end where no count is given. */
export const repeat: Rule = call => {
  const given = call.args.get('count');
  const count = given.kind === 'none' ? -1 : asInt(given);
  return derived(call, ({ cardinality, first }) => {
    if (count !== undefined && count < 0) return { first, cardinality: cardinality === 0 ? 0 : Number.POSITIVE_INFINITY };
    return { first, cardinality: cardinality === null || count === undefined ? null : count === 0 ? 0 : cardinality * count };
  });
};

/** `filter(predicate)`: the predicate gives one truth value. */
export const filter: Rule = call => {
  const state = datasetState(call.self);
  const verdict = state && applied(call, call.args.get('predicate'), state.element);
  const type = verdict?.kind === 'tensor' || verdict?.kind === 'int' || verdict?.kind === 'float' ? typeOf(verdict) : undefined;
  if (type?.dtype && type.shape && (type.dtype !== 'bool' || type.shape.length > 0)) {
    const shown = shownElement(tensor('graph', type.shape, type.dtype));
    fail(
      call,
      type.dtype !== 'bool' ? 'op-dtype' : 'op-shape',
      `The predicate of filter() must give one truth value (a bool scalar) for each element; this one gives ${shown}. Compare, or reduce with tf.reduce_all() or tf.reduce_any().`,
      { span: call.args.spanOf('predicate') },
    );
  }
  return derived(call, () => ({ cardinality: null, verdict }));
};

/** `take_while(predicate)`. */
export const takeWhile: Rule = call =>
  derived(call, ({ element }) => ({ cardinality: null, verdict: applied(call, call.args.get('predicate'), element) }));

export const enumerate: Rule = call => derived(call, state => ({ element: tuple([tensor('graph', [], 'int64'), state.element]) }));

/** What a function that gives datasets gives for one element. */
function inner(call: Call, fn: Value): Value | undefined {
  const state = datasetState(call.self);
  if (state === undefined) return undefined;
  const made = applied(call, fn, state.element);
  if (isA(made, DATASET)) return made;
  if (['tensor', 'dict', 'tuple', 'list'].includes(made.kind)) {
    const name = call.api.slice(call.api.lastIndexOf('.') + 1);
    const message = `The function of ${name}() must give a tf.data.Dataset for each element, and gives ${shownElement(made)}. Use map(), or wrap the result: tf.data.Dataset.from_tensor_slices(…).`;
    fail(call, 'op-dtype', message, { span: call.args.spanOf('map_func') });
  }
  return undefined;
}

/** `flat_map(fn)` and `interleave(fn)`: the elements of the datasets that the function gives. */
export const flattened: Rule = call => {
  const made = inner(call, call.args.get('map_func'));
  const state = made && datasetState(made);
  const files = state?.files ?? datasetState(call.self)?.files ?? null;
  return dataset(
    call,
    state && {
      ...state,
      inner: made,
      verdict: undefined,
      first: undefined,
      element: withFiles(state.element, files),
      cardinality: null,
      files,
    },
  );
};

/** Records of files that a dataset of file names named. */
const withFiles = (element: Value, files: readonly string[] | null): Value =>
  element.kind === 'tensor' && element.type.dtype === 'string' && files && !element.facts
    ? { ...element, facts: { records: files } }
    : element;

/** `window(n)`: each component a dataset of its own. */
export const window: Rule = call =>
  derived(call, state => ({
    element: mapDatasets(state.element, value => dataset(call, { element: value, cardinality: null, files: state.files })),
    cardinality: null,
    batchSize: undefined,
  }));

/** A nest whose leaves become datasets. */
function mapDatasets(value: Value, make: (leaf: Value) => Value): Value {
  if (value.kind === 'tuple') return tuple(value.items.map(item => mapDatasets(item, make)));
  if (value.kind === 'dict' && value.cell.content) {
    const content = new Map([...value.cell.content].map(([key, item]) => [key, { ...item, value: mapDatasets(item.value, make) }]));
    return { kind: 'dict', cell: { content } };
  }
  return make(value);
}

/** A nest of datasets as one of elements; undefined where a part is no dataset that is known. */
function zipped(value: Value): { element: Value; cardinality: number | null } | undefined {
  const parts = asItems(value);
  if (isA(value, DATASET)) {
    const state = datasetState(value);
    return state && { element: state.element, cardinality: state.cardinality };
  }
  if (parts) {
    const each = parts.map(zipped);
    return { element: tuple(each.map(part => part?.element ?? UNKNOWN)), cardinality: least(each.map(part => part?.cardinality ?? null)) };
  }
  if (value.kind === 'dict' && value.cell.content) {
    const each = [...value.cell.content].map(([key, item]) => [key, item, zipped(item.value)] as const);
    const content = new Map(each.map(([key, item, part]) => [key, { ...item, value: part?.element ?? UNKNOWN }]));
    return { element: { kind: 'dict', cell: { content } }, cardinality: least(each.map(([, , part]) => part?.cardinality ?? null)) };
  }
  return undefined;
}
const least = (counts: readonly (number | null)[]): number | null => (counts.includes(null) ? null : Math.min(...(counts as number[])));

/** `Dataset.zip(a, b)` or `Dataset.zip((a, b))`, also nested. */
export const zip: Rule = call => {
  const { rest } = call.args;
  const nest = rest.length === 1 ? rest[0] : rest.length > 1 ? tuple(rest) : call.args.get('datasets');
  const together = zipped(nest);
  return dataset(call, together && { ...together, files: null });
};

/** `a.concatenate(b)`: elements of one structure and dtype. */
export const concatenate: Rule = call => {
  const other = call.args.get('dataset');
  const [a, b] = [datasetState(call.self), isA(other, DATASET) ? datasetState(other) : undefined];
  if (a === undefined || b === undefined) return anyDataset(call);
  const element = mergedElement(a.element, b.element);
  if (isMismatch(element))
    return fail(
      call,
      'op-shape',
      `The two datasets have different kinds of elements, so they cannot follow one another: ${shownElement(a.element)} and ${shownElement(b.element)}. TensorFlow: "Incompatible dataset elements".`,
      { span: call.args.spanOf('dataset') },
    );
  const cardinality = a.cardinality === null || b.cardinality === null ? null : a.cardinality + b.cardinality;
  return dataset(call, { element, cardinality, files: a.files && b.files ? [...a.files, ...b.files] : null });
};

/** `sample_from_datasets` and `choose_from_datasets`. */
export const mixed: Rule = call => {
  const states = asItems(call.args.get('datasets'))?.map(item => (isA(item, DATASET) ? datasetState(item) : undefined));
  if (!states || states.length === 0 || states.includes(undefined)) return anyDataset(call);
  const element = states
    .map(state => state?.element ?? UNKNOWN)
    .reduce((a, b) => {
      const both = mergedElement(a, b);
      return isMismatch(both) ? UNKNOWN : both;
    });
  return dataset(call, { element, cardinality: null, files: null });
};

/** `scan(initial_state, scan_func)`: the function takes the state and an element, and gives both anew. */
export const scanRule: Rule = call => {
  const state = datasetState(call.self);
  if (state === undefined) return anyDataset(call);
  const initial = asElement(call.args.get('initial_state'));
  const given = traced(call, () => call.context.call(call.args.get('scan_func'), [initial, state.element]));
  return derived(call, () => ({ element: given.kind === 'tuple' && given.items.length === 2 ? asElement(given.items[1]) : UNKNOWN }));
};

/** `apply(function)`: what the function makes of the dataset. */
export const apply: Rule = call => {
  const made = call.context.call(call.args.get('transformation_func'), [call.self]);
  return made.kind === 'unknown' ? anyDataset(call) : made;
};

/** `group_by_window(key_func, reduce_func, …)`: what the second function makes of a window of the dataset. */
export const groupByWindow: Rule = call => {
  const state = datasetState(call.self);
  if (state === undefined) return anyDataset(call);
  const windowed = dataset(call, { ...state, cardinality: null });
  const made = traced(call, () => call.context.call(call.args.get('reduce_func'), [tensor('graph', [], 'int64'), windowed]));
  return dataset(call, isA(made, DATASET) ? { ...(datasetState(made) ?? state), cardinality: null } : undefined);
};

export const cardinality: Rule = call => {
  const count = datasetState(call.self)?.cardinality;
  const constant = count === null || count === undefined ? null : Number.isFinite(count) ? count : -1;
  return tensor('eager', [], 'int64', { constant: [constant] });
};

export const numpyIterator: Rule = call => object(call, NUMPY_ITERATOR, call.self.kind === 'object' ? call.self.state.content : undefined);

export const singleElement: Rule = call => eagerElement(eachOf(datasetState(call.self)));

/** `reduce(initial_state, reduce_func)`: a state like the first. */
export const reduce: Rule = call =>
  mapNest(asElement(call.args.get('initial_state')), ({ type }) => ({ kind: 'tensor', family: 'eager', type }));
