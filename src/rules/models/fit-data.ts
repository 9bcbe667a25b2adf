import type { Fix } from '../../diagnostics/diagnostic';
import type { Span } from '../../diagnostics/span';
import { asItems } from '../../values/read';
import { list, NONE, type TensorValue, type Value } from '../../values/value';
import { suffixed } from '../core/edits';
import { failInKeras3 } from '../core/keras';
import { isA } from '../core/objects';
import { fail } from '../core/report';
import type { Call } from '../core/rule';
import { arrayOf } from '../pandas/frame';
import { DATASET, datasetState } from '../pipeline/dataset';
import { hasRows, leaves, mapNest } from '../pipeline/nest';

/** Data as a training method gets it, taken apart. */
export interface FitData {
  readonly x: Value;
  readonly y: Value;
  readonly xSpan: Span;
  readonly ySpan: Span;
  /** Rows of the first batch where it is known. */
  readonly batch: number | null;
  /** Rows of the last batch where it is known and smaller. */
  readonly last?: number;
  /** It is a dataset that was never batched. */
  readonly unbatched: boolean;
  /** How messages call it. */
  readonly what: string;
}

/** DataFrames and Series as Keras 3 takes them: a Series becomes a column (keras.src.trainers.data_adapters.array_slicing). */
export function asArrays(value: Value): Value {
  if (value.kind === 'tuple') return { ...value, items: value.items.map(asArrays) };
  if (value.kind === 'list' && value.cell.content?.items) return list(value.cell.content.items.map(asArrays), value.cell.content.spans);
  const array = arrayOf(value);
  if (array === undefined) return value;
  const { shape } = array.type;
  return shape?.length === 1 ? { ...array, type: { ...array.type, shape: [...shape, 1] } } : array;
}

/** Numbers, texts and lists of them, which are no arrays. */
const isPlain = (value: Value): boolean => ['int', 'float', 'bool', 'str', 'bytes'].includes(value.kind);

/** Whether any leaf of a nest is a plain Python value, which Keras 3's `fit` refuses: "Unrecognized data type". */
function hasPlain(value: Value): boolean {
  const items = asItems(value);
  if (items) return items.some(hasPlain);
  return isPlain(value) || (value.kind === 'dict' && leaves(value).some(isPlain));
}

/** How the program can write an array of a list, with what it has imported. */
function arrayMaker({ context }: Call): string | undefined {
  const [numpy, tensorflow] = [context.spelling('numpy'), context.spelling('tf')];
  return numpy ? `${numpy}.array` : tensorflow && `${tensorflow}.constant`;
}

/** Reports Python lists given as data; true where it did. */
export function refusesLists(call: Call, parts: readonly (readonly [name: string, value: Value, span: Span])[]): boolean {
  const found = parts.find(([, value]) => hasPlain(value));
  if (found === undefined) return false;
  const [name, value, span] = found;
  const start = { ...span, endLine: span.line, endColumn: span.column };
  const end = { ...span, line: span.endLine, column: span.endColumn };
  const maker = arrayMaker(call);
  const fixes: Fix[] =
    maker === undefined
      ? []
      : [
          {
            title: `Make it an array: ${maker}(…)`,
            edits: [
              { span: start, text: `${maker}(` },
              { span: end, text: ')' },
            ],
          },
        ];
  const kind = value.kind === 'list' ? 'a Python list' : value.kind === 'tuple' ? 'a tuple of Python values' : 'a plain Python value';
  const where = call.api.slice(call.api.lastIndexOf('.') + 1);
  // Keras 2 takes lists where nothing but lists is given.
  const report = parts.every(([, part]) => part.kind === 'none' || hasPlain(part)) ? failInKeras3 : fail;
  report(
    call,
    'fit-data-type',
    `${name} is ${kind}; Keras takes NumPy arrays, tensors or a tf.data.Dataset in ${where}(). Wrap it: np.array(…). Keras: "Unrecognized data type".`,
    { span, fixes },
  );
  return true;
}

/** The number of samples in arrays; null where it is not known. */
const samples = (value: Value): { sizes: number[]; known: boolean } => {
  const all = leaves(value).filter(({ kind }) => kind !== 'none');
  const sizes = all.flatMap(leaf => (leaf.kind === 'tensor' && leaf.type.shape?.[0] ? [leaf.type.shape[0]] : []));
  return { sizes, known: sizes.length === all.length };
};

/** Arrays with different numbers of samples; true where it reported. */
export function refusesCardinality(call: Call, x: Value, y: Value, span: Span, what: string): boolean {
  const [a, b] = [samples(x).sizes, samples(y).sizes];
  const sizes = new Set([...a, ...b]);
  if (sizes.size < 2) return false;
  fail(
    call,
    'data-cardinality',
    `${what} has ${[...new Set(a)].join(' and ')} samples in x and ${[...new Set(b)].join(' and ') || 'none'} in y; they are paired one by one. Keras: "Data cardinality is ambiguous. Make sure all arrays contain the same number of samples.'x' sizes: ${a.join(', ')} 'y' sizes: ${b.join(', ')}".`,
    { span },
  );
  return true;
}

/** One batch of arrays: the number of rows is not that of all. */
const batchOf = (value: Value): Value =>
  mapNest(value, (array: TensorValue) => ({
    kind: 'tensor',
    family: array.family,
    type: { ...array.type, shape: array.type.shape && [null, ...array.type.shape.slice(1)] },
    ...(array.facts && { facts: array.facts }),
    ...(array.constant && { constant: array.constant }),
  }));

/** Arrays taken apart; what is a scalar or not known stays unknown. `share`: the part of the samples that comes; undefined where that is not known. */
export function arrays(
  x: Value,
  y: Value,
  spans: { x: Span; y: Span },
  batchSize: number | null,
  what: string,
  share: number | undefined,
): FitData {
  const { sizes, known } = samples(x);
  // What Keras trains on, with its rounding (train_validation_split).
  const count = known && sizes.length > 0 && share !== undefined ? Math.floor(sizes[0] * share) : null;
  const rows = count === null || batchSize === null ? null : Math.min(count, batchSize);
  const last = count !== null && batchSize !== null && count > batchSize ? count % batchSize : 0;
  return { x: batchOf(x), y: batchOf(y), xSpan: spans.x, ySpan: spans.y, batch: rows, unbatched: false, what, ...(last > 0 && { last }) };
}

/** The same data as one batch of so many rows. */
export const inBatchOf = (rows: number, value: Value): Value =>
  mapNest(value, (batch: TensorValue) => {
    const { shape } = batch.type;
    if (!shape || shape.length === 0 || shape[0] !== null) return batch;
    return { ...batch, type: { ...batch.type, shape: [rows, ...shape.slice(1)] } };
  });

/** Elements of a dataset as (x, y, sample weights); undefined where nothing is known. */
export function elements(value: Value, span: Span, what: string): FitData | undefined {
  const state = isA(value, DATASET) ? datasetState(value) : undefined;
  if (state === undefined || state.element.kind === 'unknown') return undefined;
  const parts = state.element.kind === 'tuple' ? state.element.items : [state.element];
  if (parts.length > 3) return undefined;
  const [x, y = NONE] = parts;
  const size = state.batchSize ?? null;
  const rows = state.first && hasRows(state.first.element, size) ? size : null;
  const last = rows === null ? undefined : state.remainder;
  return { x, y, xSpan: span, ySpan: span, batch: rows, unbatched: state.batchSize === undefined, what, ...(last && { last }) };
}

/** Labels of single samples: the dataset was not batched. Certain to raise where the loss compares ranks. */
export function reportScalarLabels(call: Call, span: Span, raises: boolean): void {
  fail(
    call,
    'missing-batch',
    'The dataset gives single samples, whose labels are scalars; a model takes batches of them. Call .batch(…) on the dataset, for example .batch(32).',
    { span, level: raises ? 'error' : 'warning', fixes: batched(call, span) },
  );
}

/** The dataset in batches, where it is a name or a call that `.batch(…)` can follow. */
export function batched({ context }: Call, span: Span): Fix[] {
  const edits = suffixed(context, span, '.batch(32)');
  return edits.length === 1 ? [{ title: 'Add .batch(32)', edits }] : [];
}

/** `validation_data=(x, y)` or `(x, y, weights)`, or a dataset. */
export function taken(value: Value): { x: Value; y: Value } | undefined {
  const items = asItems(value);
  return items && items.length >= 2 && items.length <= 3 ? { x: items[0], y: items[1] } : undefined;
}
