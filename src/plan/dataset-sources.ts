import type { Span } from '../diagnostics/span';
import { isA } from '../rules/core/objects';
import { typeOf } from '../rules/core/tensors';
import { DATASET, datasetState } from '../rules/pipeline/dataset';
import { fileNames } from '../rules/pipeline/sources';
import { asInt, asItems } from '../values/read';
import type { Value } from '../values/value';
import { asSeed, numberOr, type PipelineStep } from './dataset-step';
import { writtenValue } from './literal';
import { tracedFunction } from './mapped-function';
import type { DatasetPlan, RecordCompression, TracedFunction, WrittenTensors } from './plan';
import { Refused } from './refused';
import { numericTypes } from './support/judge';

/** Steps that stand at the beginning of a pipeline. */
export const sources = {
  TFRecordDataset: (step: PipelineStep): DatasetPlan => {
    const { arg, json, site, spanOf } = step;
    const names = arg('filenames');
    const compression: RecordCompression =
      json.compression_type === 'GZIP' || json.compression_type === 'ZLIB' ? json.compression_type : '';
    const reads = numberOr(json.num_parallel_reads, 1);
    const cycle = reads < 1 ? null : reads;
    const inner = (fn: TracedFunction): DatasetPlan => ({ op: 'of_element', source: 'tfrecord', compression, fn, site });
    if (isA(names, DATASET)) return { op: 'interleave', input: step.other(names), inner: inner(unchanged(step)), cycle, block: 1, site };
    const files = fileNames(names);
    if (files === null && step.outer !== undefined) return inner(tracedFunction(step.outer, names, step.span, step.refusals));
    const known = fileList(files, spanOf('filenames'));
    if (known.length === 1 || cycle === 1) return { op: 'tfrecord', files: known, compression, site };
    return { op: 'interleave', input: { op: 'file_names', files: known, site }, inner: inner(unchanged(step)), cycle, block: 1, site };
  },
  list_files: ({ dataset, json, site, spanOf }: PipelineStep): DatasetPlan => {
    const files = fileList(datasetState(dataset)?.files ?? null, spanOf('file_pattern'));
    const names: DatasetPlan = { op: 'file_names', files, site };
    if (json.shuffle === false) return names;
    return { op: 'shuffle', input: names, buffer: files.length, seed: asSeed(json.seed), reshuffle: true, site };
  },
  from_tensor_slices: (step: PipelineStep): DatasetPlan => given(step, 'tensor_slices'),
  from_tensors: (step: PipelineStep): DatasetPlan => given(step, 'tensors'),
  range: ({ arg, span, json, site }: PipelineStep): DatasetPlan => {
    const numbers = asItems(arg('args'))?.map(asInt) ?? [undefined];
    if (numbers.includes(undefined))
      throw new Refused(span, 'The numbers of range are not known without running the program; write them out.');
    const [start, stop, by = 1] = (numbers.length === 1 ? [0, ...numbers] : numbers) as number[];
    if (by === 0) throw new Refused(span, 'The step of range cannot be zero.');
    return { op: 'range', start, stop, step: by, dtype: typeof json.output_type === 'string' ? json.output_type : 'int64', site };
  },
};

const unchanged = ({ site }: PipelineStep): TracedFunction => ({
  nodes: [{ id: 0, op: 'parameter', args: { index: { value: 0 } }, site }],
  result: { leaf: { node: 0 } },
});

/** A dataset of tensors that the program writes, or inside a function makes of the element. */
function given(step: PipelineStep, source: 'tensor_slices' | 'tensors'): DatasetPlan {
  const { outer, site, span, arg, spanOf } = step;
  const tensors = arg('tensors');
  if (outer !== undefined) {
    const fn = tracedFunction(outer, tensors, span, step.refusals);
    return { op: 'of_element', source, compression: '', fn, site };
  }
  return { op: source, values: writtenNest(tensors, spanOf('tensors')), site };
}

/** Tensors that are written out; a list is one tensor. */
function writtenNest(value: Value, span: Span): WrittenTensors {
  if (value.kind === 'tuple') return { items: value.items.map(item => writtenNest(item, span)) };
  if (value.kind === 'dict' && value.cell.content) {
    const entries = [...value.cell.content.values()].map(({ key, value: item }) => [
      key.kind === 'str' ? key.value : '',
      writtenNest(item, span),
    ]);
    return { entries: Object.fromEntries(entries) };
  }
  const names = value.kind === 'object' || value.kind === 'list' ? fileNames(value) : null;
  const data = names ? [...names] : writtenValue(value, 'What the dataset is made of', span);
  const type = names ? { shape: [names.length], dtype: 'string' } : typeOf(value);
  const isKnown = type?.dtype === 'string' || (numericTypes as readonly unknown[]).includes(type?.dtype);
  if (!type?.shape || !isKnown) throw new Refused(span, 'The tensors of this dataset are not known without running the program.');
  return { leaf: { spec: { shape: [...type.shape], dtype: type.dtype as string }, data } };
}

/** Names of record files; a pattern that matched nothing is the mistake that people make most. */
function fileList(files: readonly string[] | null, span: Span): string[] {
  if (files === null) {
    throw new Refused(span, 'Which record files are read is not known without running the program; write the names or a glob pattern out.');
  }
  if (files.length === 0)
    throw new Refused(span, 'No record file matches here: look at the pattern, and at the folder that the program runs in.');
  return [...files];
}
