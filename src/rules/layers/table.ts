import type { Kinds } from '../core/kind';
import { parameters, type Table } from '../core/rule';
import { coreLayers } from './core';
import { callLayer, constructors, layerKinds as kinds, type LayerTable } from './layer';

/** All layers by class name. */
export const layers: LayerTable = { ...coreLayers };

export const layerFunctions: Table = { ...constructors(layers), 'keras.Layer.__call__': { rule: callLayer(layers), parameters: parameters('inputs, *args, **kwargs') } };
export const layerKinds: Kinds = kinds;
