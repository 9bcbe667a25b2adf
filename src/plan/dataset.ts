import type { Span } from '../diagnostics/span';
import { shortName } from '../rules/core/names';
import { isA } from '../rules/core/objects';
import { DATASET, datasetState } from '../rules/pipeline/dataset';
import { asInt, asItems } from '../values/read';
import { NONE, type Value } from '../values/value';
import { givenTo, readArguments } from './arguments';
import { sources } from './dataset-sources';
import { asSeed, elementBefore, numberOr, type PipelineStep, paddingOf, tracedOverElements } from './dataset-step';
import { writtenValue } from './literal';
import type { DatasetPlan } from './plan';
import { type Refusals, Refused, siteOf } from './refused';
import { type Supported, supportOf } from './support/accepted';
import { type StepName, steps as supported } from './support/pipeline';

/** A pipeline as the program built it, from its last step inwards. Throws Refused where it cannot be followed; what else is wrong goes to `refusals`. */
export function datasetPlan(value: Value, what: string, span: Span, refusals: Refusals, outer?: Value): DatasetPlan {
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
    if (isA(args.self ?? NONE, DATASET)) datasetPlan(args.self, what, at, refusals, outer);
    throw new Refused(at, `The dataset step ${name} cannot be trained from the editor yet.`);
  }
  const given = givenTo(value, name);
  return steps[name as StepName]({
    dataset: value,
    site: siteOf(at),
    span: at,
    refusals,
    outer,
    json: readArguments(row.arguments, given, refusals),
    arg: parameter => args[parameter] ?? NONE,
    spanOf: given.spanOf,
    input: () => datasetPlan(args.self, what, at, refusals, outer),
    other: dataset => datasetPlan(dataset, 'A dataset that is joined here', at, refusals, outer),
    inner: (dataset, element) => datasetPlan(dataset, 'What this function gives', at, refusals, element),
  });
}

const batching = ({ json }: PipelineStep) => ({ size: numberOr(json.batch_size, 1), dropRemainder: json.drop_remainder === true });

const steps: { readonly [name in StepName]: (step: PipelineStep) => DatasetPlan } = {
  ...sources,
  map: step => {
    const input = step.input();
    return { op: 'map', input, fn: tracedOverElements(step, datasetState(step.dataset)?.element), site: step.site };
  },
  filter: step => {
    const input = step.input();
    return { op: 'filter', input, fn: tracedOverElements(step, datasetState(step.dataset)?.verdict), site: step.site };
  },
  take_while: step => {
    const input = step.input();
    return { op: 'take_while', input, fn: tracedOverElements(step, datasetState(step.dataset)?.verdict), site: step.site };
  },
  interleave: step => interleaved(step, numberOr(step.json.cycle_length, -1), numberOr(step.json.block_length, 1)),
  flat_map: step => interleaved(step, 1, 1),
  enumerate: ({ input, json, site }) => ({ op: 'enumerate', input: input(), start: numberOr(json.start, 0), site }),
  shuffle: ({ input, json, site }) => ({
    op: 'shuffle',
    input: input(),
    buffer: numberOr(json.buffer_size, 1),
    seed: asSeed(json.seed),
    reshuffle: json.reshuffle_each_iteration !== false,
    site,
  }),
  batch: step => ({ op: 'batch', input: step.input(), ...batching(step), site: step.site }),
  padded_batch: step => ({
    op: 'padded_batch',
    input: step.input(),
    ...batching(step),
    ...paddingOf(step, 'padded_batch'),
    site: step.site,
  }),
  rebatch: step => ({ op: 'batch', input: { op: 'unbatch', input: step.input(), site: step.site }, ...batching(step), site: step.site }),
  bucket_by_sequence_length: step => {
    const { site, json, span } = step;
    const numbers = (name: string): number[] => {
      const given = asItems(step.arg(name))?.map(asInt);
      if (given === undefined || given.includes(undefined))
        throw new Refused(
          step.spanOf(name),
          `The argument ${name} of bucket_by_sequence_length has to be whole numbers that are written out.`,
        );
      return given as number[];
    };
    const [boundaries, sizes] = [numbers('bucket_boundaries'), numbers('bucket_batch_sizes')];
    if (sizes.length !== boundaries.length + 1)
      throw new Refused(
        span,
        'bucket_by_sequence_length needs one batch size more than boundaries: "len(bucket_batch_sizes) must equal len(bucket_boundaries) + 1".',
      );
    const input = step.input();
    const fn = tracedOverElements(step, datasetState(step.dataset)?.verdict);
    const padding = paddingOf(step, 'bucket_by_sequence_length');
    return { op: 'bucket', input, fn, boundaries, sizes, dropRemainder: json.drop_remainder === true, ...padding, site };
  },
  choose_from_datasets: step => ({
    op: 'choose',
    inputs: several(step),
    choice: step.other(step.arg('choice_dataset')),
    stopOnEmpty: step.json.stop_on_empty_dataset !== false,
    site: step.site,
  }),
  sample_from_datasets: step => {
    const { arg, json, site } = step;
    const given =
      arg('weights').kind === 'none'
        ? null
        : writtenValue(arg('weights'), 'The argument weights of sample_from_datasets', step.spanOf('weights'));
    const inputs = several(step);
    const isRight =
      given === null || (Array.isArray(given) && given.length === inputs.length && given.every(weight => typeof weight === 'number'));
    if (!isRight) throw new Refused(step.spanOf('weights'), 'sample_from_datasets needs one weight for each dataset.');
    const weights = given as number[] | null;
    return { op: 'sample', inputs, weights, seed: asSeed(json.seed), stopOnEmpty: json.stop_on_empty_dataset === true, site };
  },
  snapshot: ({ input }) => input(),
  repeat: ({ input, json, site }) => {
    const count = numberOr(json.count, -1);
    return { op: 'repeat', input: input(), count: count < 0 ? null : count, site };
  },
  take: ({ input, json, site }) => ({ op: 'take', input: input(), count: numberOr(json.count, -1), site }),
  skip: ({ input, json, site }) => ({ op: 'skip', input: input(), count: numberOr(json.count, 0), site }),
  shard: ({ input, json, site, spanOf }) => {
    const [count, index] = [numberOr(json.num_shards, 1), numberOr(json.index, 0)];
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

/** `interleave` and `flat_map`: the datasets that a function makes of the elements. */
function interleaved(step: PipelineStep, cycle: number, block: number): DatasetPlan {
  const { inner } = datasetState(step.dataset) ?? {};
  if (inner === undefined) throw new Refused(step.span, 'Which datasets this function gives is not known without running the program.');
  const input = step.input();
  return {
    op: 'interleave',
    input,
    inner: step.inner(inner, elementBefore(step)),
    cycle: cycle < 1 ? null : cycle,
    block,
    site: step.site,
  };
}

/** The argument `datasets`: a list of them. */
function several({ arg, spanOf, other }: PipelineStep): DatasetPlan[] {
  const datasets = asItems(arg('datasets'));
  if (datasets === undefined || datasets.length === 0)
    throw new Refused(spanOf('datasets'), 'Which datasets are joined here is not known without running the program; write them out.');
  return datasets.map(other);
}
