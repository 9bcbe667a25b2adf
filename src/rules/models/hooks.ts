import type { Hook, HookPath, HookRead, ProgramEvent } from '../../values/library';
import { asNumber, asString } from '../../values/read';
import { type InstanceValue, NONE, type ObjectValue, type TensorValue, UNKNOWN, type Value } from '../../values/value';
import type { Kinds, Use } from '../core/kind';
import { object } from '../core/objects';
import { type Call, type HookRun, parameters, type Table } from '../core/rule';
import { tensor } from '../core/tensors';
import { ownMethod } from '../layers/own-state';

/** Methods of keras.callbacks.Callback that `fit` calls, and whether a number comes before `logs`. `on_train_begin` comes first of all. */
const methodNames: { readonly [name: string]: 'epoch' | 'batch' | undefined } = {
  on_train_begin: undefined,
  on_epoch_begin: 'epoch',
  on_epoch_end: 'epoch',
  on_batch_begin: 'batch',
  on_batch_end: 'batch',
  on_train_batch_begin: 'batch',
  on_train_batch_end: 'batch',
  on_test_begin: undefined,
  on_test_end: undefined,
  on_test_batch_begin: 'batch',
  on_test_batch_end: 'batch',
  on_train_end: undefined,
};

/** Ways through one method that are followed, and conditions on one way. */
const MAX_PATHS = 64;
const MAX_DECISIONS = 16;
/** Rounds in which what methods keep from one epoch to the next becomes unknown. */
const MAX_ROUNDS = 4;

/** What Keras hands to a callback as `logs`. */
const LOGS = 'logs';

interface Method {
  readonly name: string;
  readonly method: Value;
}

/** A callback of the program's own class: its methods are run on a symbolic epoch and symbolic logs, every way that their conditions may come out. */
export function ownHooks(call: Call, callback: InstanceValue): readonly Hook[] {
  call.context.write(callback.attributes, new Map(callback.attributes.content).set('model', call.self));
  const methods = Object.keys(methodNames).flatMap(name => {
    const method = ownMethod(call, callback, name);
    return method === undefined ? [] : [{ name, method }];
  });
  return allHooks(call, methods);
}

/** The functions that a LambdaCallback was given. */
export function lambdaHooks(call: Call, callback: ObjectValue): readonly Hook[] {
  const methods = Object.keys(methodNames).flatMap(name => {
    const method = callback.origin.args[name] ?? NONE;
    return method.kind === 'none' ? [] : [{ name, method }];
  });
  return allHooks(call, methods);
}

function allHooks(call: Call, methods: readonly Method[]): readonly Hook[] {
  const [begin, others] = [methods.filter(isFirst), methods.filter(method => !isFirst(method))];
  // It runs once, so what it keeps is known.
  const first = begin.map(method => {
    const { hook, changes } = explore(call, method);
    for (const { happened } of changes) happened();
    return hook;
  });
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const changes = others.flatMap(method => explore(call, method).changes);
    if (changes.length === 0) break;
    for (const { mayHaveHappened } of changes) mayHaveHappened();
  }
  return [...first, ...others.map(method => explore(call, method).hook)];
}

const isFirst = ({ name }: Method): boolean => name === 'on_train_begin';

/** Runs a method once for each way that its conditions may come out. */
function explore(call: Call, { name, method }: Method): { hook: Hook; changes: Changed[] } {
  const reads = new Reads(call);
  const number = methodNames[name];
  const given = [...(number === undefined ? [] : [reads.read('number', number)]), object(call, LOGS, reads)];
  const paths: HookPath[] = [];
  const changes: Changed[] = [];
  const waiting: (readonly boolean[])[] = [[]];
  for (let outcomes = waiting.pop(); outcomes !== undefined && paths.length < MAX_PATHS; outcomes = waiting.pop()) {
    const run = new Run(outcomes, call.context.doubt);
    const tried = call.context.undone(() => inHook(call, run, () => call.context.call(method, given)));
    if (tried.changed) changes.push(tried);
    paths.push(run);
    const taken = run.decisions.map(({ outcome }) => outcome);
    for (let at = outcomes.length; at < taken.length; at++) waiting.push([...taken.slice(0, at), false]);
  }
  const isWhole = waiting.length === 0 && paths.every(({ decisions }) => decisions.length < MAX_DECISIONS);
  const span = method.kind === 'method' && method.code ? method.code.span : method.kind === 'function' ? method.span : call.context.span;
  return { hook: { name, span, paths: isWhole ? paths : null, reads: reads.all }, changes };
}

type Changed = ReturnType<Call['context']['undone']>;

/** What a method does happens in no order of the program, so its events are the run's. */
function inHook(call: Call, run: HookRun, work: () => void): void {
  const { session } = call;
  const outer = session.hook;
  session.hook = run;
  try {
    call.context.quietly(work);
  } finally {
    session.hook = outer;
  }
}

/** One way through a method: conditions come out as they are given, and true after those. */
class Run implements HookRun, HookPath {
  readonly decisions: { test: TensorValue; outcome: boolean }[] = [];
  readonly effects: ProgramEvent[] = [];

  constructor(
    private readonly outcomes: readonly boolean[],
    private readonly doubt: number,
  ) {}

  decide(test: TensorValue): boolean | undefined {
    const known = this.decisions.find(decision => decision.test === test);
    if (known !== undefined) return known.outcome;
    if (this.decisions.length >= MAX_DECISIONS) return undefined;
    const outcome = this.outcomes[this.decisions.length] ?? true;
    this.decisions.push({ test, outcome });
    return outcome;
  }

  note(event: ProgramEvent, doubt: number): void {
    this.effects.push(doubt > this.doubt ? { ...event, doubtful: true } : event);
  }
}

/** The symbolic values that a method got, each once. */
class Reads {
  readonly all: HookRead[] = [];

  constructor(private readonly call: Call) {}

  read(of: HookRead['of'], name: string, otherwise?: number): TensorValue {
    const known = this.all.find(read => read.of === of && read.name === name && read.otherwise === otherwise);
    if (known !== undefined) return known.value;
    const dtype = of === 'number' ? 'int64' : of === 'value' ? 'float64' : 'bool';
    const origin = { op: `${LOGS}.${of}`, args: {}, span: this.call.context.span };
    const value: TensorValue = { ...tensor('graph', [], dtype), origin };
    this.all.push({ of, name, value, ...(otherwise !== undefined && { otherwise }) });
    return value;
  }
}

const readsOf = (self: Value): Reads | undefined =>
  self.kind === 'object' && self.state.content instanceof Reads ? self.state.content : undefined;

function readLog({ self }: Pick<Use, 'self'>, key: Value, otherwise?: number): Value {
  const name = asString(key);
  return name === undefined ? UNKNOWN : (readsOf(self)?.read('value', name, otherwise) ?? UNKNOWN);
}

export const hookKinds: Kinds = {
  [LOGS]: {
    index: (use, key) => readLog(use, key),
    operator(_use, op, [key, logs]) {
      const name = asString(key);
      return op === 'in' && name !== undefined ? (readsOf(logs)?.read('presence', name) ?? UNKNOWN) : UNKNOWN;
    },
    truth: () => true,
  },
};

export const hookFunctions: Table = {
  [`${LOGS}.get`]: {
    rule: call => {
      const otherwise = call.args.get('default');
      const number = asNumber(otherwise);
      return otherwise.kind !== 'none' && number === undefined ? UNKNOWN : readLog(call, call.args.get('key'), number);
    },
    parameters: parameters('key, default=None'),
  },
};
