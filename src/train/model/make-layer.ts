import * as tfjs from '@tensorflow/tfjs-layers';
import type { Json, LayerPlan, Site } from '../../plan/plan';
import { PlanError } from '../plan-error';
import { camelCase, type SeedSource } from './config';
import { layerAliases, layerTable } from './layer-table';

type Layer = tfjs.layers.Layer;

/** Layers around another layer; the inner one is written {class, name, config} in the plan. */
const wrappers: { [className: string]: (inner: Layer, config: { [parameter: string]: Json }, name: string) => Layer } = {
  Bidirectional: (inner, { merge_mode = 'concat' }, name) =>
    tfjs.layers.bidirectional({ layer: inner as tfjs.RNN, mergeMode: merge_mode as 'concat', name }),
  TimeDistributed: (inner, _config, name) => tfjs.layers.timeDistributed({ layer: inner, name }),
};

function makeWrapper(plan: LayerPlan, nextSeed: SeedSource): Layer | undefined {
  const wrap = wrappers[plan.class];
  if (!wrap) return undefined;
  const { layer, ...config } = plan.config;
  if (layer === null || typeof layer !== 'object' || Array.isArray(layer)) {
    throw new PlanError(`${plan.class} needs a layer that could be read`, plan.site);
  }
  const inner = { site: plan.site, ...(layer as object) } as LayerPlan;
  return wrap(makeLayer({ ...inner, name: inner.name ?? `${plan.name}_inner` }, nextSeed), config, plan.name);
}

/** Makes the tfjs layer of a Keras layer. Throws a PlanError for a class, or a parameter, that is not supported. */
export function makeLayer(plan: LayerPlan, nextSeed: SeedSource): Layer {
  const wrapper = makeWrapper(plan, nextSeed);
  if (wrapper) return wrapper;
  const className = layerAliases[plan.class] ?? plan.class;
  const row = layerTable[className];
  if (!row) throw new PlanError(`the layer ${plan.class} cannot be trained here yet`, plan.site);
  const config: { [name: string]: unknown } = { name: plan.name };
  for (const [parameter, value] of Object.entries({ ...row.defaults, ...plan.config })) {
    const convert = row.parameters[parameter];
    if (!convert) throw new PlanError(`${plan.class}: the parameter ${parameter} is not supported in training yet`, plan.site);
    const converted = convert(value, { site: plan.site, parameter, nextSeed });
    if (converted !== undefined && converted !== null) config[renamed(className, parameter)] = converted;
  }
  return construct(() => row.make(config), plan.class, plan.site);
}

/** Parameters that tfjs calls otherwise. */
const renames: { [key: string]: string } = { 'LeakyReLU.negative_slope': 'alpha' };
const renamed = (className: string, parameter: string): string => renames[`${className}.${parameter}`] ?? camelCase(parameter);

function construct<T>(make: () => T, what: string, site: Site): T {
  try {
    return make();
  } catch (error) {
    throw new PlanError(`${what}: ${(error as Error).message}`, site);
  }
}
