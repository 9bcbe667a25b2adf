import * as tf from '@tensorflow/tfjs-core';
import type { LayerPlan } from '../../plan/plan';
import { supportOf } from '../../plan/support/accepted';
import type { LayerSupport } from '../../plan/support/layer-row';
import { supportedLayers } from '../../plan/support/layers';
import { activations } from '../../plan/support/values';
import { resolve } from './config';

/** What makes probabilities of logits. */
export type LastActivation = 'softmax' | 'sigmoid';

export const probabilities: { readonly [activation in LastActivation]: (logits: tf.Tensor) => tf.Tensor } = {
  softmax: tf.softmax,
  sigmoid: tf.sigmoid,
};

/**
 * A layer without the softmax or sigmoid at its end, and which that is; null where there is none. Keras computes crossentropies from what goes
 * into it, whichever of the two it is: a model that is sure of a wrong class still has a gradient so.
 */
export function splitLastActivation(layer: LayerPlan): { layer: LayerPlan; activation: LastActivation | null } {
  const activation = activationOf(layer);
  if (activation === null) return { layer, activation };
  if (layer.class === 'Softmax') return { layer: { ...layer, class: 'Identity' }, activation };
  return { layer: { ...layer, config: { ...layer.config, activation: 'linear' } }, activation };
}

/** The activation that a layer ends with. That of a recurrent layer is within its steps. */
function activationOf({ class: className, config }: LayerPlan): LastActivation | null {
  if (className === 'Softmax') return 'softmax';
  const row = supportOf<LayerSupport>(supportedLayers, className);
  const given = config.activation ?? null;
  if (given === null || row === undefined || 'recurrent_initializer' in row.arguments) return null;
  const { name } = resolve(activations, given);
  return name === 'softmax' || name === 'sigmoid' ? name : null;
}
