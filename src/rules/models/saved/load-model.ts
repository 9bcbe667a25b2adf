import type { ModelFileFacts } from '../../../hub/model-file/facts';
import { asBool } from '../../../values/read';
import { type ObjectValue, str, tuple, UNKNOWN, type Value } from '../../../values/value';
import { failInKeras3, kerasOf } from '../../core/keras';
import { isA, object } from '../../core/objects';
import { fail } from '../../core/report';
import type { Call, Rule } from '../../core/rule';
import { HUB_OBJECT, type HubState } from '../../hub/state';
import { pathText } from '../../system/path-text';
import { modelState } from '../model';
import { modelFromConfig } from './from-config';
import { noteWritten, writtenTo } from './written';

/** `keras.models.load_model(filepath)`: what the program has saved there itself, else what the file says. */
export const loadModel: Rule = call => {
  const path = pathText(call.args.get('filepath'));
  if (path === undefined) return UNKNOWN;
  const written = writtenTo(call, path);
  if (written !== undefined) return loaded(call, written);
  const facts = call.session.workspace.modelFile?.(path);
  return facts ? fromFile(call, path, facts) : fromFolder(call, path);
};

/** A model as it is after loading: a new object. What it has learnt is not modelled, which a plan has to know. */
function loaded(call: Call, model: Value): Value {
  const state = modelState(model);
  if (model.kind !== 'object' || state === undefined) return UNKNOWN;
  const isCompiled = asBool(call.args.get('compile')) === true;
  const copy: ObjectValue = object(call, model.type, { ...state, compiled: isCompiled ? state.compiled : null, legacy: call.legacy });
  call.context.emit({ name: 'method', span: call.context.span, args: { self: copy, path: tuple([str('load_model')]) } });
  return copy;
}

function fromFile(call: Call, path: string, { config, keras, format }: ModelFileFacts): Value {
  if (config === null && format !== 'safetensors')
    return fail(
      call,
      'layer-argument',
      `${path} holds weights without a model, so there is nothing to load. Build the model and call model.load_weights("${path}"). Keras: "No model config found in the file".`,
      { span: call.args.spanOf('filepath') },
    );
  // Each Keras reads .keras files of its own kind only; HDF5 files of the other one it reads mostly.
  const version = kerasOf(call);
  const isOther = format === 'keras' && keras !== '' && version !== 'unknown' && !keras.startsWith(version);
  if (config === null || isOther) return UNKNOWN;
  return loaded(call, modelFromConfig(call, config));
}

/** A SavedModel: tf_keras loads it, with its signatures where it was saved without Keras; Keras 3 refuses it. */
function fromFolder(call: Call, path: string): Value {
  const module = call.session.workspace.module?.(path);
  if (module === undefined) return UNKNOWN;
  const refused = failInKeras3(
    call,
    'layer-argument',
    `${path} is a SavedModel, which load_model of Keras 3 does not read. Use keras.layers.TFSMLayer("${path}", call_endpoint="serving_default"), or load_model of tf_keras. Keras: "Note that the legacy SavedModel format is not supported by \`load_model()\` in Keras 3."`,
    { span: call.args.spanOf('filepath') },
  );
  if (refused) return UNKNOWN;
  return object(call, HUB_OBJECT, { handle: path, module, config: call.args, name: 'module' } satisfies HubState);
}

/** `model.save(filepath)`, `keras.models.save_model(model, filepath)`: what a later load_model gives. */
export const saveModel: Rule = call => {
  const model = call.self.kind === 'none' ? call.args.get('model') : call.self;
  noteWritten(call, call.args.get('filepath'), isA(model, 'keras.Model') ? snapshot(call, model) : UNKNOWN);
  return { kind: 'none' };
};

/** The model as it is now: what the program does to it later does not change the file. */
const snapshot = (call: Call, model: ObjectValue): Value => object(call, model.type, model.state.content);

/** Whatever writes a file of weights. */
export const writesFile =
  (parameter: string, gives: (call: Call) => Value): Rule =>
  call => {
    noteWritten(call, call.args.get(parameter));
    return gives(call);
  };
