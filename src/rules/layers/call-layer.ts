import { isFloat } from '../../tensor/dtype';
import type { TensorType } from '../../tensor/type';
import { type ObjectValue, type TensorValue, UNKNOWN, type Value } from '../../values/value';
import { exactShape, hasExactShape } from '../core/facts';
import type { Call, Rule, Table } from '../core/rule';
import { tensor, tensorsIn } from '../core/tensors';
import { type LayerCall, type LayerRule, type LayerState, type LayerTable, layerFamily } from './layer';
import { callOwn } from './own-layer';
import { shortName } from './words';

const isType = (value: TensorType | Value): value is TensorType => !('kind' in value);

/** The first argument of a layer's call, whatever the layer names it. */
export const firstArgument = ({ args }: Call): Value => args.rest[0] ?? args.all.inputs ?? Object.values(args.all)[0] ?? UNKNOWN;

/** `layer(inputs)`: what the layer's rule says, in the family of what went in. */
export const callLayer =
  (layers: LayerTable): Rule =>
  call => {
    const { self } = call;
    if (self.kind === 'instance') return callOwn(call, self);
    if (self.kind !== 'object') return UNKNOWN;
    const layer = self.state.content as LayerState | undefined;
    const name = shortName(self.type);
    if (layer?.config === undefined || !Object.hasOwn(layers, name)) return UNKNOWN;
    return applied(call, layers[name], self, layer);
  };

/** `keras.layers.add([a, b])`: a new layer, called at once. */
export const functionalForms = (forms: { readonly [name: string]: string }): Table =>
  Object.fromEntries(
    Object.entries(forms).map(([name, className]): [string, Rule] => [
      `keras.layers.${name}`,
      ({ context, args, legacy }) => {
        const { inputs = UNKNOWN, ...config } = args.all;
        const layer = context.call({ kind: 'api', name: `keras.layers.${className}`, ...(legacy && { legacy }) }, [], config);
        return layer.kind === 'object' ? context.call(layer, [inputs]) : UNKNOWN;
      },
    ]),
  );

function applied(call: Call, rule: LayerRule, self: ObjectValue, layer: LayerState): Value {
  const inputs = firstArgument(call);
  const tensors = tensorsIn(inputs);
  const everything = [...call.args.rest, ...Object.values(call.args.all)].flatMap(tensorsIn);
  const family = layerFamily(call.session, everything);
  const layerCall: LayerCall = {
    call,
    layer,
    config: layer.config,
    inputs,
    tensors,
    types: tensors.map(given => cast(given, rule, layer)),
    exact: family === 'keras' && tensors.every(hasExactShape),
    symbolic: family === 'keras',
    compute: layer.policy.compute,
  };
  const given = rule.call(layerCall);
  const output = isType(given) ? made(given, family, layerCall, rule) : given;
  // The rule may have changed the layer through its inner layers; only what this call adds is written.
  const built = layer.builtFor ?? (tensors.length > 0 ? everything.map(({ type }) => type.shape) : null);
  call.context.write<unknown>(self.state, { ...layer, builtFor: built, input: inputs, output });
  return output;
}

/** Floats are cast to what the layer computes in. */
function cast({ type }: TensorValue, rule: LayerRule, { policy }: LayerState): TensorType {
  return rule.keepsDType || type.dtype === null || !isFloat(type.dtype) ? type : { ...type, dtype: policy.compute };
}

function made(type: TensorType, family: TensorValue['family'], call: LayerCall, rule: LayerRule): TensorValue {
  const exact = call.exact && !rule.inexact && type.shape !== null && !call.config.open;
  const value = tensor(family, type.shape, type.dtype, exact ? { facts: exactShape } : {});
  return type.raggedRank === undefined && !type.sparse ? value : { ...value, type };
}
