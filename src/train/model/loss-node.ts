import * as tf from '@tensorflow/tfjs-core';
import type { OpNode } from '../../plan/plan';
import { readObject } from '../../plan/support/names';
import { isSparse, makeLoss, makeReduction, matchRanks } from './losses/losses';
import { ModelValue, type NodeValue } from './model-value';
import { asTensor } from './ops/operands';

/** A loss of Keras that the program calls on tensors: the function of a loss gives a value for each example, its object their mean or sum. */
export function lossNode({ args }: OpNode): (args: { readonly [parameter: string]: () => NodeValue }) => ModelValue {
  const given = 'value' in args.loss ? args.loss.value : null;
  const loss = readObject(given);
  if (loss === undefined) throw new Error('the plan calls a loss that it does not hold');
  const element = makeLoss(loss);
  const reduce = (given as { reduces?: boolean }).reduces === true ? makeReduction(loss) : undefined;
  return all => {
    const [labels, output] = [all.labels(), all.output()];
    const { tensor: predictions, mask, logits } = output instanceof ModelValue ? output : new ModelValue(asTensor(output));
    const target = isSparse(loss) ? asTensor(labels) : tf.cast(matchRanks(asTensor(labels), predictions), 'float32');
    const values = element(target, predictions, logits);
    return new ModelValue(reduce ? reduce({ values, labels: target, predictions, weights: undefined, mask }) : values);
  };
}
