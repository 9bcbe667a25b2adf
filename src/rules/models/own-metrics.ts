import type { Mistake } from '../../diagnostics/diagnostic';
import { asString } from '../../values/read';
import { type InstanceValue, NONE, str, type TensorValue, tuple, UNKNOWN, type Value } from '../../values/value';
import { type Assigned, type Call, parameters, type Table } from '../core/rule';
import { asDType, asShape, tensor } from '../core/tensors';
import { automaticName } from '../layers/layer';
import { ownMethod } from '../layers/own-state';

/** What the constructor of keras.metrics.Metric keeps of an instance of a program's class. */
interface OwnMetric {
  readonly metricName: string;
}

export const METRIC_WEIGHT = 'keras.metrics.Metric.add_weight';

/** A variable of a metric, which `update_state` changes. */
const addWeight = {
  rule: ({ args }: Call): Value => {
    const dtype = args.get('dtype');
    return tensor('eager', asShape(args.get('shape')) ?? null, dtype.kind === 'none' ? 'float32' : (asDType(dtype) ?? null), {
      facts: { variable: true },
    });
  },
  parameters: parameters('shape=(), initializer=None, dtype=None, name=None'),
};

export const ownMetrics: Table = {
  'keras.metrics.Metric.__init__': {
    rule: call => {
      const { self } = call;
      if (self.kind !== 'instance') return NONE;
      const metricName = asString(call.args.get('name')) ?? automaticName(call.session, self.cls.name);
      call.context.write<unknown>(self.state, { metricName } satisfies OwnMetric);
      return NONE;
    },
    parameters: parameters('dtype=None, name=None'),
  },
  [METRIC_WEIGHT]: addWeight,
};

/** The name of an instance of a program's metric; undefined where its class derives from something else. */
export const ownMetricName = (value: Value): string | undefined =>
  value.kind === 'instance' ? (value.state.content as Partial<OwnMetric> | undefined)?.metricName : undefined;

/** What one batch does to a metric of the program, and what its result is made of: its variables. */
export interface MetricStep {
  readonly updates: Value;
  readonly result: Value;
  readonly diagnostics: readonly Mistake[];
}

/** Calls `update_state` and `result` of a program's metric with symbolic labels and output; undefined where its class has none of its own. */
export function metricStep(call: Call, metric: InstanceValue, args: readonly TensorValue[]): MetricStep | undefined {
  const [update, result] = ['update_state', 'result'].map(name => ownMethod(call, metric, name));
  if (update === undefined || result === undefined || ownMetricName(metric) === undefined) return undefined;
  const { session, context } = call;
  const outer = session.assigned;
  const assigned: Assigned[] = [];
  session.assigned = assigned;
  try {
    const { diagnostics } = context.attempt(() => context.call(update, args));
    const given = context.attempt(() => context.call(result, []));
    const isSure = assigned.every(({ doubt }) => doubt <= context.doubt);
    const updates = assigned.map(({ variable, method, value }) => tuple([variable, str(method), value]));
    return { updates: isSure ? tuple(updates) : UNKNOWN, result: given.result, diagnostics };
  } finally {
    session.assigned = outer;
  }
}
