import type { Fix } from '../../diagnostics/diagnostic';
import { type HubModule, type HubType, isType, moduleOf } from '../../hub/module';
import { type Dim, printShape } from '../../tensor/shape';
import { asBool, asString } from '../../values/read';
import { dict, str, type TensorValue, UNKNOWN, type Value } from '../../values/value';
import type { Bound } from '../core/bind';
import { shapeSpanOf } from '../core/facts';
import { object } from '../core/objects';
import { fail } from '../core/report';
import { type Call, parameters, type Rule, type Table } from '../core/rule';
import { asShape, tensor, tensorsIn } from '../core/tensors';
import { layerFamily } from '../layers/layer';
import { reportPixels, reportSize } from './images';
import { HUB_OBJECT, type HubState, hubState } from './state';

const isTrue = (value: Value): boolean => asBool(value) === true;

/** `hub.KerasLayer(handle, …)` (https://www.tensorflow.org/hub/api_docs/python/hub/KerasLayer). */
const kerasLayer: Rule = call => {
  const given = call.args.get('handle');
  const loaded = hubState(given);
  const handle = loaded?.handle ?? asString(given);
  const module = handle === undefined ? undefined : moduleOf(handle);
  const state: HubState = { handle, module, config: call.args, name: 'keras_layer' };
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

/** Signature and output key as hub.KerasLayer wants them together. */
function refusesSignature(call: Call, { module, config, handle }: HubState): boolean {
  const signature = config.get('signature');
  const [key, asDict] = [config.get('output_key'), config.get('signature_outputs_as_dict')];
  const name = asString(signature);
  if (name !== undefined && module?.signatures && !module.signatures.includes(name)) {
    fail(
      call,
      'hub-signature',
      `${handle} has the signatures ${module.signatures.map(one => `'${one}'`).join(' and ')}, not '${name}'. TensorFlow Hub: "Unknown signature ${name}".`,
      { span: config.spanOf('signature') },
    );
    return true;
  }
  if (name !== undefined && module?.format === 'tf2' && key.kind === 'none' && (asDict.kind === 'none' || asBool(asDict) === false)) {
    fail(
      call,
      'hub-signature',
      'With signature=, hub.KerasLayer needs output_key="…" or signature_outputs_as_dict=True. TensorFlow Hub: "When using a signature, either output_key or signature_outputs_as_dict=True should be set."',
      { span: config.spanOf('signature') },
    );
    return true;
  }
  return false;
}

/** `hub.load(handle)`. */
const load: Rule = call => {
  const handle = asString(call.args.get('handle'));
  const module = handle === undefined ? undefined : moduleOf(handle);
  return object(call, HUB_OBJECT, { handle, module, config: call.args, name: 'module' } satisfies HubState);
};

/** A call of the layer: what the module gives for what goes in. */
const callLayer: Rule = call => {
  const state = hubState(call.self);
  const module = state?.module;
  const inputs = call.args.rest[0] ?? call.args.all.inputs ?? Object.values(call.args.all)[0];
  if (state === undefined || module === undefined || inputs === undefined) return UNKNOWN;
  const signature = asString(state.config.get('signature'));
  if (tensorsIn(inputs).length === 0 || (signature !== undefined && signature !== 'default')) return UNKNOWN;
  checkInput(call, state, module, inputs);
  return outputOf(call, state, module, inputs);
};

/** What goes in against what the module takes. */
function checkInput(call: Call, { handle }: HubState, { input, size, pixels }: HubModule, given: Value): void {
  if (!isType(input) || given.kind !== 'tensor') return;
  const { shape, dtype } = given.type;
  const isText = input.dtype === 'string';
  const ranks = shape !== null && shape.length !== input.shape.length;
  const clash = shape?.some((dim, axis) => dim !== null && input.shape[axis] != null && dim !== input.shape[axis]) ?? false;
  const kinds = dtype !== null && (dtype === 'string') !== isText;
  if (ranks || clash || kinds) {
    const advice = isText ? textAdvice(given) : 'It takes batches of images, (None, height, width, 3).';
    fail(
      call,
      'hub-input',
      `${handle} takes ${input.dtype} ${printShape(input.shape)}, and gets ${dtype ?? 'a tensor'} ${printShape(shape)} (None is the batch). ${advice}`,
      { fixes: textFixes(given) },
    );
    return;
  }
  if (size) reportSize(call, handle ?? '', size, given);
  if (pixels) reportPixels(call, handle ?? '', pixels, given);
}

const textAdvice = ({ type: { shape, dtype } }: TensorValue): string =>
  dtype !== 'string' && dtype !== null
    ? 'The module reads the texts themselves and does its own splitting: give it strings, no ids.'
    : shape?.length === 2 && shape[1] === 1
      ? 'One text is a scalar: declare Input(shape=(), dtype=tf.string).'
      : 'Give it one string per sample, not split into words.';

/** Input(shape=(1,)) of texts becomes Input(shape=()). */
function textFixes(value: TensorValue): Fix[] {
  const { type } = value;
  const span = shapeSpanOf(value);
  if (span === undefined || type.dtype !== 'string' || type.shape?.length !== 2) return [];
  return [{ title: 'Declare one text per sample: shape=()', edits: [{ span, text: '()' }] }];
}

/** The output with the batch of the input in front. */
function outputOf(call: Call, { config, handle }: HubState, { output, format }: HubModule, inputs: Value): Value {
  if (output === undefined) return declaredOutput(call, config, inputs);
  const [first] = tensorsIn(inputs);
  const batch: Dim = first?.type.shape?.[0] ?? null;
  const family = layerFamily(call.session, tensorsIn(inputs));
  const made = ({ shape, dtype }: HubType): Value => tensor(family, [batch, ...shape.slice(1)], dtype);
  const key = asString(config.get('output_key'));
  if (isType(output)) {
    if (key === undefined || config.given('signature')) return made(output);
    return fail(
      call,
      'hub-output-key',
      `${handle} gives one tensor, so output_key must not be given. TensorFlow Hub: "Specifying output_key is forbidden if output type is not a dict."`,
    );
  }
  if (isTrue(config.get('signature_outputs_as_dict')) || (key === undefined && format !== 'tf1'))
    return dict(Object.entries(output).map(([name, type]) => ({ key: str(name), value: made(type) })));
  const wanted = key ?? 'default';
  if (Object.hasOwn(output, wanted)) return made(output[wanted]);
  if (format === undefined) return UNKNOWN;
  return fail(
    call,
    'hub-output-key',
    `${handle} has no output '${wanted}'; it has ${Object.keys(output)
      .map(name => `'${name}'`)
      .join(', ')}. TensorFlow Hub: "KerasLayer output does not contain the output key ${wanted}".`,
    { span: config.given('output_key') ? config.spanOf('output_key') : call.context.span },
  );
}

/** `output_shape=[20]`, where the program says it itself. */
function declaredOutput(call: Call, config: Bound, inputs: Value): Value {
  const shape = config.given('output_shape') ? asShape(config.get('output_shape')) : undefined;
  if (!shape) return UNKNOWN;
  const [first] = tensorsIn(inputs);
  return tensor(layerFamily(call.session, tensorsIn(inputs)), [first?.type.shape?.[0] ?? null, ...shape], null);
}

export const hubFunctions: Table = {
  'hub.KerasLayer': {
    rule: kerasLayer,
    parameters: parameters(
      'handle, trainable=False, arguments=None, _sentinel=None, tags=None, signature=None, signature_outputs_as_dict=None, output_key=None, output_shape=None, load_options=None, **kwargs',
    ),
  },
  'hub.load': { rule: load, parameters: parameters('handle, tags=None, options=None') },
  'hub.KerasLayer.__call__': { rule: callLayer, parameters: parameters('inputs, training=None') },
  [`${HUB_OBJECT}.__call__`]: { rule: callLayer, parameters: parameters('inputs, training=None'), takesKeras: true },
};
