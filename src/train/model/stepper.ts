import * as tf from '@tensorflow/tfjs-core';
import type { CompilePlan } from '../../plan/plan';
import type { Batch } from './batch';
import type { BuiltModel } from './build-model';
import { makeJudge, outputLoss } from './judge-output';
import type { Metric } from './metrics/metric';
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

/** The eager stepper of a model that is built; `labels` are the shapes of a batch's labels, output by output. Throws a PlanError for what is not supported. */
export function makeStepper(model: BuiltModel, compile: CompilePlan, labels: readonly (readonly (number | null)[])[]): Stepper {
  const judges = compile.outputs.map((output, i) => makeJudge(output, model.outputShapes[i], labels[i], compile));
  const optimizer = makeOptimizer(compile.optimizer);
  const several = judges.filter(({ loss }) => loss !== undefined).length > 1;
  const metrics = judges.flatMap(judge => [...(several && judge.loss ? [outputLoss(judge.name)] : []), ...judge.metrics]);

  /** Loss as a scalar, and loss and all metrics' sums as one vector. */
  const run = ({ inputs, labels: targets, weights }: Batch, training: boolean): { total: tf.Scalar; report: tf.Tensor1D } => {
    const results = model.apply(inputs, training);
    const judged = judges.map((judge, i) => judge.compare(results[i], targets[i], weights[i]));
    const losses = judged.flatMap(({ weighted }) => (weighted ? [weighted] : []));
    const total = tf.addN([...losses, ...model.regularization()]) as tf.Scalar;
    const sums = judged.flatMap(({ loss, sums: own }) => [...(several && loss ? [tf.stack([loss, tf.scalar(1)])] : []), ...own]);
    return { total, report: tf.concat([tf.reshape(total, [1]), ...(sums as tf.Tensor1D[])]) };
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
