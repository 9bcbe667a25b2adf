import type { Interpretation } from '../python/interpretation';
import { shortName } from '../rules/core/names';
import type { ModelState } from '../rules/models/model';
import { datasetState } from '../rules/pipeline/dataset';
import type { ProgramEvent } from '../values/library';
import { asItems } from '../values/read';
import { NONE, type Value } from '../values/value';
import { datasetPlan } from './dataset';
import { writtenValue } from './literal';
import { modelPlan } from './model';
import type { CompilePlan, FitPlan, Json, NamedConfig, Nest, Refusal, TrainingPlan } from './plan';
import { Refused, siteOf } from './refused';

/** What a program trains: a plan for each call of `fit` that can be trained, and why others cannot. */
export interface PlanReading {
  readonly plans: readonly TrainingPlan[];
  readonly refusals: readonly Refusal[];
}

/** Reads the plans off an interpreted program; `path` is its main file. Never throws on account of the program. */
export function readPlans({ events, assignments, exhausted }: Interpretation, path: string): PlanReading {
  const plans: TrainingPlan[] = [];
  const refusals: Refusal[] = [];
  const fits = events.filter(({ name }) => name === 'fit');
  for (const fit of fits) {
    try {
      const model = assignments.find(({ value }) => value === fit.args.self)?.name ?? 'model';
      plans.push(planOf(fit, path, model));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refusals.push(error.refusal);
    }
  }
  if (fits.length === 0) refusals.push({ site: { path, line: 1, column: 1 }, message: nothingTrained(exhausted) });
  return { plans, refusals };
}

const nothingTrained = (exhausted: boolean): string =>
  exhausted
    ? 'This file takes too long to read, so what it trains is not known.'
    : 'No call of fit on a Keras model was found in this file: the model, or the call, could not be followed without running the program.';

function planOf(fit: ProgramEvent, path: string, name: string): TrainingPlan {
  const { self: model, x = NONE, validation_data: validation = NONE } = fit.args;
  if (model.kind !== 'object')
    throw new Refused(
      fit.span,
      'The model that is trained here is of a class of its own; training from the editor takes Sequential and functional models so far.',
    );
  const train = datasetPlan(x, 'What fit gets', fit.span);
  const element = datasetState(x)?.element;
  const inputs = element?.kind === 'tuple' ? element.items[0] : (element ?? NONE);
  return {
    version: 1,
    source: { path, model: name },
    train,
    validation: validation.kind === 'none' ? null : datasetPlan(validation, 'The validation data', fit.span),
    model: modelPlan(model, inputs, fit.span),
    compile: compilePlan(model.state.content as ModelState, fit),
    fit: fitPlan(fit),
  };
}

/** An object of Keras by name or constructor. */
function named(value: Value, what: string, fit: ProgramEvent): NamedConfig {
  const json = writtenValue(value, what, fit.span);
  if (typeof json === 'string') return { name: json, config: {} };
  if (json !== null && typeof json === 'object' && !Array.isArray(json) && typeof json.name === 'string') {
    return { name: json.name, config: (json.config ?? {}) as { [parameter: string]: Json } };
  }
  throw new Refused(fit.span, `${what} cannot be read here.`);
}

function lossNest(value: Value, fit: ProgramEvent): Nest<NamedConfig> {
  const items = value.kind === 'list' || value.kind === 'tuple' ? asItems(value) : undefined;
  if (items !== undefined) return { items: items.map(item => lossNest(item, fit)) };
  if (value.kind === 'dict' && value.cell.content) {
    return {
      entries: Object.fromEntries(
        [...value.cell.content.values()].map(item => [item.key.kind === 'str' ? item.key.value : '', lossNest(item.value, fit)]),
      ),
    };
  }
  return { leaf: named(value, 'The loss', fit) };
}

function compilePlan(state: ModelState, fit: ProgramEvent): CompilePlan {
  const { compiled } = state;
  if (compiled === null)
    throw new Refused(fit.span, 'The model is not compiled before fit: call model.compile(optimizer=…, loss=…) first.');
  const loss = compiled.get('loss');
  if (loss.kind === 'none') throw new Refused(fit.span, 'The model was compiled without a loss, so there is nothing to train on.');
  const metrics = compiled.get('metrics');
  return {
    optimizer: named(compiled.get('optimizer'), 'The optimizer', fit),
    loss: lossNest(loss, fit),
    metrics: metrics.kind === 'none' ? [] : (asItems(metrics) ?? [metrics]).map(metric => named(metric, 'A metric', fit)),
    site: siteOf(compiled.spanOf('loss')),
  };
}

function fitPlan({ args, span }: ProgramEvent): FitPlan {
  const number = (name: string): number | null => {
    const json = writtenValue(args[name] ?? NONE, `The argument ${name} of fit`, span);
    return typeof json === 'number' ? json : null;
  };
  const callbacks = args.callbacks ?? NONE;
  return {
    epochs: number('epochs') ?? 1,
    initialEpoch: number('initial_epoch') ?? 0,
    stepsPerEpoch: number('steps_per_epoch'),
    validationSteps: number('validation_steps'),
    batchSize: number('batch_size'),
    callbacks: (callbacks.kind === 'none' ? [] : (asItems(callbacks) ?? [callbacks])).map(callback => {
      if (callback.kind !== 'object') throw new Refused(span, 'A callback of your own cannot be run from the editor.');
      return { name: shortName(callback.type), config: literalConfig(callback) };
    }),
    site: siteOf(span),
  };
}

const literalConfig = (callback: Extract<Value, { kind: 'object' }>): { [parameter: string]: Json } => {
  const json = writtenValue(callback, 'A callback', callback.origin.span) as { config: { [parameter: string]: Json } };
  return json.config;
};
