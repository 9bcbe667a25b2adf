import type { CallbackPlan } from '../../plan/plan';
import { type CallbackName, type CallbackSupport, callbacks } from '../../plan/support/fit';
import { resolve } from '../model/config';
import type { Callback, Control, MakeCallback } from './callback';
import { csvLogger } from './csv-logger';
import { earlyStopping, modelCheckpoint, reduceOnPlateau, terminateOnNaN } from './monitored';
import { ownCallback } from './own';
import { learningRateScheduler } from './rates';

/** Callbacks that are run: those of the table that have nothing instead. */
type RunCallback = { [name in CallbackName]: (typeof callbacks)[name] extends { instead: string } ? never : name }[CallbackName];

const makers: { readonly [name in RunCallback]: MakeCallback } = {
  EarlyStopping: earlyStopping,
  ReduceLROnPlateau: reduceOnPlateau,
  LearningRateScheduler: learningRateScheduler,
  ModelCheckpoint: modelCheckpoint,
  CSVLogger: csvLogger,
  TerminateOnNaN: terminateOnNaN,
};

/** The callbacks of a plan. Of one that has no effect on what is trained the user is told why it is not run. */
export function makeCallbacks(plans: readonly CallbackPlan[], control: Control): Callback[] {
  return plans.flatMap(plan => {
    if (plan.own) return [ownCallback(plan, control)];
    const { name, config } = resolve(callbacks, { name: plan.name, config: plan.config });
    const { instead }: CallbackSupport = callbacks[name];
    const isUnnamed = name === 'CSVLogger' && config.filename === undefined;
    if (instead === undefined && !isUnnamed) return [makers[name as RunCallback](config, control)];
    control.message(
      `${name} is not run here: ${instead ?? 'its file is not known without running the program; the run folder has the log'}`,
    );
    return [];
  });
}
