import type { Span } from '../diagnostics/span';
import { datasetState } from '../rules/pipeline/dataset';
import { NONE, UNKNOWN, type Value } from '../values/value';
import type { Refusals } from './refused';

/** What one batch of the training data holds for the model's inputs; refuses data that are no features and labels, and labels that are no one tensor of numbers. */
export function batchInputs(dataset: Value, what: string, span: Span, refusals: Refusals): Value {
  const element = datasetState(dataset)?.element ?? UNKNOWN;
  if (element.kind === 'unknown') return UNKNOWN;
  if (element.kind !== 'tuple' || element.items.length < 2 || element.items.length > 3) {
    refusals.add(span, `${what} has to give tuples (features, labels) to be trained from the editor.`);
    return element.kind === 'tuple' ? (element.items[0] ?? NONE) : element;
  }
  const [features, labels, weights] = element.items;
  checkTensor(labels, 'the labels', span, refusals);
  if (weights !== undefined) checkTensor(weights, 'the sample weights', span, refusals);
  for (const leaf of leavesOf(features)) checkTensor(leaf, 'the features', span, refusals);
  return features;
}

const leavesOf = (value: Value): Value[] => {
  if (value.kind === 'tuple') return value.items.flatMap(leavesOf);
  return value.kind === 'dict' && value.cell.content ? [...value.cell.content.values()].flatMap(item => leavesOf(item.value)) : [value];
};

function checkTensor(value: Value, what: string, span: Span, refusals: Refusals): void {
  if (value.kind === 'tuple' || value.kind === 'dict')
    refusals.add(span, `Several tensors as ${what} cannot be trained from the editor yet.`);
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
