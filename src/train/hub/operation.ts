import type { ModulePlan } from '../../plan/plan';
import type { Element } from '../input/array';
import { isLeaf } from '../input/elements';
import { type Op, type StepValue, toArray } from '../input/mapped-function';
import { loadedModule } from './module';

/** The call of a module in a data pipeline. */
export const hubCall: Op = ({ literal, operand }) => {
  const run = loadedModule(literal('module') as unknown as ModulePlan);
  const inputs = operand('inputs');
  return frame => run(elementOf(inputs(frame)));
};

/** Numbers and texts that the program wrote become tensors. */
function elementOf(value: StepValue): Element {
  const isDict = value !== null && typeof value === 'object' && !Array.isArray(value) && !isLeaf(value as Element);
  if (!isDict) return toArray(value, 'a module');
  return Object.fromEntries(Object.entries(value as { [name: string]: StepValue }).map(([name, entry]) => [name, elementOf(entry)]));
}
