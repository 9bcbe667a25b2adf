import { UNKNOWN, type Value } from '../../values/value';
import { compiledOf } from './model';

/** What `model.optimizer` of a model that got its optimizer by name is made of. */
interface NamedOptimizer {
  readonly optimizerOf: Value;
}

const OPTIMIZER = 'keras.optimizers.Optimizer';

/** `model.optimizer`: the object that `compile` got, or one that knows its model; unknown where it is not compiled. */
export function optimizerOf(model: Value): Value {
  const compiled = compiledOf(model);
  const optimizer = compiled?.get('optimizer') ?? UNKNOWN;
  if (compiled === null || optimizer.kind !== 'str') return optimizer;
  const content: NamedOptimizer = { optimizerOf: model };
  return { kind: 'object', type: OPTIMIZER, state: { content }, origin: { op: OPTIMIZER, args: {}, span: compiled.spanOf('optimizer') } };
}

/** Whether a value is the optimizer of a model that got it by name. */
export const isOptimizerOf = (value: Value, model: Value): boolean =>
  value.kind === 'object' && value.type === OPTIMIZER && (value.state.content as NamedOptimizer).optimizerOf === model;
