import type { Span } from '../diagnostics/span';
import { shortName } from '../rules/core/names';
import { type LayerState, layerState } from '../rules/layers/layer';
import type { ObjectValue, Value } from '../values/value';
import { type Given, readArguments } from './arguments';
import type { Trainable } from './changes';
import type { Json, LayerPlan } from './plan';
import { type Refusals, Refused, siteOf } from './refused';
import { supportOf } from './support/accepted';
import type { LayerSupport } from './support/layer-row';
import { supportedLayers } from './support/layers';
import { type PreprocessingSupport, preprocessingLayers } from './support/preprocessing-layers';

const preprocessingOf = (name: string): PreprocessingSupport | undefined => supportOf<PreprocessingSupport>(preprocessingLayers, name);

/** The row of a class of layers; undefined where it cannot be trained. */
export const layerSupport = (name: string): LayerSupport | undefined =>
  supportOf<LayerSupport>(supportedLayers, name) ?? preprocessingOf(name);

/** Whether a layer is one that prepares values, with nothing in it that is trained. */
export const isPreprocessing = (layer: Value): boolean => {
  const state = layerState(layer);
  return state !== undefined && preprocessingOf(shortName(state.class)) !== undefined;
};

/** A layer of Keras's own that can be trained, with its row; others are refused at `span`. */
export function supportedLayer(layer: Value, span: Span): { layer: ObjectValue; state: LayerState; row: LayerSupport } {
  if (layer.kind === 'instance')
    throw new Refused(span, `What the custom layer ${layer.cls.name} makes of its inputs is not known without running the program.`);
  const state = layerState(layer);
  const name = state && shortName(state.class);
  const row = name === undefined ? undefined : layerSupport(name);
  if (layer.kind === 'object' && state !== undefined && row !== undefined) return { layer, state, row };
  const what = layer.kind === 'object' ? `The layer ${shortName(layer.origin.op)}` : 'This layer';
  throw new Refused(layer.kind === 'object' ? layer.origin.span : span, `${what} cannot be trained from the editor yet.`);
}

/** A layer as it was written, frozen where the program froze it. */
export function layerPlan(value: Value, span: Span, trainable: Trainable, refusals: Refusals, missingAxes = 0): LayerPlan {
  const { layer, state, row } = supportedLayer(value, span);
  const rank = state.builtFor?.[0]?.length;
  if (row.rank !== undefined && rank !== undefined && rank + missingAxes !== row.rank)
    throw new Refused(
      span,
      `${shortName(layer.type)} on a tensor of ${rank} axes cannot be trained from the editor yet; it takes ${row.rank}.`,
    );
  const frozen = trainable.get(layer);
  const config = layerConfig(layer, state, row, refusals);
  const plan = { class: shortName(layer.type), name: state.name, config, site: siteOf(layer.origin.span) };
  const preparing = preprocessingOf(plan.class);
  if (preparing !== undefined) return adapted(layer, plan, preparing, refusals);
  return frozen === undefined ? plan : { ...plan, config: { ...config, trainable: frozen } };
}

/** A layer that prepares values, with what it learned from data where the program does not write that. */
function adapted(layer: ObjectValue, plan: LayerPlan, row: PreprocessingSupport, refusals: Refusals): LayerPlan {
  const isGiven = (name: string): boolean => (plan.config[name] ?? null) !== null;
  if (row.given.every(isGiven)) return plan;
  const missing = row.given.find(name => !isGiven(name));
  if (row.given.some(isGiven)) throw new Refused(layer.origin.span, `${plan.class} needs ${missing} too.`);
  const adaptation = refusals.learning?.placeOf(layer, plan);
  if (adaptation !== undefined) return { ...plan, adaptation };
  if (row.mayBeUnadapted) return plan;
  throw new Refused(
    layer.origin.span,
    `${plan.class} has no ${row.given.join(' and ')} and no data that it adapts to before fit; give it one of them.`,
  );
}

function layerConfig(
  layer: ObjectValue,
  { config, policy }: LayerState,
  row: LayerSupport,
  refusals: Refusals,
): { [parameter: string]: Json } {
  const what = shortName(layer.type);
  const { span } = layer.origin;
  const given: Given = { what, values: config.all, span, spanOf: config.spanOf, open: config.open || config.rest.length > 0 };
  if (!isPreprocessing(layer) && (policy.compute !== 'float32' || policy.variable !== 'float32'))
    refusals.add(config.spanOf('dtype'), `${what} does not compute in float32, and only that can be trained from the editor yet.`);
  const read = readArguments(row.arguments, given, refusals);
  const inner = config.all.layer;
  if (row.inner === undefined || inner === undefined) return read;
  const wrapped = refusals.attempt(() => wrappedLayer(inner, what, row.inner ?? [], config.spanOf('layer'), refusals));
  return wrapped === undefined ? read : { ...read, layer: wrapped };
}

/** The layer inside a wrapper. */
function wrappedLayer(value: Value, wrapper: string, classes: readonly string[], span: Span, refusals: Refusals): Json {
  const { layer, state, row } = supportedLayer(value, span);
  const name = shortName(layer.type);
  if (!classes.includes(name))
    throw new Refused(
      layer.origin.span,
      `${name} inside ${wrapper} cannot be trained from the editor yet; ${wrapper} takes ${classes.join(', ')}.`,
    );
  const config = layerConfig(layer, state, row, refusals);
  if (config.return_state === true)
    throw new Refused(layer.origin.span, `${name} with return_state=True inside ${wrapper} cannot be trained from the editor yet.`);
  return { class: name, config };
}
