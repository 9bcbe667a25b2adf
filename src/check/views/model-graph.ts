import type { Span } from '../../diagnostics/span';
import { isA } from '../../rules/core/objects';
import { tensorsIn } from '../../rules/core/tensors';
import type { ModelState } from '../../rules/models/model';
import type { TensorValue, Value } from '../../values/value';

/** A step of a model: a layer, an input, or an operation on a symbolic tensor. */
export interface ModelStep {
  readonly node: { readonly layer: Value } | { readonly input: TensorValue } | { readonly operation: TensorValue };
  readonly span: Span;
  /** What it gave, where that is known apart from the layer's own state. */
  readonly output?: Value;
  /** Which steps it gets its tensors from. */
  readonly from: readonly number[];
}

/** The steps of a sequential model, each fed by the one before. */
export function chainOf({ layers, outputs }: ModelState): ModelStep[] {
  const given = new Map(
    stepsBehind([outputs]).flatMap(({ node, output }) => ('layer' in node && output ? [[node.layer, output] as const] : [])),
  );
  return (layers ?? []).map(({ layer, span }, index) => ({
    node: { layer },
    span,
    output: given.get(layer),
    from: index === 0 ? [] : [index - 1],
  }));
}

/** The steps on the way to some symbolic tensors, each once, inputs first. */
export function stepsBehind(outputs: readonly Value[]): ModelStep[] {
  const steps: ModelStep[] = [];
  const indices = new Map<Value, number[]>();
  const add = (step: ModelStep): number[] => [steps.push(step) - 1];
  const visit = (tensor: TensorValue): number[] => {
    const known = indices.get(tensor);
    if (known !== undefined) return known;
    // A tensor that depends on itself cannot be made; this ends the walk all the same.
    indices.set(tensor, []);
    const found = stepOf(tensor);
    indices.set(tensor, found);
    return found;
  };
  const stepOf = (tensor: TensorValue): number[] => {
    const { origin, family } = tensor;
    if (origin === undefined || family !== 'keras') return [];
    if (origin.op === 'keras.Input') return add({ node: { input: tensor }, span: origin.span, output: tensor, from: [] });
    const { self, ...rest } = origin.args;
    const from = [...new Set(Object.values(rest).flatMap(tensorsIn).flatMap(visit))];
    if (self !== undefined && (isA(self, 'keras.Layer') || self.kind === 'instance')) {
      const before = indices.get(self);
      if (before !== undefined) return before;
      const placed = add({ node: { layer: self }, span: origin.span, output: tensor, from });
      indices.set(self, placed);
      return placed;
    }
    const all = self === undefined ? from : [...new Set([...tensorsIn(self).flatMap(visit), ...from])];
    return add({ node: { operation: tensor }, span: origin.span, output: tensor, from: all });
  };
  outputs.flatMap(tensorsIn).forEach(visit);
  return steps;
}

/** The steps of a model that was made from inputs and outputs; where the outputs are not known, those that lead from its inputs as far as is known. */
export function graphOf({ inputs, outputs, span }: ModelState, assigned: readonly { value: Value; span: Span }[]): ModelStep[] {
  const steps = stepsBehind([outputs]);
  if (steps.length > 0) return steps;
  const before = assigned.filter(({ value, span: at }) => value.kind === 'tensor' && at.path === span.path && at.line <= span.line);
  const own = new Set(tensorsIn(inputs));
  const leads = ({ node }: ModelStep, index: number, all: readonly ModelStep[], reached: Set<number>): boolean =>
    ('input' in node && own.has(node.input)) || (all[index]?.from.some(one => reached.has(one)) ?? false);
  const candidates = stepsBehind([inputs, ...before.map(({ value }) => value)]);
  const reached = new Set<number>();
  candidates.forEach((step, index) => {
    if (leads(step, index, candidates, reached)) reached.add(index);
  });
  const kept = [...reached];
  return kept.map(index => ({
    ...candidates[index],
    from: candidates[index].from.flatMap(one => (reached.has(one) ? [kept.indexOf(one)] : [])),
  }));
}
