import type { Span } from '../diagnostics/span';
import { shortName } from '../rules/core/names';
import { metricName } from '../rules/models/unnamed-metrics';
import type { ProgramEvent } from '../values/library';
import { asItems } from '../values/read';
import { NONE, str, type Value } from '../values/value';
import { readArguments } from './arguments';
import { type NamedTable, readNamed } from './named';
import type { CompilePlan, NamedConfig } from './plan';
import { type Refusals, Refused, siteOf } from './refused';
import { compileArguments } from './support/compile';
import { losses } from './support/losses';
import { metrics, shortMetrics } from './support/metrics';
import { optimizers } from './support/optimizers';

/** What Model.compile was given. `fit` is where a model that was not compiled is trained. */
export function compilePlan(compile: ProgramEvent | undefined, fit: Span, refusals: Refusals): CompilePlan | undefined {
  if (compile === undefined) throw new Refused(fit, 'The model is not compiled before fit: call model.compile(optimizer=…, loss=…) first.');
  const { self: _, ...values } = compile.args;
  const spanOf = (parameter: string): Span => compile.spanOf?.(parameter) ?? compile.span;
  readArguments(compileArguments, { what: 'compile', values, span: compile.span, spanOf, open: compile.open === true }, refusals);
  const { optimizer = str('rmsprop'), loss = NONE, metrics: measured = NONE, weighted_metrics: weighted = NONE } = values;
  const optimizerPlan = refusals.attempt(() =>
    readNamed(optimizer, { what: 'optimizer', rows: optimizers }, spanOf('optimizer'), refusals),
  );
  const lossPlan = refusals.attempt(() => readLoss(loss, spanOf('loss'), refusals));
  const metricPlans = refusals.attempt(() => readMetrics(measured, spanOf('metrics'), refusals));
  const weightedPlans = refusals.attempt(() => readMetrics(weighted, spanOf('weighted_metrics'), refusals));
  return (
    optimizerPlan &&
    lossPlan &&
    metricPlans &&
    weightedPlans && {
      optimizer: optimizerPlan,
      loss: { leaf: lossPlan },
      metrics: metricPlans,
      ...(weightedPlans.length > 0 && { weightedMetrics: weightedPlans }),
      site: siteOf(spanOf('loss')),
    }
  );
}

/** The one loss of a model with one output; Keras takes a list or a dictionary with it too. */
function readLoss(value: Value, span: Span, refusals: Refusals): NamedConfig {
  if (value.kind === 'none') throw new Refused(span, 'The model was compiled without a loss, so there is nothing to train on.');
  const several = value.kind === 'dict' ? [...(value.cell.content?.values() ?? [])].map(item => item.value) : asItems(value);
  if (several !== undefined && several.length !== 1)
    throw new Refused(span, 'A model with several losses cannot be trained from the editor yet.');
  return readNamed(several?.[0] ?? value, { what: 'loss', rows: losses }, span, refusals);
}

function readMetrics(value: Value, span: Span, refusals: Refusals): NamedConfig[] {
  if (value.kind === 'none') return [];
  if (value.kind === 'dict')
    throw new Refused(span, 'Metrics by the name of an output cannot be trained from the editor yet; give a list.');
  const items = asItems(value);
  if (items === undefined && (value.kind === 'list' || value.kind === 'tuple'))
    throw new Refused(span, 'Which metrics there are is not known without running the program; write them out.');
  const table = { what: 'metric', rows: metrics, shorts: shortMetrics };
  return (items ?? [value]).flatMap(metric => refusals.attempt(() => readMetric(metric, table, span, refusals)) ?? []);
}

function readMetric(value: Value, table: NamedTable, span: Span, refusals: Refusals): NamedConfig {
  if (value.kind === 'object' && value.type.startsWith('keras.losses.'))
    throw new Refused(
      value.origin.span,
      `The loss ${shortName(value.type)} as a metric cannot be trained from the editor yet; use the metric of that name.`,
    );
  const read = readNamed(value, table, span, refusals);
  const name = metricName(value);
  return name === undefined ? read : { ...read, config: { name, ...read.config } };
}
