import type { Fix } from '../../diagnostics/diagnostic';
import { type Dim, printShape, type Shape } from '../../tensor/shape';
import { asBool, asEntries, asInt, asItems } from '../../values/read';
import { type TensorValue, tuple, UNKNOWN, type Value } from '../../values/value';
import { between } from '../core/edits';
import { type Varying, varyingOf } from '../core/facts';
import { fail } from '../core/report';
import type { Call, Rule } from '../core/rule';
import { asShape } from '../core/tensors';
import { applied, type DatasetState, datasetState, derived } from './dataset';
import { leaves, mapNest, withShape } from './nest';

/** Batches of a size that this many elements make. */
const batches = (cardinality: number | null, size: number | undefined, drop: boolean): number | null => {
  if (cardinality === null || size === undefined || size <= 0) return null;
  return drop ? Math.floor(cardinality / size) : Math.ceil(cardinality / size);
};

interface Batch {
  readonly size: number | undefined;
  readonly drop: boolean;
  /** The new axis in front: known only where the remainder is dropped. */
  readonly front: Dim;
}
function batchOf(call: Call): Batch {
  const size = asInt(call.args.get('batch_size'));
  const drop = asBool(call.args.get('drop_remainder')) === true;
  return { size, drop, front: drop ? (size ?? null) : null };
}

/** Elements put together; what is known of one element's rows is not known of a batch. */
function stackedTensor(front: Dim, value: TensorValue, shape: Shape = value.type.shape): TensorValue {
  const { varying: _varying, ...facts } = value.facts ?? {};
  const ragged = value.type.raggedRank;
  const batch = withShape({ ...value, facts: Object.keys(facts).length > 0 ? facts : undefined }, shape && [front, ...shape]);
  return ragged === undefined ? batch : { ...batch, type: { ...batch.type, raggedRank: ragged + 1 } };
}

/** What a batch is made of, and how: `stack` puts elements behind an axis of rows. */
const after = (state: DatasetState, { size, drop }: Batch, stack: (front: Dim, element: Value) => Value): Partial<DatasetState> => ({
  cardinality: batches(state.cardinality, size, drop),
  batchSize: size ?? null,
  remainder: drop || size === undefined || size < 1 || state.cardinality === null ? undefined : remainderOf(state.cardinality, size),
  first: firstBatch(state, { size, drop }, stack),
});

const remainderOf = (cardinality: number, size: number): number | undefined =>
  cardinality > size && Number.isFinite(cardinality) && cardinality % size > 0 ? cardinality % size : undefined;

/** The first batch with its true number of rows, where all elements that it is made of are alike. */
function firstBatch(
  { cardinality, element, first }: DatasetState,
  { size, drop }: Pick<Batch, 'size' | 'drop'>,
  stack: (front: Dim, element: Value) => Value,
): DatasetState['first'] {
  if (cardinality === null || cardinality === 0 || size === undefined || size < 1 || first?.all === false) return undefined;
  const isWhole = drop || cardinality === Number.POSITIVE_INFINITY || cardinality <= size || cardinality % size === 0;
  return { element: stack(Math.min(size, cardinality), first?.element ?? element), all: isWhole };
}

/** `batch(n)`: a new axis in front. */
export const batch: Rule = call => {
  const how = batchOf(call);
  return derived(call, state => {
    if (how.size !== 1) for (const leaf of leaves(state.element)) if (leaf.kind === 'tensor') reportVarying(call, leaf, state.element);
    const stack = (front: Dim, element: Value) => mapNest(element, value => stackedTensor(front, value));
    return { element: stack(how.front, state.element), ...after(state, how, stack) };
  });
};

/** Rows of different lengths cannot be batched: certain where the records were read, to be feared where they were not. */
function reportVarying(call: Call, value: TensorValue, element: Value): void {
  const fact = varyingOf(value);
  if (fact === undefined || value.type.shape?.[fact.axis] !== null || value.type.sparse || value.type.raggedRank !== undefined) return;
  const { min, max } = fact;
  const known = min !== undefined && max !== undefined;
  if (known && min === max) return;
  const lengths = known ? `between ${min} and ${max}` : 'perhaps';
  fail(
    call,
    'batch-ragged',
    `batch() needs rows of one length, and ${varyingWords(fact)} are not equally many in each (${lengths}). Use padded_batch() or ragged_batch(), or give all the same length first. TensorFlow: "Cannot batch tensors with different shapes in component".`,
    { level: known ? 'error' : 'warning', fixes: paddedInstead(call, element) },
  );
}

/** `padded_batch` in the place of `batch`, where it takes the same arguments and all that the elements hold. */
function paddedInstead({ args, context }: Call, element: Value): Fix[] {
  const { name, all } = args;
  const isDense = (leaf: Value): boolean =>
    leaf.kind === 'tensor' && leaf.type.shape !== null && !leaf.type.sparse && leaf.type.raggedRank === undefined;
  if (name === undefined || context.textAt(name) !== 'batch' || !leaves(element).every(isDense)) return [];
  const { batch_size, drop_remainder, ...others } = all;
  const second = drop_remainder && context.textAt(between(args.spanOf('batch_size'), args.spanOf('drop_remainder')));
  const isNamed = drop_remainder === undefined || (second?.includes('drop_remainder') ?? false);
  if (batch_size === undefined || !isNamed || Object.keys(others).length > 0) return [];
  return [{ title: 'Pad the rows of each batch to one length: padded_batch()', edits: [{ span: name, text: 'padded_batch' }] }];
}
const varyingWords = ({ what }: Varying): string => what;

/** `padded_batch(n, padded_shapes)`: unknown dimensions become None, given ones theirs. */
export const paddedBatch: Rule = call => {
  const how = batchOf(call);
  const wanted = call.args.get('padded_shapes');
  return derived(call, state => {
    for (const leaf of leaves(state.element)) {
      if (leaf.kind !== 'tensor' || (!leaf.type.sparse && leaf.type.raggedRank === undefined)) continue;
      const kind = leaf.type.sparse ? 'SparseTensor' : 'RaggedTensor';
      fail(
        call,
        'op-shape',
        `padded_batch() takes dense tensors only, and an element holds a ${kind} (a VarLenFeature gives one). Make it dense before, with tf.sparse.to_dense() or to_tensor(), or use batch().`,
      );
      return { element: UNKNOWN };
    }
    const stack = (front: Dim, element: Value) => padded(call, element, wanted, front);
    const element = stack(how.front, state.element);
    return { element, ...call.context.quietly(() => after(state, how, stack)) };
  });
};

function padded(call: Call, element: Value, wanted: Value, front: Dim): Value {
  if (wanted.kind === 'none') return mapNest(element, value => stackedTensor(front, value));
  if (element.kind === 'tuple') {
    const items = wanted.kind === 'tuple' && wanted.items.length === element.items.length ? wanted.items : undefined;
    return tuple(element.items.map((item, index) => padded(call, item, items?.[index] ?? UNKNOWN, front)));
  }
  if (element.kind === 'dict' && element.cell.content) {
    const entries = new Map(asEntries(wanted));
    const content = new Map(
      [...element.cell.content].map(([key, item]) => {
        const name = item.key.kind === 'str' ? item.key.value : '';
        return [key, { ...item, value: padded(call, item.value, entries.get(name) ?? UNKNOWN, front) }];
      }),
    );
    return { kind: 'dict', cell: { content } };
  }
  if (element.kind !== 'tensor') return UNKNOWN;
  return paddedTensor(call, element, wanted, front);
}

function paddedTensor(call: Call, element: TensorValue, wanted: Value, front: Dim): Value {
  const written = asItems(wanted);
  const shape = written ? written.map(dim => (asInt(dim) === -1 ? null : asInt(dim))) : asShape(wanted);
  if (!shape)
    return stackedTensor(
      front,
      element,
      element.type.shape?.map(() => null),
    );
  const dims = shape.map(dim => dim ?? null);
  const own = element.type.shape;
  if (
    own !== null &&
    (own.length !== dims.length || own.some((dim, axis) => dim !== null && dims[axis] !== null && dim > (dims[axis] ?? 0)))
  ) {
    const message = `The padded shape ${printShape(dims)} does not fit the component ${printShape(own)}: a component has the same rank, and no axis may be longer than it is padded to. padded_shapes does not include the batch.`;
    return fail(call, 'op-shape', message, { span: call.args.spanOf('padded_shapes') });
  }
  return stackedTensor(front, element, dims);
}

/** `ragged_batch(n)`: components with unknown axes become ragged. */
export const raggedBatch: Rule = call => {
  const how = batchOf(call);
  const stack = (front: Dim, element: Value): Value =>
    mapNest(element, value => {
      const { shape } = value.type;
      const batched = stackedTensor(front, value);
      if (value.type.sparse || value.type.raggedRank !== undefined || shape === null || !shape.includes(null)) return batched;
      return { ...batched, type: { ...batched.type, raggedRank: shape.lastIndexOf(null) + 1 } };
    });
  return derived(call, state => ({ element: stack(how.front, state.element), ...after(state, how, stack) }));
};

/** `bucket_by_sequence_length(…)`: batches padded to the longest row of each. */
export const bucketed: Rule = call =>
  derived(call, state => ({
    element: bucketedElement(call, state.element),
    cardinality: null,
    batchSize: null,
    verdict: applied(call, call.args.get('element_length_func'), state.element),
  }));

const bucketedElement = (call: Call, element: Value): Value =>
  call.context.quietly(() => padded(call, element, call.args.get('padded_shapes'), null));

/** `rebatch(n)`: other batches of the same rows. */
export const rebatch: Rule = call => {
  const how = batchOf(call);
  const scalar = leaves(datasetState(call.self)?.element ?? UNKNOWN).some(leaf => leaf.kind === 'tensor' && leaf.type.shape?.length === 0);
  if (scalar)
    return fail(
      call,
      'op-shape',
      'rebatch() changes the size of batches, and the elements of this dataset are scalars: batch() them first.',
    );
  return derived(call, state => ({
    element: mapNest(state.element, value => withShape(value, value.type.shape && [how.front, ...value.type.shape.slice(1)])),
    cardinality: null,
    batchSize: how.size ?? null,
  }));
};

/** `unbatch()`: the rows of each element. */
export const unbatch: Rule = call =>
  derived(call, state => {
    const scalar = leaves(state.element).some(leaf => leaf.kind === 'tensor' && leaf.type.shape?.length === 0);
    if (scalar) {
      fail(
        call,
        'op-shape',
        'unbatch() cuts each element along its first axis, and a scalar has none: "Cannot unbatch an input with scalar components".',
      );
      return { element: UNKNOWN };
    }
    return { element: mapNest(state.element, value => unstacked(value)), cardinality: null, batchSize: undefined };
  });

function unstacked(value: TensorValue): Value {
  const row = withShape(value, value.type.shape?.slice(1) ?? null);
  if (row.type.raggedRank === undefined) return row;
  const { raggedRank, ...type } = row.type;
  return { ...row, type: raggedRank > 1 ? { ...type, raggedRank: raggedRank - 1 } : type };
}
