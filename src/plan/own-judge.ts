import type { Span } from '../diagnostics/span';
import { snakeCase } from '../rules/layers/layer';
import { ownReduction } from '../rules/models/own-losses';
import type { ProgramEvent } from '../values/library';
import type { Value } from '../values/value';
import { GraphBuilder } from './graph';
import { metricPlan } from './own-metric';
import type { Arg, JudgePlan } from './plan';
import { type Refusals, Refused } from './refused';
import { newScope } from './scope';
import { losses } from './support/losses';

/** What judges an output: a loss or a metric. */
export type JudgeRole = 'loss' | 'metric';

/** A function or an instance of the program, which may judge an output; undefined for what is Keras's own or not known. */
export function nameOfOwn(value: Value): string | undefined {
  if (value.kind === 'function' || (value.kind === 'method' && value.code)) return value.name;
  return value.kind === 'instance' ? value.cls.name : undefined;
}

/**
 * The program's own loss or metric `value` of the output at a place: what it computed when it was called with symbolic labels and output, which the
 * events `judged` tell. Throws Refused where that is not known.
 */
export function ownJudge(
  value: Value,
  { role, place, judged, span }: { role: JudgeRole; place: number; judged: readonly ProgramEvent[]; span: Span },
  refusals: Refusals,
): JudgePlan {
  const name = nameOfOwn(value) ?? role;
  const call = judged.find(({ name: event, args }) => event === 'judged' && args.given === value && isOf(args, role, place));
  const { labels, output, result, updates } = call?.args ?? {};
  if (updates !== undefined && labels?.kind === 'tensor' && output?.kind === 'tensor')
    return metricPlan(value, { labels, output, updates, result }, span, refusals);
  if (labels?.kind !== 'tensor' || output?.kind !== 'tensor' || result?.kind !== 'tensor' || result.type.shape === null)
    throw new Refused(span, `What the custom ${role} ${name} computes is not known without running the program.`);
  const config: JudgePlan['config'] = value.kind === 'instance' ? { reduction: reductionOf(value, name, span) } : {};
  const graph = new GraphBuilder(new Map(), refusals, 0, `a custom ${role}`);
  const inputs = [labels, output].map((tensor, i) => graph.parameter(tensor, i === 0 ? 'labels' : 'output', span));
  const known = new Map(
    [labels, output].flatMap((tensor, i): [NonNullable<typeof tensor.origin>, Arg][] =>
      tensor.origin ? [[tensor.origin, inputs[i]]] : [],
    ),
  );
  const read = graph.tensor(result, newScope(known), span);
  if (graph.layers.size > 0 || graph.weightPlans.length > 0)
    throw new Refused(span, `The custom ${role} ${name} has layers or weights, which cannot be trained from the editor yet.`);
  return {
    name: role === 'metric' ? snakeCase(name) : name,
    config,
    fn: { nodes: graph.nodes, result: read, rank: result.type.shape.length },
  };
}

const isOf = ({ role, place }: ProgramEvent['args'], wanted: JudgeRole, at: number): boolean =>
  role.kind === 'str' && role.value === wanted && place.kind === 'int' && place.value === at;

/** How the loss of an instance becomes one number. */
function reductionOf(value: Value, name: string, span: Span): string {
  const reduction = ownReduction(value);
  if (reduction === undefined || !losses.MeanSquaredError.arguments.reduction.only.some(known => known === reduction))
    throw new Refused(span, `The custom loss ${name} has to derive from keras.losses.Loss, with a reduction that makes one number.`);
  return reduction;
}
