import type { Span } from '../diagnostics/span';
import { METRIC_WEIGHT, ownMetricName } from '../rules/models/own-metrics';
import { asItems, asNumber, asString } from '../values/read';
import type { Origin, TensorValue, Value } from '../values/value';
import { GraphBuilder } from './graph';
import type { Arg, JudgePlan, ModelFunction } from './plan';
import { type Refusals, Refused } from './refused';
import { newScope } from './scope';

/** What a call of a metric's methods told: the labels, the output, what it assigned, and its result. */
export interface MetricCall {
  readonly labels: TensorValue;
  readonly output: TensorValue;
  readonly updates: Value;
  readonly result: Value;
}

/** One addition to a variable. */
interface Addition {
  readonly variable: TensorValue;
  readonly added: Value;
}

/** A metric of the program's own class, which adds up what each batch gives. Throws Refused where it does something else. */
export function metricPlan(metric: Value, { labels, output, updates, result }: MetricCall, span: Span, refusals: Refusals): JudgePlan {
  const name = ownMetricName(metric) ?? 'metric';
  const refuse = (why: string): never => {
    throw new Refused(span, `The custom metric ${name} ${why}, which cannot be trained from the editor yet.`);
  };
  const all = asItems(updates)?.map(additionOf) ?? [undefined];
  const additions = all.flatMap(addition => addition ?? []);
  if (additions.length < all.length || additions.length === 0 || result.kind !== 'tensor' || result.type.shape?.length !== 0)
    return refuse('does something else than adding to its variables in update_state and making a number of them in result');
  const variables = additions.map(({ variable }) => variable);
  if (new Set(variables.map(({ origin }) => origin)).size < variables.length) return refuse('adds to a variable twice');
  const shapes = variables.map(({ type }) => type.shape?.flatMap(size => size ?? []) ?? []);
  if (variables.some(({ type, origin }, i) => type.shape?.length !== shapes[i].length || !startsAtZero(origin)))
    return refuse('has a variable that does not begin as zeros of a known shape');
  const whole = 'a custom metric';
  return {
    name,
    config: {},
    fn: functionOf(
      [labels, output],
      additions.map(({ added }) => added),
      { span, whole },
      refusals,
    ),
    sums: { shapes, result: functionOf(variables, [result], { span, whole }, refusals) },
  };
}

/** `variable.assign_add(added)` or `variable.assign(variable + added)`. */
function additionOf(update: Value): Addition | undefined {
  const [variable, method, value] = asItems(update) ?? [];
  if (variable?.kind !== 'tensor' || value === undefined) return undefined;
  if (asString(method) === 'assign_add') return { variable, added: value };
  if (asString(method) !== 'assign' || value.kind !== 'tensor' || value.origin?.op !== 'operator.add') return undefined;
  const sides = Object.values(value.origin.args);
  const isVariable = (side: Value): boolean => side.kind === 'tensor' && side.origin === variable.origin;
  const added = sides.find(side => !isVariable(side));
  return sides.length === 2 && sides.some(isVariable) && added !== undefined ? { variable, added } : undefined;
}

const startsAtZero = (origin: Origin | undefined): boolean => {
  const initializer = origin?.op === METRIC_WEIGHT ? origin.args.initializer : undefined;
  const name = initializer?.kind === 'object' ? initializer.type : asString(initializer);
  return name !== undefined && /(^|\.)zeros$/i.test(name);
};

/** A function of tensors that gives several. */
function functionOf(
  given: readonly TensorValue[],
  results: readonly Value[],
  { span, whole }: { span: Span; whole: string },
  refusals: Refusals,
): ModelFunction {
  const graph = new GraphBuilder(new Map(), refusals, 0, whole);
  const known = new Map(
    given.flatMap((tensor, i): [Origin, Arg][] => {
      const arg = graph.parameter(tensor, `input_${i + 1}`, span);
      return tensor.origin ? [[tensor.origin, arg]] : [];
    }),
  );
  const scope = newScope(known);
  const read = results.map((value): Arg => {
    const number = value.kind === 'tensor' ? undefined : asNumber(value);
    return number === undefined ? graph.tensor(value, scope, span) : { value: number };
  });
  if (graph.layers.size > 0 || graph.weightPlans.length > 0)
    throw new Refused(span, `${whole} with layers or weights cannot be trained from the editor yet.`);
  return { nodes: graph.nodes, result: { items: read }, rank: 1 };
}
