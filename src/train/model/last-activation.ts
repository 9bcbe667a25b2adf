import type { LayerPlan, ModelPlan } from '../../plan/plan';
import { supportOf } from '../../plan/support/accepted';
import { type LayerSupport, supportedLayers } from '../../plan/support/layers';
import { activations } from '../../plan/support/values';
import { resolve } from './config';

/** What makes probabilities of logits. */
export type LastActivation = 'softmax' | 'sigmoid';

/**
 * A model without the softmax or sigmoid at its end, and which that is; null where there is none. Keras computes crossentropies from what goes
 * into it, whichever of the two it is: a model that is sure of a wrong class still has a gradient so.
 */
export function splitLastActivation(plan: ModelPlan): { plan: ModelPlan; activation: LastActivation | null } {
  const { outputs, nodes } = plan;
  const output = 'leaf' in outputs && 'node' in outputs.leaf ? outputs.leaf.node : undefined;
  const node = nodes.find(({ id, op }) => id === output && op === 'layer');
  const name = node && 'layer' in node ? node.layer : undefined;
  const layer = plan.layers.find(candidate => candidate.name === name);
  const activation = layer === undefined ? null : activationOf(layer);
  const calls = nodes.filter(other => 'layer' in other && other.layer === name);
  if (layer === undefined || activation === null || calls.length > 1) return { plan, activation: null };
  const linear: LayerPlan =
    layer.class === 'Softmax' ? { ...layer, class: 'Identity' } : { ...layer, config: { ...layer.config, activation: 'linear' } };
  return { plan: { ...plan, layers: plan.layers.map(other => (other === layer ? linear : other)) }, activation };
}

/** The activation that a layer ends with. That of a recurrent layer is within its steps. */
function activationOf(layer: LayerPlan): LastActivation | null {
  if (layer.class === 'Softmax') return 'softmax';
  const row = supportOf<LayerSupport>(supportedLayers, layer.class);
  const given = layer.config.activation ?? null;
  if (given === null || row === undefined || 'recurrent_initializer' in row.arguments) return null;
  const { name } = resolve(activations, given);
  return name === 'softmax' || name === 'sigmoid' ? name : null;
}
