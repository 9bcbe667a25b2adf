import type { Span } from '../diagnostics/span';
import { shortName } from '../rules/core/names';
import type { Hook, HookPath, ProgramEvent } from '../values/library';
import { asBool, asItems, asNumber, asString } from '../values/read';
import { type ClassValue, FALSE, type ObjectValue, str, tuple, UNKNOWN, type Value } from '../values/value';
import { readChanges, type Trained } from './changes';
import { tracedFunction } from './mapped-function';
import { readNamed } from './named';
import type { CallbackPlan, LogRead, StopPlan } from './plan';
import { Refusals, Refused, siteOf } from './refused';
import { callbacks } from './support/fit';
import { nameIn } from './support/names';

/** What is known of a call of `fit` besides the callbacks that it gets. */
export interface AroundCallbacks {
  readonly span: Span;
  /** Events after `fit`, which say what callbacks do that are made of the program's functions. */
  readonly after: readonly ProgramEvent[];
  readonly trained: Trained;
  /** Number of the first epoch, from 0. */
  readonly first: number;
}

/** The callbacks of `fit`. Throws Refused where it is not known which there are. */
export function readCallbacks(value: Value, around: AroundCallbacks, refusals: Refusals): CallbackPlan[] {
  if (value.kind === 'none') return [];
  const items = asItems(value) ?? (value.kind === 'list' ? undefined : [value]);
  if (items === undefined)
    throw new Refused(around.span, 'Which callbacks there are is not known without running the program; write them out.');
  return items.flatMap(callback => refusals.attempt(() => readCallback(callback, around, refusals)) ?? []);
}

function readCallback(value: Value, { span, after, trained, first }: AroundCallbacks, refusals: Refusals): CallbackPlan {
  const hooks = after.find(({ name, args }) => name === 'hooks' && args.self === value)?.hooks;
  if (hooks !== undefined) return ownCallback(value, hooks, trained, refusals);
  if (value.kind === 'object' && nameIn(callbacks, value.type) === 'LearningRateScheduler') {
    const rates = after.find(({ name, args }) => name === 'rates' && args.self === value)?.args.rates;
    return { name: shortName(value.type), config: { rates: readRates(rates, value.origin.span), first } };
  }
  if (value.kind === 'object' && nameIn(callbacks, value.type) === 'CSVLogger')
    return { name: shortName(value.type), config: fileOf(value) };
  const named = readNamed(value, { what: 'callback', rows: callbacks }, span, refusals);
  return { ...named, name: shortName(named.name) };
}

/** What CSVLogger writes to; nothing where that is not known. */
function fileOf({ origin }: ObjectValue): CallbackPlan['config'] {
  const { filename, separator = str(','), append = FALSE } = origin.args;
  const path = filename?.kind === 'object' ? filename.text : asString(filename);
  const [between, goesOn] = [asString(separator), asBool(append)];
  if (path === undefined || between === undefined || goesOn === undefined || origin.open) return {};
  return { filename: path, separator: between, append: goesOn };
}

function readRates(value: Value | undefined, span: Span): number[] {
  const rates = asItems(value)?.map(asNumber) ?? [undefined];
  if (rates.includes(undefined))
    throw new Refused(
      span,
      'What this schedule gives for each epoch is not known without running the program; it has to give floats made of the epoch and the rate.',
    );
  return rates as number[];
}

/** A callback whose methods are the program's. It may stop the training at the end of an epoch; what it changes besides is refused, what it prints or writes is not done. */
function ownCallback(value: Value, hooks: readonly Hook[], trained: Trained, refusals: Refusals): CallbackPlan {
  const name = value.kind === 'instance' ? value.cls.name : value.kind === 'object' ? shortName(value.type) : 'callback';
  const own = new Refusals();
  if (value.kind === 'instance') refuseBases(value.cls, own);
  for (const hook of hooks) refuseEffects(hook, name, trained, own);
  const atEnd = hooks.find(hook => hook.name === 'on_epoch_end');
  const stop = atEnd?.paths && own.all.length === 0 ? stopPlan(atEnd, atEnd.paths, 0, own) : { stops: false };
  refusals.include(own);
  const reads = atEnd?.reads.map(
    ({ of, name: read, otherwise }): LogRead => ({ of, name: read, ...(otherwise !== undefined && { otherwise }) }),
  );
  return { name, config: {}, own: { stop, reads: 'test' in stop ? (reads ?? []) : [] } };
}

/** Refuses a callback that is more than Keras's empty one. */
function refuseBases({ name, bases, span }: ClassValue, refusals: Refusals): void {
  for (const base of bases.length === 0 ? [UNKNOWN] : bases) {
    if (base.kind === 'class') refuseBases(base, refusals);
    else if (base.kind !== 'api' || base.name !== 'keras.callbacks.Callback')
      refusals.add(span, `${name} does not derive from keras.callbacks.Callback alone, so it cannot be trained from the editor yet.`);
  }
}

const isStop = ({ name, args }: ProgramEvent): boolean => name === 'set' && asString(args.name) === 'stop_training';

function refuseEffects({ name, span, paths }: Hook, callback: string, trained: Trained, refusals: Refusals): void {
  if (paths === null) {
    refusals.add(span, `${name} of ${callback} has more conditions than can be followed; training from the editor needs fewer.`);
    return;
  }
  const effects = paths.flatMap(path => path.effects);
  const others = effects.filter(effect => !isStop(effect));
  const { trainable, rate } = readChanges(others, trained, refusals);
  const trains = others.find(
    ({ name: event, args }) => (event === 'set' && trainable.size > 0) || (event === 'method' && isTraining(args)),
  );
  if (rate)
    refusals.add(
      rate.event.span,
      `A learning rate that ${name} of ${callback} sets cannot be trained from the editor yet; use LearningRateScheduler.`,
    );
  if (trains)
    refusals.add(trains.span, `What ${name} of ${callback} changes of the model cannot be trained from the editor yet; leave it out.`);
  for (const effect of effects.filter(isStop)) {
    if (name !== 'on_epoch_end')
      refusals.add(effect.span, `A callback that stops in ${name} cannot be trained from the editor yet; use on_epoch_end.`);
    else if (effect.doubtful || asBool(effect.args.value) === undefined)
      refusals.add(
        effect.span,
        `When ${callback} stops here is not known without running the program: its condition has to be made of the epoch and logs alone.`,
      );
  }
  for (const effect of others.filter(({ name: event }) => event === 'raise'))
    refusals.add(effect.span, `A callback that raises cannot be trained from the editor yet; set self.model.stop_training instead.`);
}

const isTraining = (args: ProgramEvent['args']): boolean => /^(fit|train_on_batch)$/.test(asString(asItems(args.path)?.[0]) ?? '');

/** The conditions of all ways as a tree: the ways that remain share the decisions up to `depth`. */
function stopPlan(hook: Hook, paths: readonly HookPath[], depth: number, refusals: Refusals): StopPlan {
  const [first] = paths;
  if (!paths.some(({ effects }) => effects.some(isStop))) return { stops: false };
  const decision = first.decisions[depth];
  if (decision === undefined) return { stops: asBool(first.effects.filter(isStop).at(-1)?.args.value) === true };
  const span = decision.test.origin?.span ?? hook.span;
  const branch = (outcome: boolean): StopPlan =>
    stopPlan(
      hook,
      paths.filter(({ decisions }) => decisions[depth]?.outcome === outcome),
      depth + 1,
      refusals,
    );
  return {
    test: tracedFunction(tuple(hook.reads.map(read => read.value)), decision.test, span, refusals),
    yes: branch(true),
    no: branch(false),
    site: siteOf(span),
  };
}
