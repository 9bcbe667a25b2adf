import type { HubSignature, HubType } from '../../hub/module';
import { compatible, printShape } from '../../tensor/shape';
import { asString } from '../../values/read';
import { dict, str, type TensorValue, UNKNOWN, type Value } from '../../values/value';
import { fail } from '../core/report';
import { tensor } from '../core/tensors';
import { pathText } from '../system/path-text';
import { type LayerCall, type LayerTable, layerFamily } from './layer';

/** The endpoint that Keras's own `export` makes: a function that gives what the model gave, while the signature of its name gives a dictionary. */
const EXPORTED = 'serve';
/** Its name in a signature where the model gave one tensor. */
const ONLY_OUTPUT = 'output_0';

/** The signature that a TFSMLayer calls; undefined where the SavedModel is not on this machine, or where the endpoint may be another function of it. */
function endpointOf({ call, config }: LayerCall): { name: string; signature: HubSignature } | undefined {
  const path = pathText(config.get('filepath'));
  const name = asString(config.get('call_endpoint'));
  const signatures = path === undefined ? undefined : call.session.workspace.module?.(path)?.signatures;
  return name !== undefined && signatures && Object.hasOwn(signatures, name) ? { name, signature: signatures[name] } : undefined;
}

/** `keras.layers.TFSMLayer(filepath, call_endpoint=…)`: what the endpoint of a SavedModel gives (https://keras.io/api/layers/backend_specific_layers/tfsm_layer/). */
function callSavedModel(layerCall: LayerCall): Value {
  const { call, inputs, layer } = layerCall;
  const endpoint = endpointOf(layerCall);
  if (endpoint === undefined || inputs.kind !== 'tensor') return UNKNOWN;
  const { name, signature } = endpoint;
  const [input, ...more] = Object.values(signature.inputs ?? {});
  if (signature.outputs === undefined || input === undefined || more.length > 0) return UNKNOWN;
  if (!compatible(input.shape, inputs.type.shape))
    return fail(
      call,
      'hub-input',
      `The endpoint '${name}' of the SavedModel takes ${input.dtype} ${printShape(input.shape)}, and ${layer.name} gets ${printShape(inputs.type.shape)} (None is the batch). TensorFlow: "Binding inputs to tf.function failed".`,
    );
  const given = (type: HubType): Value => outputOf(layerCall, inputs, type);
  if (name !== EXPORTED) return dict(Object.entries(signature.outputs).map(([key, type]) => ({ key: str(key), value: given(type) })));
  const [[key, only] = [], ...others] = Object.entries(signature.outputs);
  return key === ONLY_OUTPUT && only && others.length === 0 ? given(only) : UNKNOWN;
}

function outputOf({ call, tensors }: LayerCall, { type: { shape: given } }: TensorValue, { shape, dtype }: HubType): Value {
  const [first, ...rest] = shape ?? [];
  const batched = shape && first !== undefined ? [first ?? given?.[0] ?? null, ...rest] : shape;
  return tensor(layerFamily(call.session, tensors), batched, dtype);
}

export const savedModelLayers: LayerTable = { TFSMLayer: { call: callSavedModel, weights: () => null } };
