import type { Kinds } from '../core/kind';
import type { Table } from '../core/rule';
import { coreLayers } from './core';
import { callLayer, constructors, layerKinds as kinds, type LayerTable } from './layer';

/** All layers by class name. */
export const layers: LayerTable = { ...coreLayers };

export const layerFunctions: Table = { ...constructors(layers), 'keras.Layer.__call__': callLayer(layers) };
export const layerKinds: Kinds = kinds;
