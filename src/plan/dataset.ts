import type { Span } from '../diagnostics/span';
import { shortName } from '../rules/core/names';
import { isA } from '../rules/core/objects';
import { asShape } from '../rules/core/tensors';
import { DATASET, datasetState } from '../rules/pipeline/dataset';
import { fileNames } from '../rules/pipeline/sources';
import { asItems } from '../values/read';
import { NONE, type ObjectValue, type Value } from '../values/value';
import { givenTo, readArguments } from './arguments';
import { writtenValue } from './literal';
import { tracedFunction } from './mapped-function';
import type { DatasetPlan, Json, Nest, Site } from './plan';
import { type Refusals, Refused, siteOf } from './refused';
import { type Supported, supportOf } from './support/accepted';
import { type StepName, steps as supported } from './support/pipeline';

/** Arguments of one step of a pipeline. */
interface Step {
  readonly dataset: ObjectValue;
  readonly site: Site;
  readonly span: Span;
  readonly refusals: Refusals;
  /** Arguments that are written out. */
  readonly json: { readonly [name: string]: Json };
  arg(name: string): Value;
  spanOf(name: string): Span;
  /** The pipeline before this step. */
  input(): DatasetPlan;
  /** Another pipeline. */
  other(value: Value): DatasetPlan;
}

/** A pipeline as the program built it, from its last step inwards. Throws Refused where it cannot be followed; what else is wrong goes to `refusals`. */
export function datasetPlan(value: Value, what: string, span: Span, refusals: Refusals): DatasetPlan {
  if (!isA(value, DATASET)) {
    throw new Refused(
      span,
      `${what} is not a tf.data.Dataset that can be read here; training from the editor takes datasets of TFRecord files so far.`,
    );
  }
  const { op, args, span: at } = value.origin;
  const name = shortName(op);
  const row = op === `${DATASET}.${name}` || op === 'tf.data.TFRecordDataset' ? supportOf<Supported>(supported, name) : undefined;
  if (row === undefined) {
    refusals.add(at, `The dataset step ${name} cannot be trained from the editor yet.`);
    // What comes before it may have reasons of its own.
    if (isA(args.self ?? NONE, DATASET)) datasetPlan(args.self, what, at, refusals);
    throw new Refused(at, `The dataset step ${name} cannot be trained from the editor yet.`);
  }
  const given = givenTo(value, name);
  return steps[name as StepName]({
    dataset: value,
    site: siteOf(at),
    span: at,
    refusals,
    json: readArguments(row.arguments, given, refusals),
    arg: parameter => args[parameter] ?? NONE,
    spanOf: given.spanOf,
    input: () => datasetPlan(args.self, what, at, refusals),
    other: dataset => datasetPlan(dataset, 'A dataset that is joined here', at, refusals),
  });
}

/** The function that a step maps over the elements: what it gave for the element before. */
function traced({ dataset, span, refusals, arg }: Step, result: Value | undefined) {
  const before = datasetState(arg('self'))?.element;
  if (before === undefined || result === undefined)
    throw new Refused(dataset.origin.span, 'What this function does is not known without running the program.');
  return tracedFunction(before, result, span, refusals);
}

const asNumber = (json: Json | undefined, fallback: number): number => (typeof json === 'number' ? json : fallback);
const batching = ({ json }: Step) => ({ size: asNumber(json.batch_size, 1), dropRemainder: json.drop_remainder === true });

const steps: { readonly [name in StepName]: (step: Step) => DatasetPlan } = {
  TFRecordDataset: ({ arg, json, site, spanOf }) => {
    const files = fileList(arg('filenames'), spanOf('filenames'));
    const { compression_type: compression } = json;
    return { op: 'tfrecord', files, compression: compression === 'GZIP' || compression === 'ZLIB' ? compression : '', site };
  },
  map: step => {
    const input = step.input();
    return { op: 'map', input, fn: traced(step, datasetState(step.dataset)?.element), site: step.site };
  },
  filter: step => {
    const input = step.input();
    return { op: 'filter', input, fn: traced(step, datasetState(step.dataset)?.verdict), site: step.site };
  },
  shuffle: ({ input, json, site }) => ({
    op: 'shuffle',
    input: input(),
    buffer: asNumber(json.buffer_size, 1),
    seed: typeof json.seed === 'number' ? json.seed : null,
    reshuffle: json.reshuffle_each_iteration !== false,
    site,
  }),
  batch: step => ({ op: 'batch', input: step.input(), ...batching(step), site: step.site }),
  padded_batch: step => ({
    op: 'padded_batch',
    input: step.input(),
    ...batching(step),
    shapes: paddedShapes(step.arg('padded_shapes'), step.spanOf('padded_shapes')),
    padding: writtenValue(step.arg('padding_values'), 'The argument padding_values of padded_batch', step.spanOf('padding_values')),
    site: step.site,
  }),
  repeat: ({ input, json, site }) => {
    const count = asNumber(json.count, -1);
    return { op: 'repeat', input: input(), count: count < 0 ? null : count, site };
  },
  take: ({ input, json, site }) => ({ op: 'take', input: input(), count: asNumber(json.count, -1), site }),
  skip: ({ input, json, site }) => ({ op: 'skip', input: input(), count: asNumber(json.count, 0), site }),
  shard: ({ input, json, site, spanOf }) => {
    const [count, index] = [asNumber(json.num_shards, 1), asNumber(json.index, 0)];
    if (index < 0 || index >= count)
      throw new Refused(spanOf('index'), `There is no shard ${index} of ${count}: TensorFlow takes an index from 0 to ${count - 1}.`);
    return { op: 'shard', input: input(), count, index, site };
  },
  prefetch: ({ input, site }) => ({ op: 'prefetch', input: input(), site }),
  cache: ({ input, site }) => ({ op: 'cache', input: input(), site }),
  unbatch: ({ input, site }) => ({ op: 'unbatch', input: input(), site }),
  concatenate: ({ input, other, arg, site }) => ({ op: 'concatenate', inputs: [input(), other(arg('dataset'))], site }),
  zip: ({ other, arg, site, span }) => {
    const given = asItems(arg('args')) ?? [arg('datasets')];
    const inputs = given.length === 1 ? asItems(given[0]) : given;
    if (inputs === undefined)
      throw new Refused(span, 'zip of anything but datasets and tuples of them cannot be trained from the editor yet.');
    return { op: 'zip', inputs: inputs.map(other), site };
  },
  with_options: ({ input }) => input(),
};

/** `padded_shapes`: a nest of shapes; -1 and None stand for the longest row. */
function paddedShapes(value: Value, span: Span): Nest<(number | null)[]> | null {
  if (value.kind === 'none') return null;
  const nest = (part: Value): Nest<(number | null)[]> => {
    if (part.kind === 'dict' && part.cell.content) {
      const entries = [...part.cell.content.values()].map(
        item => [item.key.kind === 'str' ? item.key.value : '', nest(item.value)] as const,
      );
      return { entries: Object.fromEntries(entries) };
    }
    const items = asItems(part);
    const isShape = items === undefined || items.every(item => item.kind === 'int' || item.kind === 'none');
    const shape = isShape ? asShape(part) : undefined;
    if (shape) return { leaf: shape.map(dimension => (dimension === -1 ? null : dimension)) };
    if (items === undefined || isShape)
      throw new Refused(span, 'The padded shapes are not known without running the program; write them out.');
    return { items: items.map(nest) };
  };
  return nest(value);
}

/** Names of record files; a pattern that matched nothing is the mistake that people make most. */
function fileList(value: Value, span: Span): string[] {
  const files = fileNames(value);
  if (files === null) {
    throw new Refused(span, 'Which record files are read is not known without running the program; write the names or a glob pattern out.');
  }
  if (files.length === 0)
    throw new Refused(span, 'No record file matches here: look at the pattern, and at the folder that the program runs in.');
  return [...files];
}
