import type { Metrics } from '../../common/run-events';
import type { CallbackPlan, LogRead, Site, StopPlan } from '../../plan/plan';
import { type Element, NdArray } from '../input/array';
import { compileTrace, type StepValue, toArray } from '../input/mapped-function';
import { dataOps } from '../input/ops/table';
import { PlanError } from '../plan-error';
import type { Callback, Control } from './callback';

/** A condition whose value is asked for when the training gets there. */
type Decide = (parameters: () => Element[]) => boolean;

function compile(plan: StopPlan): Decide {
  if ('stops' in plan) return () => plan.stops;
  const test = compileTrace(plan.test, dataOps);
  const [yes, no] = [compile(plan.yes), compile(plan.no)];
  return parameters => (isTrue(test(...parameters())) ? yes : no)(parameters);
}

const isTrue = (value: StepValue): boolean => Number(toArray(value, 'a condition').data[0]) !== 0;

function read({ of, name, otherwise }: LogRead, epoch: number, metrics: Metrics, site: Site): Element {
  if (of === 'number') return new NdArray('int64', [], Float64Array.of(epoch - 1));
  if (of === 'presence') return new NdArray('bool', [], Uint8Array.of(name in metrics ? 1 : 0));
  const value = name in metrics ? metrics[name] : otherwise;
  if (value === undefined) throw new PlanError(`the logs have no "${name}" here; they have ${Object.keys(metrics).join(', ')}`, site);
  return new NdArray('float64', [], Float64Array.of(value));
}

/** What is left of a callback of the program: when it stops the training. */
export function ownCallback({ name, own }: CallbackPlan, control: Control): Callback {
  const { stop, reads } = own ?? { stop: { stops: false }, reads: [] };
  if ('stops' in stop && !stop.stops) {
    control.message(`${name} changes nothing that is trained; what it prints, writes or keeps is not done`);
    return {};
  }
  const decide = compile(stop);
  const site: Site = 'site' in stop ? stop.site : { path: '', line: 0, column: 0 };
  return {
    epochEnd(epoch, metrics) {
      if (!decide(() => reads.map(one => read(one, epoch, metrics, site)))) return;
      control.message(`${name} stops the training after epoch ${epoch}`);
      control.stop();
    },
  };
}
