import type { Callback, CallbackConfig, Control } from './callback';

/** LearningRateScheduler with the rates that its function gives, from the epoch `first` on. */
export function learningRateScheduler({ rates, first }: CallbackConfig, control: Control): Callback {
  const all = rates as number[];
  return {
    epochBegin(epoch) {
      const rate = all[epoch - 1 - Number(first)];
      if (rate === undefined)
        throw new Error(`the schedule of LearningRateScheduler was read for ${all.length} epochs; give fit as many epochs as are trained`);
      control.setLearningRate(Math.fround(rate));
    },
    epochEnd(_epoch, metrics) {
      metrics.learning_rate = Math.fround(control.learningRate());
    },
  };
}
