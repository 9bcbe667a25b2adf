/** Every table of rules under one name each. A new family of rules is a new line here. */
import type { Value } from '../values/value';
import type { Kinds } from './core/kind';
import type { Aliases } from './core/names';
import type { Table } from './core/rule';
import { hubFunctions } from './hub/layer';
import { presetFunctions } from './hub/preset';
import { hubKinds } from './hub/signatures';
import { layerAliases, layerFunctions, layerInstanceKinds, layerKinds } from './layers/table';
import { modelFunctions, modelInstanceKinds, modelKinds } from './models/table';
import { arrayFunctions, opConstants, opFunctions, opKinds } from './ops/table';
import { pandasFunctions, pandasKinds } from './pandas/table';
import { pipelineConstants, pipelineFunctions, pipelineKinds } from './pipeline/table';
import { sklearnFunctions, sklearnKinds } from './sklearn/table';
import { systemConstants, systemFunctions, systemKinds } from './system/table';
import { utilityFunctions, utilityKinds } from './utils/table';

/** Functions, constructors and methods by canonical name. */
export const functions: Table = {
  ...layerFunctions,
  ...modelFunctions,
  ...opFunctions,
  ...arrayFunctions,
  ...pipelineFunctions,
  ...hubFunctions,
  ...presetFunctions,
  ...utilityFunctions,
  ...pandasFunctions,
  ...sklearnFunctions,
  ...systemFunctions,
};

/** Other names of rows. */
export const aliases: Aliases = layerAliases;

/** What objects do besides their methods, by class. */
export const kinds: Kinds = {
  ...layerKinds,
  ...modelKinds,
  ...hubKinds,
  ...opKinds,
  ...pipelineKinds,
  ...utilityKinds,
  ...pandasKinds,
  ...sklearnKinds,
  ...systemKinds,
};

/** The same for instances of the program's own classes that derive from a library class. */
export const instanceKinds: Kinds = { ...layerInstanceKinds, ...modelInstanceKinds };

/** Names that are plain values. */
export const constants: { readonly [name: string]: Value } = { ...opConstants, ...pipelineConstants, ...systemConstants };

export { tensorIndex } from './ops/indexing';
export { tensorOperator } from './ops/operators';
export {
  asSymbolic as traced,
  concrete,
  forgetElements,
  tensorAttribute,
  tensorIterate,
  tensorLength,
  tensorTruth,
} from './ops/tensor-object';
