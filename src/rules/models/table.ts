import { list, type ObjectValue, str, UNKNOWN, type Value } from '../../values/value';
import type { Kinds, ObjectKind } from '../core/kind';
import { object } from '../core/objects';
import { parameters, type Rule, rows, type Table } from '../core/rule';
import { asDType, asShape, tensor } from '../core/tensors';
import type { LayerRule } from '../layers/layer';
import { newLayerState } from '../layers/layer-state';
import { shapesOf } from '../layers/nest';
import { applicationFunctions, preprocessing } from './applications';
import { callModel } from './call-model';
import { clone, functional, getLayer, nothing } from './functional';
import { historyKinds } from './history';
import { hookFunctions, hookKinds } from './hooks';
import { input } from './input';
import { lossCalls } from './loss-calls';
import { listOf } from './meet';
import { modelState } from './model';
import { optimizerOf } from './optimizer-of';
import { ownLosses } from './own-losses';
import { ownMetrics } from './own-metrics';
import { loadModel, saveModel, writesFile } from './saved/load-model';
import { loadWeights } from './saved/load-weights';
import { add, build, pop, sequential } from './sequential';
import { getWeights, setWeights } from './set-weights';
import { compile, onBatch, predict, train } from './train';
import { unnamedMetrics } from './unnamed-metrics';

/** The class that stands for a model's input; models read what it was made with. */
const inputLayer: LayerRule = { call: () => UNKNOWN };

/** Methods that run the model on data without a result that is modelled. */
const unread: Rule = () => UNKNOWN;

export const modelFunctions: Table = {
  ...applicationFunctions,
  ...preprocessing,
  ...lossCalls,
  ...ownLosses,
  ...ownMetrics,
  ...unnamedMetrics,
  ...hookFunctions,
  'keras.Input': input,
  'keras.KerasTensor': ({ args }) => tensor('keras', asShape(args.get('shape')) ?? null, asDType(args.get('dtype')) ?? null),
  'keras.layers.InputLayer': call => object(call, call.api, newLayerState(call, inputLayer)),
  'keras.Sequential': sequential,
  'keras.Sequential.add': add,
  'keras.Sequential.pop': pop,
  'keras.Model': { rule: functional, parameters: parameters('inputs, outputs, name=None, **kwargs') },
  'keras.Model.__call__': callModel,
  'keras.Model.build': { rule: build, parameters: parameters('input_shape=None') },
  'keras.Model.compile': compile,
  'keras.Model.fit': train('fit'),
  'keras.Model.evaluate': train('evaluate'),
  'keras.Model.predict': predict,
  'keras.Model.get_layer': getLayer,
  'keras.models.clone_model': clone,
  'keras.Model.summary': nothing,
  'keras.Model.save': saveModel,
  ...rows(['keras.models.save_model', 'keras.saving.save_model'], saveModel),
  'keras.Model.save_weights': saveModel,
  'keras.callbacks.ModelCheckpoint': writesFile('filepath', call => object(call, call.api, call.args)),
  ...rows(['keras.models.load_model', 'keras.saving.load_model'], loadModel),
  'keras.Model.load_weights': loadWeights,
  'keras.Layer.get_weights': { rule: getWeights, parameters: [] },
  'keras.Layer.set_weights': { rule: setWeights, parameters: parameters('weights') },
  ...rows(['keras.Model.train_on_batch', 'keras.Model.test_on_batch'], onBatch),
  'keras.Model.predict_on_batch': predict,
  'keras.Model.fit_generator': unread,
};

/** Inputs as `model.inputs` lists them; unknown where they are. */
const listed = (value: Value): Value => (value.kind === 'unknown' ? UNKNOWN : listOf(value));
const shapeOf = (value: Value): Value => (value.kind === 'unknown' ? UNKNOWN : shapesOf(value));

const modelKind: ObjectKind = {
  attribute({ self }, name) {
    const state = modelState(self as ObjectValue);
    if (state === undefined) return undefined;
    const answers: { [name: string]: () => Value } = {
      outputs: () => listed(state.outputs),
      output: () => state.outputs,
      inputs: () => listed(state.inputs),
      input: () => state.inputs,
      name: () => str(state.name),
      layers: () => layersOf(self as ObjectValue),
      optimizer: () => optimizerOf(self),
      output_shape: () => shapeOf(state.outputs),
      input_shape: () => shapeOf(state.inputs),
    };
    return Object.hasOwn(answers, name) ? answers[name]() : undefined;
  },
};

/** `model.layers`: of a functional model with the InputLayer in front. */
function layersOf(model: ObjectValue): Value {
  const state = modelState(model);
  if (!state?.layers || state.kind === 'unknown') return list(null);
  const layers = state.layers.map(({ layer }) => layer);
  if (state.kind === 'sequential') return list(layers);
  const inputLayer: ObjectValue = { kind: 'object', type: 'keras.layers.InputLayer', state: { content: undefined }, origin: model.origin };
  return list([inputLayer, ...layers]);
}

export const modelKinds: Kinds = { 'keras.Model': modelKind, ...hookKinds, ...historyKinds };
export const modelInstanceKinds: Kinds = {
  'keras.Model': { attribute: ({ self }, name) => (name === 'optimizer' ? optimizerOf(self) : undefined) },
};
