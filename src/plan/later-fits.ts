import type { ProgramEvent } from '../values/library';
import { asItems, asString } from '../values/read';
import type { CallOfFit, OneFit } from './one-fit';
import { partsOf } from './parts';
import type { CompilePlan, LaterFit } from './plan';
import type { Refusals } from './refused';
import { settingRates } from './support/fit';

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A model without what it freezes. */
const unfrozen = (model: OneFit['model']): string => JSON.stringify(model, (key, value) => (key === 'trainable' ? undefined : value));

/** A call of `fit` as it is trained. */
export interface PlacedFit {
  readonly call: CallOfFit;
  readonly read: OneFit;
  /** With the learning rate that the program sets before. */
  readonly compile: CompilePlan;
  /** Whether the optimizer may have another learning rate after it than before. */
  readonly movesRate: boolean;
}

const withRate = ({ compile, rate }: OneFit): CompilePlan =>
  rate === undefined
    ? compile
    : { ...compile, optimizer: { ...compile.optimizer, config: { ...compile.optimizer.config, learning_rate: rate.value } } };

const hasSetter = ({ fit }: OneFit): boolean => fit.callbacks.some(({ name }) => settingRates.includes(name));

/** The first training of a model. */
export const firstFit = (call: CallOfFit, read: OneFit): PlacedFit => ({ call, read, compile: withRate(read), movesRate: hasSetter(read) });

/** A call of `fit` after another one on the same model, and what differs; undefined where it cannot be trained so, which `refusals` has. */
export function laterFit(
  previous: PlacedFit,
  call: CallOfFit,
  read: OneFit,
  refusals: Refusals,
): { placed: PlacedFit; plan: LaterFit } | undefined {
  const { event } = call;
  const between = call.before.slice(previous.call.before.length + 1);
  const refuse = (message: string): undefined => void refusals.add(event.span, message);
  const at = `the fit in line ${previous.call.event.span.line}`;
  if (unfrozen(previous.read.model) !== unfrozen(read.model) || between.some(one => changesLayers(one, event)))
    return refuse(`The model is another one than ${at} has trained: layers were added or taken away.`);
  if (!same(previous.read.adaptations, read.adaptations))
    return refuse(`Layers are adapted otherwise than before ${at}, which cannot be trained from the editor yet.`);
  const isCompiled = read.compiled !== previous.read.compiled;
  const isOther = !same(previous.read.model, read.model);
  if (isOther && !isCompiled) return refuse(`Keras heeds no change of trainable after ${at} before compile is called again.`);
  const keeps = !isCompiled || isSameObject(previous.read.compiled, read.compiled);
  if (isOther && keeps) return refuse(`The optimizer of ${at} cannot go on with other layers; give compile a new one.`);
  if (keeps && previous.movesRate && read.fit.callbacks.some(({ name }) => name === 'LearningRateScheduler'))
    return refuse(`What LearningRateScheduler starts from after ${at} is not known; compile again with a new optimizer.`);
  const isSet = read.rate !== undefined && between.includes(read.rate.event);
  const compile = keeps ? { ...read.compile, optimizer: previous.compile.optimizer } : withRate(read);
  const plan: LaterFit = {
    ...(!same(previous.read.train, read.train) && { train: read.train }),
    ...(!same(previous.read.validation, read.validation) && { validation: read.validation }),
    ...(isOther && { model: read.model }),
    ...(!same(previous.compile, compile) && { compile }),
    newOptimizer: !keeps,
    ...(keeps && isSet && { learningRate: read.rate?.value }),
    fit: read.fit,
  };
  return { placed: { call, read, compile, movesRate: hasSetter(read) || (keeps && (isSet || previous.movesRate)) }, plan };
}

/** Whether two compiles got one optimizer object. */
const isSameObject = ({ args: one }: ProgramEvent, { args: other }: ProgramEvent): boolean =>
  one.optimizer?.kind === 'object' && one.optimizer === other.optimizer;

/** Whether an event adds layers to the model of a fit, or takes some away. */
function changesLayers({ name, args }: ProgramEvent, fit: ProgramEvent): boolean {
  const method = name === 'method' ? asString(asItems(args.path)?.at(-1)) : undefined;
  return (method === 'add' || method === 'pop') && partsOf(fit.args.self).includes(args.self);
}
