import type { Metrics } from '../../common/run-events';
import type { Callback, CallbackConfig, Control } from './callback';

const monitorOf = ({ monitor }: CallbackConfig): string => (typeof monitor === 'string' ? monitor : 'val_loss');
const number = (config: CallbackConfig, name: string, fallback: number): number =>
  typeof config[name] === 'number' ? config[name] : fallback;

/** Whether a value of the watched metric is better than the best so far, by `delta` at least; `mode` may say which way that is. */
function comparison(config: CallbackConfig, control: Control, delta: number): (value: number, best: number) => boolean {
  const metric = monitorOf(config).replace(/^val_/, '');
  const given = config.mode === 'max' ? 'up' : config.mode === 'min' || metric === 'loss' ? 'down' : undefined;
  const direction = given ?? control.direction(metric);
  if (direction === undefined)
    throw new Error(`whether more or less of "${monitorOf(config)}" is better is not known, as in Keras; give the callback a mode`);
  const isRising = direction === 'up';
  return isRising ? (value, best) => value > best + delta : (value, best) => value < best - delta;
}

/** Tells once when the watched metric is not there. */
function watcher(config: CallbackConfig, control: Control, what: string): (metrics: Metrics) => number | undefined {
  const monitor = monitorOf(config);
  let warned = false;
  return metrics => {
    const value = metrics[monitor];
    if (value === undefined && !warned) {
      control.warn(`${what} watches "${monitor}", which this run does not have`);
      warned = true;
    }
    return value;
  };
}

export function earlyStopping(config: CallbackConfig, control: Control): Callback {
  const watch = watcher(config, control, 'EarlyStopping');
  const monitor = monitorOf(config);
  const better = comparison(config, control, Math.abs(number(config, 'min_delta', 0)));
  const restore = config.restore_best_weights === true;
  const { baseline } = config;
  let best: { value: number; epoch: number } | undefined;
  let waited = 0;
  return {
    epochEnd(epoch, metrics) {
      const value = watch(metrics);
      if (value === undefined || epoch <= number(config, 'start_from_epoch', 0)) return;
      waited++;
      if (best === undefined || better(value, best.value)) {
        best = { value, epoch };
        // What is not better than the baseline does not count as progress.
        if (typeof baseline !== 'number' || better(value, baseline)) waited = 0;
        if (restore) control.keepWeights();
        return;
      }
      if (waited < Math.max(1, number(config, 'patience', 0))) return;
      control.message(`EarlyStopping: ${monitor} has not improved on ${best.value.toFixed(4)} since epoch ${best.epoch}`);
      control.stop();
    },
    trainEnd() {
      if (restore) control.restoreWeights();
    },
  };
}

export function reduceOnPlateau(config: CallbackConfig, control: Control): Callback {
  const watch = watcher(config, control, 'ReduceLROnPlateau');
  const better = comparison(config, control, number(config, 'min_delta', 1e-4));
  let best: number | undefined;
  let waited = 0;
  let cooling = 0;
  return {
    epochEnd(_epoch, metrics) {
      metrics.learning_rate = Math.fround(control.learningRate());
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
export function modelCheckpoint(config: CallbackConfig, control: Control): Callback {
  const watch = watcher(config, control, 'ModelCheckpoint');
  const better = comparison(config, control, 0);
  let best = typeof config.initial_value_threshold === 'number' ? config.initial_value_threshold : undefined;
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

export const terminateOnNaN = (config: CallbackConfig, control: Control): Callback => ({
  batchEnd(loss) {
    if (Number.isFinite(loss)) return;
    const said = 'TerminateOnNaN: the loss is not a number any more';
    if (config.raise_error === true) throw new Error(said);
    control.message(said);
    control.stop();
  },
});
