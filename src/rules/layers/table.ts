import type { Kinds } from '../core/kind';
import type { Table } from '../core/rule';
import { callLayer } from './call-layer';
import { constructors } from './construct';
import { coreLayers } from './core';
import type { LayerTable } from './layer';
import { layerKind, layerMethods } from './methods';
import { ownLayerFunctions, ownLayerKind } from './own-layer';
import { policyFunctions } from './policy';

/** All layers by class name. */
export const layers: LayerTable = { ...coreLayers };

export const layerFunctions: Table = {
  ...constructors(layers),
  ...layerMethods(layers),
  ...ownLayerFunctions,
  ...policyFunctions,
  'keras.Layer.__call__': callLayer(layers),
};
export const layerKinds: Kinds = { 'keras.Layer': layerKind };
export const layerInstanceKinds: Kinds = { 'keras.Layer': ownLayerKind };
