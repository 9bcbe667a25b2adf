import * as tf from '@tensorflow/tfjs-core';
import { formatSizes } from '../../common/sizes';
import type { CompilePlan } from '../../plan/plan';
import { PlanError } from '../plan-error';
import type { Batch } from './batch';
import type { BuiltModel } from './build-model';
import { isSparse, makeLoss, makeReduction, matchRanks } from './losses/losses';
import { maskedWeights } from './masks';
import type { Metric } from './metrics/metric';
import { makeMetric, namedApart } from './metrics/metrics';
import { makeOptimizer, type TrainOptimizer } from './optimizers/optimizers';

/** What one step tells: the loss of the batch, and what it adds to every metric's sums. */
export interface StepReport {
  loss: number;
  size: number;
  sums: number[][];
}

/**
 * The two things that are done with a batch. This is the eager engine, operation by operation; another one (a recorded graph) may take its place, as the
 * loop knows no more than this.
 */
export interface Stepper {
  readonly metrics: Metric[];
  readonly optimizer: TrainOptimizer;
  /** One step of the optimizer. */
  train(batch: Batch): StepReport;
  /** Loss and metrics with nothing changed. */
  evaluate(batch: Batch): StepReport;
}

/** The eager stepper of a model that is built; `labels` is the shape of a batch's labels. Throws a PlanError for what is not supported. */
export function makeStepper(model: BuiltModel, compile: CompilePlan, labels: readonly (number | null)[]): Stepper {
  const [output] = model.outputShapes;
  const { leaf: loss } = compile.loss;
  const elementLoss = makeLoss(loss);
  const reduce = makeReduction(loss);
  const sparse = isSparse(loss);
  const context = { loss, output, labels };
  const plain = compile.metrics.map(metric => makeMetric(metric, context));
  const weighted = (compile.weightedMetrics ?? []).map(metric => makeMetric(metric, context));
  const metrics = namedApart(plain, weighted);
  const optimizer = makeOptimizer(compile.optimizer);
  checkLabels(labels, output, sparse, compile);

  /** Loss as a scalar, and loss and all metrics' sums as one vector. */
  const run = ({ inputs, labels, weights }: Batch, training: boolean): { total: tf.Scalar; report: tf.Tensor1D } => {
    const [{ tensor: predictions, logits, mask }] = model.apply(inputs, training);
    const target = sparse ? labels : tf.cast(matchRanks(labels, predictions), 'float32');
    const values = elementLoss(target, predictions, logits);
    const total = tf.addN([reduce({ values, labels: target, predictions, weights, mask }), ...model.regularization()]) as tf.Scalar;
    const sums = metrics.map((metric, i) => {
      const given = i < plain.length ? undefined : weights;
      return metric.update(labels, predictions, metric.masked ? maskedWeights(given, mask) : given, logits);
    });
    return { total, report: tf.concat([tf.reshape(total, [1]), ...sums]) };
  };

  const read = (report: tf.Tensor1D, size: number): StepReport => {
    const [loss = Number.NaN, ...numbers] = report.dataSync();
    let at = 0;
    const sums = metrics.map(({ width }) => {
      at += width;
      return numbers.slice(at - width, at);
    });
    return { loss, size, sums };
  };

  return {
    metrics,
    optimizer,
    train(batch) {
      const variables = model.trainableWeights.map(weight => weight.read() as tf.Variable);
      // Without a weight to train there is no gradient; Keras goes on then, and so does this.
      if (variables.length === 0)
        return read(
          tf.tidy(() => run(batch, true).report),
          batch.size,
        );
      const report = tf.tidy(() => {
        let seen: tf.Tensor1D | undefined;
        const { value, grads } = tf.variableGrads(() => {
          const { total, report } = run(batch, true);
          seen = tf.keep(report);
          return total;
        }, variables);
        optimizer.apply(grads);
        value.dispose();
        return seen as tf.Tensor1D;
      });
      const told = read(report, batch.size);
      report.dispose();
      return told;
    },
    evaluate(batch) {
      const report = tf.tidy(() => run(batch, false).report);
      const told = read(report, batch.size);
      report.dispose();
      return told;
    },
  };
}

/** Labels that cannot belong to the output; TensorFlow would say so from within a step. */
function checkLabels(labels: readonly (number | null)[], output: readonly (number | null)[], sparse: boolean, { site }: CompilePlan): void {
  const full = sparse && labels.length === output.length - 1 ? [...labels, 1] : labels;
  const expected = sparse ? [...output.slice(0, -1), 1] : output;
  const squeezed = full.length === expected.length - 1 && output.at(-1) === 1 ? [...full, 1] : full;
  const fits =
    squeezed.length === expected.length &&
    squeezed.every((dimension, axis) => axis === 0 || dimension === null || expected[axis] === null || dimension === expected[axis]);
  if (!fits)
    throw new PlanError(
      `the labels have shape ${formatSizes(labels)} and the model gives ${formatSizes(output)}: they do not fit this loss`,
      site,
    );
}
