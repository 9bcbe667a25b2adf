import type { Span } from '../diagnostics/span';
import { shortName } from '../rules/core/names';
import { metricName } from '../rules/models/unnamed-metrics';
import type { ProgramEvent } from '../values/library';
import { asItems } from '../values/read';
import { NONE, str, type Value } from '../values/value';
import { readArguments } from './arguments';
import { readNamed } from './named';
import { modelOutputs, perOutput } from './outputs';
import { type JudgeRole, nameOfOwn, ownJudge } from './own-judge';
import type { CompilePlan, JudgePlan, ModelPlan, NamedConfig, OutputPlan } from './plan';
import { type Refusals, Refused, siteOf } from './refused';
import { compileArguments } from './support/compile';
import { losses } from './support/losses';
import { metrics, shortMetrics } from './support/metrics';
import { optimizers } from './support/optimizers';

/**
 * What Model.compile was given, for the outputs of the model; those are not known where the model itself was refused. `fit` is where a model that was not
 * compiled is trained.
 */
export function compilePlan(
  compile: ProgramEvent | undefined,
  model: ModelPlan | undefined,
  fit: {
    readonly span: Span /** Events after it, which say what custom losses and metrics compute. */;
    readonly after: readonly ProgramEvent[];
  },
  refusals: Refusals,
): CompilePlan | undefined {
  if (compile === undefined)
    throw new Refused(fit.span, 'The model is not compiled before fit: call model.compile(optimizer=…, loss=…) first.');
  const { self: _, ...values } = compile.args;
  const spanOf = (parameter: string): Span => compile.spanOf?.(parameter) ?? compile.span;
  readArguments(compileArguments, { what: 'compile', values, span: compile.span, spanOf, open: compile.open === true }, refusals);
  const { optimizer = str('rmsprop'), loss = NONE } = values;
  const optimizerPlan = refusals.attempt(() =>
    readNamed(optimizer, { what: 'optimizer', rows: optimizers }, spanOf('optimizer'), refusals),
  );
  if (loss.kind === 'none') throw new Refused(spanOf('loss'), 'The model was compiled without a loss, so there is nothing to train on.');
  const outputs = modelOutputs(model);
  const judged = fit.after.filter(({ name, args }) => name === 'judged' && args.self === compile.args.self);
  const read = <T>(parameter: string, one: (value: Value, span: Span, place: number) => T): (T | undefined)[] | undefined => {
    const span = spanOf(parameter);
    const what = { parameter, isMetrics: parameter.endsWith('metrics') };
    return refusals.attempt(() =>
      perOutput(values[parameter] ?? NONE, outputs, what, span).map((value, place) => value && one(value, span, place)),
    );
  };
  const judge = (value: Value, around: { role: JudgeRole; place: number; span: Span }, keras: () => NamedConfig): JudgePlan =>
    nameOfOwn(value) === undefined ? keras() : ownJudge(value, { ...around, judged }, refusals);
  const lossPlans = read('loss', (value, span, place) =>
    judge(value, { role: 'loss', place, span }, () => readNamed(value, { what: 'loss', rows: losses }, span, refusals)),
  );
  const readAllMetrics = (value: Value, span: Span, place: number): JudgePlan[] =>
    metricsIn(value, span).flatMap(
      metric => refusals.attempt(() => judge(metric, { role: 'metric', place, span }, () => readMetric(metric, span, refusals))) ?? [],
    );
  const weightPlans = read('loss_weights', readWeight);
  const metricPlans = read('metrics', readAllMetrics);
  const weightedPlans = read('weighted_metrics', readAllMetrics);
  if (weightedPlans?.flat().some(metric => metric?.sums))
    refusals.add(spanOf('weighted_metrics'), 'A metric of a custom class among weighted_metrics cannot be trained from the editor yet.');
  // Keras wants a weight for each loss.
  const count = (plans: readonly unknown[] | undefined): number => plans?.filter(plan => plan !== undefined).length ?? 0;
  if (count(weightPlans) > 0 && count(weightPlans) !== count(lossPlans))
    refusals.add(spanOf('loss_weights'), `loss_weights has ${count(weightPlans)} entries and loss ${count(lossPlans)}.`);
  return (
    optimizerPlan &&
    lossPlans &&
    weightPlans &&
    metricPlans &&
    weightedPlans && {
      optimizer: optimizerPlan,
      outputs: outputs.map(
        ({ name }, i): OutputPlan => ({
          name: outputs.length > 1 ? name : '',
          loss: lossPlans[i] ?? null,
          ...(weightPlans[i] !== undefined && { lossWeight: weightPlans[i] }),
          metrics: metricPlans[i] ?? [],
          ...((weightedPlans[i] ?? []).length > 0 && { weightedMetrics: weightedPlans[i] }),
        }),
      ),
      site: siteOf(spanOf('loss')),
    }
  );
}

function readWeight(value: Value, span: Span): number {
  if (value.kind === 'int' || value.kind === 'float') return value.value;
  throw new Refused(span, 'loss_weights have to be numbers that are written out to be trained from the editor.');
}

function metricsIn(value: Value, span: Span): readonly Value[] {
  const items = asItems(value);
  if (items === undefined && (value.kind === 'list' || value.kind === 'tuple'))
    throw new Refused(span, 'Which metrics there are is not known without running the program; write them out.');
  return items ?? [value];
}

function readMetric(value: Value, span: Span, refusals: Refusals): NamedConfig {
  if (value.kind === 'object' && value.type.startsWith('keras.losses.'))
    throw new Refused(
      value.origin.span,
      `The loss ${shortName(value.type)} as a metric cannot be trained from the editor yet; use the metric of that name.`,
    );
  const read = readNamed(value, { what: 'metric', rows: metrics, shorts: shortMetrics }, span, refusals);
  const name = metricName(value);
  return name === undefined ? read : { ...read, config: { name, ...read.config } };
}
