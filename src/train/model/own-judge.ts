import * as tf from '@tensorflow/tfjs-core';
import type { JudgePlan, ModelFunction } from '../../plan/plan';
import type { ElementLoss } from './losses/element-loss';
import { matchRanks } from './losses/losses';
import { type Measure, mean } from './metrics/metric';
import { ModelValue, readArg } from './model-value';
import { asTensor } from './ops/operands';
import { nodesRunner } from './run-nodes';

/** A function of the program on labels and predictions. */
function ownFunction({ nodes, result }: ModelFunction): ElementLoss {
  const [labelsId, outputId] = nodes.map(({ id }) => id);
  const run = nodesRunner(nodes, { layers: new Map(), preprocessors: new Map(), weights: new Map() });
  return (labels, predictions, logits) => {
    const given = new Map([
      [labelsId, new ModelValue(labels)],
      [outputId, new ModelValue(predictions, undefined, logits)],
    ]);
    return asTensor(readArg(result, run(given, true)));
  };
}

/** The loss of a plan that is the program's own. Its labels are floats; those of a function have the rank of the predictions, as Keras has it. */
export function ownLoss(fn: ModelFunction, { config }: JudgePlan): ElementLoss {
  const run = ownFunction(fn);
  const isFunction = config.reduction === undefined;
  return (labels, predictions, logits) => {
    const floats = tf.cast(labels, 'float32');
    return run(isFunction ? matchRanks(floats, predictions) : floats, predictions, logits);
  };
}

/** The metric of a plan that is a function of the program: the mean of what it gives. Where that is one number for each batch, Keras counts batches. */
export const ownMetric = (fn: ModelFunction): Measure => ({ ...mean(ownFunction(fn)), ...(fn.rank === 0 && { countsEnd: true as const }) });
