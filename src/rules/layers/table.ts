import type { Kinds } from '../core/kind';
import type { Aliases } from '../core/names';
import type { Table } from '../core/rule';
import { attentionLayers } from './attention';
import { audioLayers } from './audio';
import { callInherited, callLayer, functionalForms } from './call-layer';
import { categoryLayers } from './categories';
import { constructors } from './construct';
import { convLstmLayers } from './conv-lstm';
import { convolutionLayers } from './convolution';
import { coreLayers } from './core';
import { elementwiseLayers } from './elementwise';
import { imageLayers } from './images';
import type { LayerTable } from './layer';
import { mergingLayers } from './merging';
import { layerKind, layerMethods } from './methods';
import { normalizationLayers } from './normalization';
import { ownLayerFunctions, ownLayerKind } from './own-methods';
import { policyFunctions } from './policy';
import { poolingLayers } from './pooling';
import { recurrentLayers } from './recurrent';
import { registrationFunctions } from './registration';
import { reshapingLayers } from './reshaping';
import { savedModelLayers } from './saved-model';
import { wrapperLayers } from './wrappers';

/** All layers by class name. */
export const layers: LayerTable = {
  ...coreLayers,
  ...convolutionLayers,
  ...poolingLayers,
  ...recurrentLayers,
  ...convLstmLayers,
  ...wrapperLayers,
  ...normalizationLayers,
  ...elementwiseLayers,
  ...reshapingLayers,
  ...mergingLayers,
  ...attentionLayers,
  ...imageLayers,
  ...categoryLayers,
  ...audioLayers,
  ...savedModelLayers,
};

export const layerFunctions: Table = {
  ...constructors(layers),
  ...functionalForms(layers),
  ...layerMethods,
  ...ownLayerFunctions(layers),
  ...policyFunctions,
  ...registrationFunctions,
  'keras.Layer.__call__': callLayer,
  'keras.Layer.call': callInherited,
};

/** What other names of layer classes stand for, and whether only programs of Keras 1 use them. */
export const layerAliases: Aliases = Object.fromEntries(
  Object.entries(layers).flatMap(([name, { aliases = [], oldNames = [] }]) =>
    [...aliases.map(other => ({ other, legacy: false })), ...oldNames.map(other => ({ other, legacy: true }))].map(({ other, legacy }) => [
      `keras.layers.${other}`,
      { name: `keras.layers.${name}`, legacy },
    ]),
  ),
);

export const layerKinds: Kinds = { 'keras.Layer': layerKind };
export const layerInstanceKinds: Kinds = { 'keras.Layer': ownLayerKind };
