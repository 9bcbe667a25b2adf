import { asString } from '../../values/read';
import type { Value } from '../../values/value';
import { object } from '../core/objects';
import { type Rule, rows, type Table } from '../core/rule';
import { automaticName } from '../layers/layer';

/** Metrics that Keras names after their class, with a number from the second on: "auc", "auc_1". The others have one name always. */
const classes = [
  'AUC',
  'Precision',
  'Recall',
  'TruePositives',
  'TrueNegatives',
  'FalsePositives',
  'FalseNegatives',
  'SensitivityAtSpecificity',
  'SpecificityAtSensitivity',
  'PrecisionAtRecall',
  'RecallAtPrecision',
  'IoU',
  'MeanIoU',
  'OneHotIoU',
  'OneHotMeanIoU',
  'BinaryIoU',
];

interface MetricState {
  readonly metricName: string;
}

const metric: Rule = call =>
  object(call, call.api, { metricName: asString(call.args.get('name')) ?? automaticName(call.session, call.api) } satisfies MetricState);

export const unnamedMetrics: Table = rows(
  classes.map(name => `keras.metrics.${name}`),
  metric,
);

/** The name that Keras gave a metric object after its class; undefined of all others. */
export const metricName = (value: Value): string | undefined =>
  value.kind === 'object' ? (value.state.content as Partial<MetricState> | undefined)?.metricName : undefined;
