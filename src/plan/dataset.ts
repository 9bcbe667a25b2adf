import type { Span } from '../diagnostics/span';
import { shortName } from '../rules/core/names';
import { isA } from '../rules/core/objects';
import { DATASET, datasetState } from '../rules/pipeline/dataset';
import { asItems, asString } from '../values/read';
import { NONE, type ObjectValue, type Value } from '../values/value';
import { writtenValue } from './literal';
import { tracedFunction } from './mapped-function';
import type { DatasetPlan, Json, Site } from './plan';
import { Refused, siteOf } from './refused';

/** Arguments of one step of a pipeline. */
interface Step {
  readonly dataset: ObjectValue;
  readonly site: Site;
  readonly span: Span;
  arg(name: string): Value;
  json(name: string): Json;
  input(): DatasetPlan;
  /** The function that this step maps, from the elements before it and after it. */
  traced(name: string): DatasetPlan & { op: 'map' };
}

/** A pipeline as the program built it, from its last step inwards. */
export function datasetPlan(value: Value, what: string, span: Span): DatasetPlan {
  if (!isA(value, DATASET)) {
    throw new Refused(
      span,
      `${what} is not a tf.data.Dataset that can be read here; training from the editor takes datasets of TFRecord files so far.`,
    );
  }
  const { op, args, span: at } = value.origin;
  const row = Object.hasOwn(steps, op) ? steps[op] : undefined;
  if (row === undefined) throw new Refused(at, `The dataset step ${shortName(op)} cannot be trained from the editor yet.`);
  const arg = (name: string): Value => args[name] ?? NONE;
  const step: Step = {
    dataset: value,
    site: siteOf(at),
    span: at,
    arg,
    json: name => writtenValue(arg(name), `The argument ${name} of ${shortName(op)}`, at),
    input: () => datasetPlan(arg('self'), what, at),
    traced: () => {
      const before = datasetState(arg('self'))?.element;
      const after = datasetState(value)?.element;
      if (before === undefined || after === undefined)
        throw new Refused(at, 'What this function does is not known without running the program.');
      return { op: 'map', input: step.input(), fn: tracedFunction(before, after, at), site: step.site };
    },
  };
  return row(step);
}

const asNumber = (json: Json, fallback: number): number => (typeof json === 'number' ? json : fallback);

const steps: { [op: string]: (step: Step) => DatasetPlan } = {
  'tf.data.TFRecordDataset': ({ arg, json, site, span }) => {
    const files = fileList(arg('filenames'), span);
    const compression = json('compression_type');
    return { op: 'tfrecord', files, compression: compression === 'GZIP' || compression === 'ZLIB' ? compression : '', site };
  },
  [`${DATASET}.map`]: step => step.traced('map_func'),
  [`${DATASET}.shuffle`]: ({ input, json, site }) => ({
    op: 'shuffle',
    input: input(),
    buffer: asNumber(json('buffer_size'), 1),
    seed: typeof json('seed') === 'number' ? asNumber(json('seed'), 0) : null,
    reshuffle: json('reshuffle_each_iteration') !== false,
    site,
  }),
  [`${DATASET}.batch`]: ({ input, json, site }) => ({
    op: 'batch',
    input: input(),
    size: asNumber(json('batch_size'), 1),
    dropRemainder: json('drop_remainder') === true,
    site,
  }),
  [`${DATASET}.padded_batch`]: ({ input, json, site }) => ({
    op: 'padded_batch',
    input: input(),
    size: asNumber(json('batch_size'), 1),
    dropRemainder: json('drop_remainder') === true,
    shapes: null,
    padding: json('padding_values'),
    site,
  }),
  [`${DATASET}.repeat`]: ({ input, json, site }) => {
    const count = asNumber(json('count'), -1);
    return { op: 'repeat', input: input(), count: count < 0 ? null : count, site };
  },
  [`${DATASET}.take`]: ({ input, json, site }) => ({ op: 'take', input: input(), count: asNumber(json('count'), -1), site }),
  [`${DATASET}.skip`]: ({ input, json, site }) => ({ op: 'skip', input: input(), count: asNumber(json('count'), 0), site }),
  [`${DATASET}.prefetch`]: ({ input, site }) => ({ op: 'prefetch', input: input(), site }),
  [`${DATASET}.cache`]: ({ input, site }) => ({ op: 'cache', input: input(), site }),
  [`${DATASET}.unbatch`]: ({ input, site }) => ({ op: 'unbatch', input: input(), site }),
};

/** Names of record files; a pattern that matched nothing is the mistake that people make most. */
function fileList(value: Value, span: Span): string[] {
  const single = asString(value);
  if (single !== undefined) return [single];
  const files = asItems(value)?.map(asString);
  if (files === undefined || files.includes(undefined)) {
    throw new Refused(span, 'Which record files are read is not known without running the program; write the names or a glob pattern out.');
  }
  if (files.length === 0)
    throw new Refused(span, 'No record file matches here: look at the pattern, and at the folder that the program runs in.');
  return files as string[];
}
