import type * as tfjs from '@tensorflow/tfjs-layers';
import type { Json, LayerPlan } from '../../plan/plan';
import { argumentKindOf, supportOf } from '../../plan/support/accepted';
import type { LayerSupport } from '../../plan/support/layer-row';
import { type LayerClass, supportedLayers } from '../../plan/support/layers';
import { atSite } from '../plan-error';
import { camelCase, conversions, type SeedSource } from './config';
import { layerTable } from './layer-table';

type Layer = tfjs.layers.Layer;

/** Makes the tfjs layer of a Keras layer. The plan lets nothing through that is not in its tables. */
export function makeLayer(plan: LayerPlan, nextSeed: SeedSource): Layer {
  const row = supportOf<LayerSupport>(supportedLayers, plan.class);
  if (row === undefined) throw new Error(`the plan holds a layer ${plan.class}, which no table knows`);
  const config: { [name: string]: unknown } = { name: plan.name };
  for (const [parameter, value] of Object.entries({ ...row.defaults, ...plan.config })) {
    if (value === null) {
      // None is not always the default: an activation is linear then.
      if (row.arguments[parameter] === 'activation?') config[camelCase(parameter)] = 'linear';
      continue;
    }
    config[camelCase(parameter)] = converted(plan, row, parameter, value, nextSeed);
  }
  // Layers that draw numbers in training draw those of the run.
  if (row.draws) config.seed = nextSeed();
  const layer = atSite(plan.site, () => layerTable[plan.class as LayerClass](config));
  // Wrappers take it after they are made only.
  if (plan.config.trainable === false) layer.trainable = false;
  return layer;
}

function converted(plan: LayerPlan, row: LayerSupport, parameter: string, value: Json, nextSeed: SeedSource): unknown {
  const kind = argumentKindOf(row.arguments[parameter]);
  // Of a few values each, which tfjs calls the same but for its spelling: "channels_last".
  if (kind === undefined) return typeof value === 'string' ? camelCase(value) : value;
  if (kind !== 'layer') return conversions[kind](value, nextSeed);
  const inner = value as unknown as Pick<LayerPlan, 'class' | 'config'>;
  return makeLayer({ name: `${plan.name}_inner`, ...inner, site: plan.site }, nextSeed);
}
