import type { Metrics } from '../common/run-events';
import type { Json, NamedConfig } from '../plan/plan';
import { type CallbackName, type CallbackSupport, callbacks } from '../plan/support/fit';
import { resolve } from './model/config';

/** What a callback may do with the run. */
export interface Control {
  stop(): void;
  learningRate(): number;
  /** Whether more is better of a metric. */
  rises(metric: string): boolean;
  setLearningRate(rate: number): void;
  /** Keeps the weights as they are now, in memory. */
  keepWeights(): void;
  /** Goes back to the kept ones, if there are any. */
  restoreWeights(): void;
  /** Writes the weights as they are now into the run folder as the best ones. */
  saveBest(): void;
  message(text: string): void;
}

export interface Callback {
  epochEnd(epoch: number, metrics: Metrics): void;
  trainEnd?(): void;
}

type Config = { [parameter: string]: Json };
const monitorOf = ({ monitor }: Config): string => (typeof monitor === 'string' ? monitor : 'val_loss');
const number = (config: Config, name: string, fallback: number): number => (typeof config[name] === 'number' ? config[name] : fallback);

/** Whether a value of the watched metric is better than the best so far, by `delta` at least; `mode` may say which way that is. */
function comparison(config: Config, control: Control, delta: number): (value: number, best: number) => boolean {
  const metric = monitorOf(config).replace(/^val_/, '');
  const isRising = config.mode === 'max' || (config.mode !== 'min' && control.rises(metric));
  return isRising ? (value, best) => value > best + delta : (value, best) => value < best - delta;
}

/** Tells once when the watched metric is not there. */
function watcher(config: Config, control: Control, what: string): (metrics: Metrics) => number | undefined {
  const monitor = monitorOf(config);
  let warned = false;
  return metrics => {
    const value = metrics[monitor];
    if (value === undefined && !warned) {
      control.message(`${what} watches "${monitor}", which this run does not have`);
      warned = true;
    }
    return value;
  };
}

function earlyStopping(config: Config, control: Control): Callback {
  const watch = watcher(config, control, 'EarlyStopping');
  const monitor = monitorOf(config);
  const better = comparison(config, control, Math.abs(number(config, 'min_delta', 0)));
  const restore = config.restore_best_weights === true;
  let best: number | undefined;
  let waited = 0;
  return {
    epochEnd(epoch, metrics) {
      const value = watch(metrics);
      if (value === undefined || epoch <= number(config, 'start_from_epoch', 0)) return;
      if (best === undefined || better(value, best)) {
        best = value;
        waited = 0;
        if (restore) control.keepWeights();
        return;
      }
      if (++waited < Math.max(1, number(config, 'patience', 0))) return;
      control.message(`EarlyStopping: ${monitor} has not improved on ${best.toFixed(4)} since epoch ${epoch - waited}`);
      control.stop();
    },
    trainEnd() {
      if (restore) control.restoreWeights();
    },
  };
}

function reduceOnPlateau(config: Config, control: Control): Callback {
  const watch = watcher(config, control, 'ReduceLROnPlateau');
  const better = comparison(config, control, number(config, 'min_delta', 1e-4));
  let best: number | undefined;
  let waited = 0;
  let cooling = 0;
  return {
    epochEnd(_epoch, metrics) {
      const value = watch(metrics);
      if (value === undefined) return;
      if (cooling > 0) {
        cooling--;
        waited = 0;
      }
      if (best === undefined || better(value, best)) {
        best = value;
        waited = 0;
        return;
      }
      if (cooling > 0 || ++waited < number(config, 'patience', 10)) return;
      const smallest = number(config, 'min_lr', 0);
      if (control.learningRate() <= Math.fround(smallest)) return;
      const rate = Math.fround(Math.max(smallest, control.learningRate() * number(config, 'factor', 0.1)));
      control.setLearningRate(rate);
      control.message(`ReduceLROnPlateau: the learning rate is ${Number(rate.toPrecision(6))} now`);
      cooling = number(config, 'cooldown', 0);
      waited = 0;
    },
  };
}

/** The run folder keeps the last weights anyway; this keeps the best beside them. */
function modelCheckpoint(config: Config, control: Control): Callback {
  const watch = watcher(config, control, 'ModelCheckpoint');
  const better = comparison(config, control, 0);
  let best: number | undefined;
  return {
    epochEnd(_epoch, metrics) {
      if (config.save_best_only !== true) return;
      const value = watch(metrics);
      if (value === undefined || (best !== undefined && !better(value, best))) return;
      best = value;
      control.saveBest();
    },
  };
}

const terminateOnNaN = (_config: Config, control: Control): Callback => ({
  epochEnd(_epoch, metrics) {
    if (Number.isFinite(metrics.loss)) return;
    control.message('TerminateOnNaN: the loss is not a number any more');
    control.stop();
  },
});

/** Callbacks that are run: those of the table that have nothing instead. */
type RunCallback = { [name in CallbackName]: (typeof callbacks)[name] extends { instead: string } ? never : name }[CallbackName];

const makers: { readonly [name in RunCallback]: (config: Config, control: Control) => Callback } = {
  EarlyStopping: earlyStopping,
  ReduceLROnPlateau: reduceOnPlateau,
  ModelCheckpoint: modelCheckpoint,
  TerminateOnNaN: terminateOnNaN,
};

/** The callbacks of a plan. Of one that has no effect on what is trained the user is told why it is not run. */
export function makeCallbacks(plans: NamedConfig[], control: Control): Callback[] {
  return plans.flatMap(plan => {
    const { name, config } = resolve(callbacks, { ...plan });
    const { instead }: CallbackSupport = callbacks[name];
    if (instead === undefined) return [makers[name as RunCallback](config, control)];
    control.message(`${name} is not run here: ${instead}`);
    return [];
  });
}
