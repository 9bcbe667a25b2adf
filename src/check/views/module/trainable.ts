import { layerState, type WeightCount } from '../../../rules/layers/layer';
import { sum, weightsOf } from '../../../rules/layers/weights';
import { type ModelState, modelState } from '../../../rules/models/model';
import type { Value } from '../../../values/value';
import { stepsBehind } from '../model-graph';

/** What is in the weights of a model's layers, those of the models in it included; null where those of a layer are not known. */
export const modelWeights = (model: ModelState): WeightCount | null => sum(...layersOf(model).map(weightsAt));

/** Each layer once, however often it is called. */
function layersOf({ layers, outputs }: ModelState): Value[] {
  if (layers) return layers.map(({ layer }) => layer);
  return [...new Set(stepsBehind([outputs]).flatMap(({ node }) => ('layer' in node ? [node.layer] : [])))];
}

function weightsAt(layer: Value): WeightCount | null {
  const model = modelState(layer);
  if (model) return modelWeights(model);
  const state = layerState(layer);
  return state ? weightsOf(state) : null;
}
