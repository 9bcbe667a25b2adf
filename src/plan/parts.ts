import { isA } from '../rules/core/objects';
import { layerState } from '../rules/layers/layer';
import { ownState } from '../rules/layers/own-state';
import { layerCalls } from '../rules/models/graph';
import { modelState } from '../rules/models/model';
import { asItems } from '../values/read';
import { UNKNOWN, type Value } from '../values/value';

/** A model or layer with all layers and models inside it, as Keras tracks them. Each once. */
export function partsOf(whole: Value, seen = new Set<Value>()): Value[] {
  if (whole.kind === 'unknown' || seen.has(whole)) return [];
  seen.add(whole);
  return [whole, ...childrenOf(whole).flatMap(child => partsOf(child, seen))];
}

function childrenOf(value: Value): Value[] {
  const model = modelState(value);
  if (model !== undefined) {
    const layers =
      model.kind === 'functional'
        ? layerCalls(model.outputs, model.inputs).map(({ args }) => args.self ?? UNKNOWN)
        : (model.layers?.map(({ layer }) => layer) ?? []);
    return layers.filter(layer => layer.kind !== 'tensor' && !isA(layer, 'keras.layers.InputLayer'));
  }
  if (value.kind === 'instance') return [...value.attributes.content.values()].flatMap(trackedIn);
  const inner = layerState(value)?.config.all.layer;
  return inner === undefined ? [] : [inner];
}

/** Layers and models in an attribute: alone, or in lists and dictionaries. */
function trackedIn(value: Value): Value[] {
  const items = asItems(value);
  if (items !== undefined) return items.flatMap(trackedIn);
  if (value.kind === 'dict') return [...(value.cell.content?.values() ?? [])].flatMap(item => trackedIn(item.value));
  const isTracked = value.kind === 'instance' ? ownState(value) !== undefined : isA(value, 'keras.Layer');
  return isTracked ? [value] : [];
}
