import * as tf from '@tensorflow/tfjs-core';
import type { JudgePlan, MetricSums, ModelFunction } from '../../plan/plan';
import type { ElementLoss } from './losses/element-loss';
import { matchRanks } from './losses/losses';
import { type Measure, mean } from './metrics/metric';
import { ModelValue, type NodeValue, readArg } from './model-value';
import { asTensor, floats } from './ops/operands';
import { nodesRunner } from './run-nodes';

/** A function of the program on tensors. */
function ownFunction({ nodes, result }: ModelFunction): (given: readonly ModelValue[]) => NodeValue {
  const run = nodesRunner(nodes, { layers: new Map(), preprocessors: new Map(), weights: new Map() });
  return given => readArg(result, run(new Map(given.map((value, i) => [nodes[i].id, value])), true));
}

/** One of labels and predictions that gives one tensor. */
function judgement(fn: ModelFunction): ElementLoss {
  const run = ownFunction(fn);
  return (labels, predictions, logits) => asTensor(run([new ModelValue(labels), new ModelValue(predictions, undefined, logits)]));
}

/** The loss of a plan that is the program's own. Its labels are floats; those of a function have the rank of the predictions, as Keras has it. */
export function ownLoss(fn: ModelFunction, { config }: JudgePlan): ElementLoss {
  const run = judgement(fn);
  const isFunction = config.reduction === undefined;
  return (labels, predictions, logits) => {
    const floats = tf.cast(labels, 'float32');
    return run(isFunction ? matchRanks(floats, predictions) : floats, predictions, logits);
  };
}

/** The metric of a plan that is a function of the program: the mean of what it gives. Where that is one number for each batch, Keras counts batches. */
const meanMetric = (fn: ModelFunction): Measure => ({ ...mean(judgement(fn)), ...(fn.rank === 0 && { atEnd: [0, 1] }) });

const sizeOf = (shape: readonly number[]): number => shape.reduce((size, axis) => size * axis, 1);

/** A metric of the program's own class: what each batch adds to its variables, one after the other, and its value. */
function summedMetric(fn: ModelFunction, { shapes, result }: MetricSums): Measure {
  const [update, finish] = [ownFunction(fn), ownFunction(result)];
  const added = 'items' in fn.result ? fn.result.items : [];
  const flat = (value: NodeValue, i: number): tf.Tensor => tf.reshape(tf.broadcastTo(floats(asTensor(value)), shapes[i]), [-1]);
  return {
    width: shapes.reduce((sum, shape) => sum + sizeOf(shape), 0),
    atEnd: added.flatMap((arg, i) => new Array<number>(sizeOf(shapes[i])).fill('value' in arg ? Number(arg.value) : 0)),
    update: (labels, predictions, _weights, logits) =>
      tf.concat((update([new ModelValue(labels), new ModelValue(predictions, undefined, logits)]) as NodeValue[]).map(flat)) as tf.Tensor1D,
    result: sums =>
      tf.tidy(() => {
        let at = 0;
        const given = shapes.map(shape => {
          at += sizeOf(shape);
          return new ModelValue(tf.tensor(sums.slice(at - sizeOf(shape), at), [...shape]));
        });
        return asTensor((finish(given) as NodeValue[])[0]).dataSync()[0];
      }),
  };
}

/** The metric of a plan that is the program's own. */
export const ownMetric = (fn: ModelFunction, sums: MetricSums | undefined): Measure => (sums ? summedMetric(fn, sums) : meanMetric(fn));
