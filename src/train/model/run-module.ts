import type { ModulePlan } from '../../plan/plan';
import { loadedModule } from '../hub/module';
import type { Element } from '../input/array';
import { isLeaf } from '../input/elements';
import { arrayFrom, tensorFrom } from '../tensor-arrays';
import { ModelValue, type NodeValue } from './model-value';

/** The call of a frozen module in a model: no gradient goes through it. */
export function moduleRunner(plan: ModulePlan): (inputs: NodeValue) => NodeValue {
  const run = loadedModule(plan);
  return inputs => nodeValueOf(run(elementOf(inputs)));
}

function elementOf(value: NodeValue): Element {
  if (value instanceof ModelValue) return arrayFrom(value.tensor);
  if (Array.isArray(value)) return value.map(elementOf);
  if (value === null || typeof value !== 'object') throw new Error('a module takes tensors only');
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, elementOf(entry)]));
}

function nodeValueOf(element: Element): NodeValue {
  if (isLeaf(element)) return new ModelValue(tensorFrom(element));
  return Object.fromEntries(Object.entries(element).map(([name, entry]) => [name, nodeValueOf(entry as Element)]));
}
