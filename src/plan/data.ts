import type { Span } from '../diagnostics/span';
import { datasetState } from '../rules/pipeline/dataset';
import { NONE, UNKNOWN, type Value } from '../values/value';
import type { Output } from './outputs';
import type { Refusals } from './refused';

/** What one batch of the training data holds for the model's inputs; refuses data that are no features and labels or labels that are no tensors of numbers. */
export function batchInputs(dataset: Value, what: string, span: Span, refusals: Refusals): Value {
  const element = datasetState(dataset)?.element ?? UNKNOWN;
  if (element.kind === 'unknown') return UNKNOWN;
  if (element.kind !== 'tuple' || element.items.length < 2 || element.items.length > 3) {
    refusals.add(span, `${what} has to give tuples (features, labels) to be trained from the editor.`);
    return element.kind === 'tuple' ? (element.items[0] ?? NONE) : element;
  }
  const [features, labels, weights] = element.items;
  for (const leaf of leavesOf(labels)) checkTensor(leaf, 'the labels', span, refusals);
  if (weights !== undefined) for (const leaf of leavesOf(weights)) checkTensor(leaf, 'the sample weights', span, refusals);
  for (const leaf of leavesOf(features)) checkTensor(leaf, 'the features', span, refusals);
  return features;
}

const leavesOf = (value: Value): Value[] => {
  if (value.kind === 'tuple') return value.items.flatMap(leavesOf);
  return value.kind === 'dict' && value.cell.content ? [...value.cell.content.values()].flatMap(item => leavesOf(item.value)) : [value];
};

function checkTensor(value: Value, what: string, span: Span, refusals: Refusals): void {
  if (value.kind !== 'tensor') return;
  const { dtype, sparse, raggedRank } = value.type;
  if (sparse || raggedRank !== undefined)
    refusals.add(span, `A sparse or ragged tensor in ${what} cannot be trained from the editor yet; make it dense.`);
  if (dtype === 'string' && what !== 'the features') refusals.add(span, `Strings as ${what} cannot be trained; give numbers.`);
}

/** Whether a dataset gives (features, labels, weights). */
export function hasSampleWeights(dataset: Value): boolean {
  const element = datasetState(dataset)?.element;
  return element?.kind === 'tuple' && element.items.length === 3 && element.items[2].kind !== 'none';
}

/** Refuses labels and sample weights in another form than the model's outputs; one weight of an example serves all of them. */
export function checkStructure(dataset: Value, what: string, outputs: readonly Output[], span: Span, refusals: Refusals): void {
  const element = datasetState(dataset)?.element;
  if (element?.kind !== 'tuple') return;
  const [, labels, weights] = element.items;
  if (labels !== undefined && !matches(labels, outputs, false)) refusals.add(span, mismatch(what, 'labels', outputs));
  if (weights !== undefined && !matches(weights, outputs, true)) refusals.add(span, mismatch(what, 'sample weights', outputs));
}

function matches(value: Value, outputs: readonly Output[], isShared: boolean): boolean {
  if (value.kind === 'tuple')
    return value.items.length === outputs.length && value.items.every(({ kind }) => kind !== 'tuple' && kind !== 'dict');
  if (value.kind !== 'dict' || value.cell.content === null) return value.kind !== 'tensor' || isShared || outputs.length === 1;
  const keys = [...value.cell.content.values()].map(({ key }) => (key.kind === 'str' ? key.value : ''));
  return outputs.length > 1 && keys.length === outputs.length && outputs.every(({ name }) => keys.includes(name));
}

const mismatch = (what: string, part: string, outputs: readonly Output[]): string =>
  outputs.length === 1
    ? `${what} gives several ${part}, and the model has one output.`
    : `${what} has to give ${part} for each output of the model, as a tuple in their order or by name: ${outputs.map(({ name }) => name).join(', ')}.`;
