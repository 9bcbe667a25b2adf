import * as tf from '@tensorflow/tfjs-core';
import { formatSizes } from '../../common/sizes';
import type { CompilePlan, JudgePlan, OutputPlan } from '../../plan/plan';
import { PlanError } from '../plan-error';
import type { ElementLoss } from './losses/element-loss';
import { isSparse, makeLoss, makeReduction, matchRanks } from './losses/losses';
import { maskedWeights } from './masks';
import { type Metric, ratio } from './metrics/metric';
import { makeMetric, namedApart } from './metrics/metrics';
import type { ModelValue } from './model-value';
import { ownLoss } from './own-judge';

type Shape = readonly (number | null)[];

/** What one output's labels say of it: its loss by itself and in the sum of all, and what the batch adds to its metrics. */
interface Judged {
  loss?: tf.Scalar;
  weighted?: tf.Scalar;
  sums: tf.Tensor1D[];
}

/** An output's loss and metrics. */
export interface Judge {
  readonly name: string;
  readonly loss: OutputPlan['loss'] | undefined;
  readonly metrics: readonly Metric[];
  compare(output: ModelValue, labels: tf.Tensor, weights: tf.Tensor | undefined): Judged;
}

/** How an output of a model is judged; shapes have the batch axis. Throws a PlanError where the labels do not fit the loss. */
export function makeJudge(plan: OutputPlan, output: Shape, labels: Shape, { site }: CompilePlan): Judge {
  const { loss, lossWeight = 1 } = plan;
  const context = { loss: loss === null || loss.fn ? { name: '', config: {} } : loss, output, labels };
  const plain = plan.metrics.map(metric => makeMetric(metric, context));
  const weighted = (plan.weightedMetrics ?? []).map(metric => makeMetric(metric, context));
  const metrics = namedApart(plain, weighted).map(metric => ({
    ...metric,
    name: plan.name === '' ? metric.name : `${plan.name}_${metric.name}`,
  }));
  const sparse = loss !== null && !loss.fn && isSparse(loss);
  const compute = loss === null ? undefined : judgement(loss);
  if (loss !== null && !loss.fn) checkLabels(labels, output, sparse, site);
  return {
    name: plan.name,
    loss: loss ?? undefined,
    metrics,
    compare({ tensor: predictions, logits, mask }, given, weights) {
      const sums = metrics.map((metric, i) => {
        const own = i < plain.length ? undefined : weights;
        return metric.update(given, predictions, metric.masked ? maskedWeights(own, mask) : own, logits);
      });
      if (compute === undefined) return { sums };
      const target = sparse || loss?.fn ? given : tf.cast(matchRanks(given, predictions), 'float32');
      const values = compute.element(target, predictions, logits);
      const own = compute.reduce({ values, labels: target, predictions, weights, mask });
      return { loss: own, weighted: lossWeight === 1 ? own : tf.mul(own, lossWeight), sums };
    },
  };
}

/** How a loss is computed for each example, and made one number. */
const judgement = (loss: JudgePlan): { element: ElementLoss; reduce: ReturnType<typeof makeReduction> } =>
  loss.fn
    ? { element: ownLoss(loss.fn, loss), reduce: makeReduction({ name: 'MeanSquaredError', config: loss.config }) }
    : { element: makeLoss(loss), reduce: makeReduction(loss) };

/** The loss of one of several outputs in the logs: the mean of the batches', however large they are. */
export const outputLoss = (name: string): Metric => ({
  name: `${name}_loss`,
  width: 2,
  direction: 'down',
  atEnd: [0, 1],
  update: () => tf.zeros([2]),
  result: ([sum = 0, count = 0]) => ratio(sum, count),
});

/** Labels that cannot belong to the output; TensorFlow would say so from within a step. */
function checkLabels(labels: Shape, output: Shape, sparse: boolean, site: CompilePlan['site']): void {
  const full = sparse && labels.length === output.length - 1 ? [...labels, 1] : labels;
  const expected = sparse ? [...output.slice(0, -1), 1] : output;
  const squeezed = full.length === expected.length - 1 && output.at(-1) === 1 ? [...full, 1] : full;
  const fits =
    squeezed.length === expected.length &&
    squeezed.every((dimension, axis) => axis === 0 || dimension === null || expected[axis] === null || dimension === expected[axis]);
  if (!fits)
    throw new PlanError(
      `the labels have shape ${formatSizes(labels)} and the model gives ${formatSizes([null, ...output.slice(1)])}: they do not fit this loss`,
      site,
    );
}
