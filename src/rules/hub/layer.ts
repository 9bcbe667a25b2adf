import { asBool, asString } from '../../values/read';
import { str, UNKNOWN, type Value } from '../../values/value';
import { object } from '../core/objects';
import { fail } from '../core/report';
import { type Call, parameters, type Rule, type Table } from '../core/rule';
import { callLayer } from './call';
import { checkHandle } from './handle';
import { callSignature } from './signatures';
import { HUB_OBJECT, HUB_SIGNATURE, type HubState, hubState, knownModule } from './state';

const named = (names: readonly string[], last: string): string => names.map(name => `'${name}'`).join(` ${last} `);

const isTrue = (value: Value): boolean => asBool(value) === true;

/** `hub.KerasLayer(handle, …)` (https://www.tensorflow.org/hub/api_docs/python/hub/KerasLayer). */
const kerasLayer: Rule = call => {
  const given = call.args.get('handle');
  const loaded = hubState(given);
  const handle = loaded?.handle ?? asString(given);
  const state: HubState = { handle, module: loaded?.module ?? knownModule(call, handle), config: call.args, name: 'keras_layer' };
  if (loaded === undefined) checkHandle(call, state.module);
  checkTrainable(call, state);
  if (refusesSignature(call, state)) return UNKNOWN;
  return object(call, 'hub.KerasLayer', state);
};

function checkTrainable(call: Call, { module, config, handle }: HubState): void {
  if (!isTrue(config.get('trainable'))) return;
  const span = config.spanOf('trainable');
  const fixes = [{ title: 'Do not train the module', edits: [{ span, text: 'False' }] }];
  if (module?.format === 'tf1')
    fail(
      call,
      'hub-trainable',
      `${handle} is in the TF1 Hub format, which cannot be trained any further: leave trainable=False. TensorFlow Hub: "Setting hub.KerasLayer.trainable = True is unsupported when loading from the TF1 Hub format."`,
      { fixes },
    );
  else if (asString(config.get('signature')) !== undefined)
    fail(
      call,
      'hub-trainable',
      'A signature of a module cannot be trained: leave trainable=False, or do without signature=. TensorFlow Hub: "Setting hub.KerasLayer.trainable = True is unsupported when calling a SavedModel signature."',
      { fixes },
    );
}

const EITHER = 'TensorFlow Hub: "When using a signature, either output_key or signature_outputs_as_dict=True should be set."';

/** Signature and output key as hub.KerasLayer wants them together. */
function refusesSignature(call: Call, { module, config, handle }: HubState): boolean {
  const signature = config.get('signature');
  const [key, asDict] = [config.get('output_key'), config.get('signature_outputs_as_dict')];
  const name = asString(signature);
  if (module?.isCallable === false && module.format === 'tf2' && signature.kind === 'none') {
    fail(
      call,
      'hub-signature',
      `${handle} cannot be called by itself: name one of its signatures, ${named(Object.keys(module.signatures ?? {}), 'or')}, and output_key="…" or signature_outputs_as_dict=True. TensorFlow Hub: "Signature name has to be specified for non-callable saved models (if not legacy TF1 Hub format)."`,
    );
    return true;
  }
  if (name !== undefined && module?.signatures && !Object.hasOwn(module.signatures, name)) {
    fail(
      call,
      'hub-signature',
      `${handle} has the signatures ${named(Object.keys(module.signatures), 'and')}, not '${name}'. TensorFlow Hub: "Unknown signature ${name}".`,
      { span: config.spanOf('signature') },
    );
    return true;
  }
  const asksForAll = asBool(asDict);
  if (asksForAll === undefined && asDict.kind !== 'none') return false;
  if (name !== undefined && module?.format === 'tf2' && key.kind === 'none' && asksForAll !== true) {
    fail(call, 'hub-signature', `With signature=, hub.KerasLayer needs output_key="…" or signature_outputs_as_dict=True. ${EITHER}`, {
      span: config.spanOf('signature'),
    });
    return true;
  }
  const hasSignature = name !== undefined || module?.format === 'tf1';
  if (hasSignature && asString(key) !== undefined && asksForAll === true) {
    fail(call, 'hub-signature', `hub.KerasLayer takes output_key= or signature_outputs_as_dict=True, not both. ${EITHER}`, {
      span: config.spanOf('signature_outputs_as_dict'),
    });
    return true;
  }
  if (signature.kind === 'none' && module?.format === 'tf2' && asksForAll === true) {
    fail(
      call,
      'hub-signature',
      'signature_outputs_as_dict=True needs the name of a signature. TensorFlow Hub: "signature_outputs_as_dict is only valid if specifying a signature (or using a legacy TF1 Hub format)."',
      { span: config.spanOf('signature_outputs_as_dict') },
    );
    return true;
  }
  return false;
}

/** `hub.load(handle)`. */
const load: Rule = call => {
  const handle = asString(call.args.get('handle'));
  const module = knownModule(call, handle);
  checkHandle(call, module);
  return object(call, HUB_OBJECT, { handle, module, config: call.args, name: 'module' } satisfies HubState);
};

/** `hub.resolve(handle)`: the folder that the module lies in. */
const resolve: Rule = call => {
  const handle = asString(call.args.get('handle'));
  const module = knownModule(call, handle);
  checkHandle(call, module && { ...module, needs: undefined });
  if (handle !== undefined && !/^[a-z][\w+.-]+:\/\//i.test(handle)) return str(handle);
  return module?.files ? str(module.files.folder) : UNKNOWN;
};

export const hubFunctions: Table = {
  'hub.KerasLayer': {
    rule: kerasLayer,
    parameters: parameters(
      'handle, trainable=False, arguments=None, _sentinel=None, tags=None, signature=None, signature_outputs_as_dict=None, output_key=None, output_shape=None, load_options=None, **kwargs',
    ),
  },
  'hub.resolve': { rule: resolve, parameters: parameters('handle') },
  [`${HUB_SIGNATURE}.__call__`]: { rule: callSignature, parameters: parameters('*args, **kwargs'), takesKeras: true },
  'hub.load': { rule: load, parameters: parameters('handle, tags=None, options=None') },
  'hub.KerasLayer.__call__': { rule: callLayer, parameters: parameters('inputs, training=None') },
  [`${HUB_OBJECT}.__call__`]: { rule: callLayer, parameters: parameters('inputs, training=None'), takesKeras: true },
};
