import type { KerasConfig } from '../../../hub/model-file/facts';
import { argumentsOf } from '../../../hub/model-file/keras-config';
import { str, tuple, UNKNOWN, type Value } from '../../../values/value';
import { literal } from '../../core/bind';
import type { Call } from '../../core/rule';
import { signatureOf } from '../../core/signatures';

/** Keywords that every layer takes. */
const EVERY_LAYER = ['name', 'dtype', 'trainable'];

const isRecord = (json: unknown): json is { readonly [name: string]: unknown } =>
  json !== null && typeof json === 'object' && !Array.isArray(json);

/** An object that Keras serialized: of its own layers a new one; of what no shape follows from (an initializer, a class of a program), unknown. */
export function valueOfConfig(call: Call, json: unknown): Value {
  if (Array.isArray(json)) return tuple(json.map(item => valueOfConfig(call, item)));
  if (!isRecord(json)) return literal(json);
  if (json.class_name === '__tuple__' && Array.isArray(json.items)) return tuple(json.items.map(item => valueOfConfig(call, item)));
  if (json.class_name === 'DTypePolicy' || json.class_name === 'Policy') {
    const { name } = argumentsOf(json);
    return typeof name === 'string' ? str(name) : UNKNOWN;
  }
  return typeof json.class_name === 'string' && isRecord(json.config) ? layerOfConfig(call, json) : UNKNOWN;
}

/** A layer of Keras's own made anew from its configuration; unknown for a class of a program. */
export function layerOfConfig(call: Call, config: KerasConfig): Value {
  const { class_name: className, module, registered_name: registered } = config;
  const isOwn = typeof registered === 'string' && registered !== className;
  if (typeof className !== 'string' || isOwn || (typeof module === 'string' && !/^(tf_)?keras\./.test(module))) return UNKNOWN;
  const name = `keras.layers.${className}`;
  const parameters = signatureOf(name);
  if (parameters === undefined) return UNKNOWN;
  const known = new Set([
    ...EVERY_LAYER,
    ...parameters.filter(({ kind }) => kind === undefined || kind === 'keyword').map(one => one.name),
  ]);
  const keywords = Object.entries(argumentsOf(config))
    .filter(([parameter]) => known.has(parameter))
    .map(([parameter, json]) => [parameter, argument(call, parameter, json)] as const);
  return call.context.call({ kind: 'api', name, legacy: call.legacy }, [], Object.fromEntries(keywords));
}

/** Keras 2 writes one axis down as a list of one. */
const argument = (call: Call, parameter: string, json: unknown): Value =>
  valueOfConfig(call, parameter === 'axis' && Array.isArray(json) && json.length === 1 ? json[0] : json);
