import { asInt, asItems, asNumber } from '../../values/read';
import { float, int, type ObjectValue, tuple, UNKNOWN, type Value } from '../../values/value';
import { isA } from '../core/objects';
import type { Call } from '../core/rule';
import { signatureOf } from '../core/signatures';
import { lambdaHooks, ownHooks } from './hooks';
import { compiledOf } from './model';

/** Epochs of which a schedule is asked for the rate. */
const MAX_EPOCHS = 10_000;

/** What the callbacks do that are made of functions of the program, as events after that of `fit`. */
export function followCallbacks(call: Call): void {
  const given = call.args.get('callbacks');
  const { span } = call.context;
  for (const callback of asItems(given) ?? [given]) {
    if (isA(callback, 'keras.callbacks.LearningRateScheduler'))
      call.context.emit({ name: 'rates', span, args: { self: callback, rates: ratesOf(call, callback) } });
    const hooks =
      callback.kind === 'instance'
        ? ownHooks(call, callback)
        : isA(callback, 'keras.callbacks.LambdaCallback')
          ? lambdaHooks(call, callback)
          : undefined;
    if (hooks !== undefined) call.context.emit({ name: 'hooks', span, args: { self: callback }, hooks });
  }
}

/** The rate of each epoch, from the first one on: the schedule is called as Keras calls it, with the rate of the epoch before. Unknown where one of them is. */
function ratesOf(call: Call, { origin }: ObjectValue): Value {
  const { schedule = UNKNOWN } = origin.args;
  const [first, epochs] = [asInt(call.args.get('initial_epoch')) ?? 0, asInt(call.args.get('epochs'))];
  if (epochs === undefined || epochs - first > MAX_EPOCHS) return UNKNOWN;
  const takesRate = parametersOf(schedule) !== 1;
  let rate = firstRate(call);
  const rates: Value[] = [];
  for (let epoch = first; epoch < epochs; epoch++) {
    const next = call.context.quietly(() => call.context.call(schedule, [int(epoch), ...(takesRate ? [rate] : [])]));
    const number = asNumber(next);
    // Keras takes nothing but floats.
    if (number === undefined || next.kind === 'int' || next.kind === 'bool') return UNKNOWN;
    rate = float(Math.fround(number));
    rates.push(rate);
  }
  return tuple(rates);
}

function parametersOf(schedule: Value): number | undefined {
  if (schedule.kind === 'function') return schedule.parameters.length;
  return schedule.kind === 'method' && schedule.code ? schedule.code.parameters.length - 1 : undefined;
}

/** The learning rate that the optimizer has before the first epoch, as Keras keeps it; unknown where it is not written out. */
function firstRate(call: Call): Value {
  const optimizer = compiledOf(call.self)?.get('optimizer') ?? UNKNOWN;
  const name = optimizer.kind === 'object' ? optimizer.type : undefined;
  const given = optimizer.kind === 'object' ? optimizer.origin.args.learning_rate : undefined;
  const rate = given === undefined ? defaultRate(name ?? (optimizer.kind === 'str' ? optimizer.value : '')) : asNumber(given);
  return rate === undefined ? UNKNOWN : float(Math.fround(rate));
}

const classNames = [
  'SGD',
  'Adam',
  'AdamW',
  'Adamax',
  'Nadam',
  'Lamb',
  'Lion',
  'RMSprop',
  'Adagrad',
  'Adadelta',
  'Adafactor',
  'Ftrl',
  'Muon',
];

/** The learning rate of an optimizer by name or class that was given none. */
function defaultRate(name: string): number | undefined {
  const plain = (name.split('.').at(-1) ?? name).toLowerCase();
  const cls = classNames.find(known => known.toLowerCase() === plain);
  const rate = signatureOf(`keras.optimizers.${cls}`)?.find(parameter => parameter.name === 'learning_rate')?.default;
  return typeof rate === 'number' ? rate : undefined;
}
