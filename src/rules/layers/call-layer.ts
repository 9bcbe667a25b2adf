import { isFloat } from '../../tensor/dtype';
import type { TensorType } from '../../tensor/type';
import { type InstanceValue, type TensorValue, UNKNOWN, type Value } from '../../values/value';
import { exactShape, hasExactShape } from '../core/facts';
import { originOf } from '../core/objects';
import type { Call, Rule, Table } from '../core/rule';
import { stamped } from '../core/stamped';
import { tensor, tensorsIn } from '../core/tensors';
import {
  hasSettledConfig,
  inputRank,
  type LayerCall,
  type LayerRule,
  type LayerState,
  type LayerTable,
  layerFamily,
  layerState,
  single,
} from './layer';
import { callOwn } from './own-layer';
import { ownState } from './own-state';
import { refused, refusesRank, refusesSeveral } from './refuse';

const isType = (value: TensorType | Value): value is TensorType => !('kind' in value);

/** The first argument of a layer's call, whatever the layer names it. */
export const firstArgument = ({ args }: Call): Value => args.rest[0] ?? args.all.inputs ?? Object.values(args.all)[0] ?? UNKNOWN;

/** `layer(inputs)`: what the layer's rule says, in the family of what went in. */
export const callLayer: Rule = call => {
  const { self } = call;
  if (self.kind === 'instance') return callOwn(call, self, () => inherited(call, self));
  const layer = layerState(self);
  if (self.kind !== 'object' || layer === undefined) return UNKNOWN;
  const { output, after } = applied(call, layer);
  call.context.write<unknown>(self.state, after);
  return output;
};

/** What the layer of Keras's own that a program's class derives from makes of the inputs; undefined where it derives from none. */
function inherited(call: Call, self: InstanceValue): Value | undefined {
  const state = ownState(self);
  if (state?.base === undefined) return undefined;
  const { output, after } = applied(call, state.base);
  call.context.write<unknown>(self.state, { ...state, base: after });
  return output;
}

/** `super().call(inputs)` in a class that derives from a layer of Keras's own. */
export const callInherited: Rule = call => (call.self.kind === 'instance' ? inherited(call, call.self) : undefined) ?? UNKNOWN;

/** `keras.layers.add([a, b])`: a new layer, called at once. */
export const functionalForms = (layers: LayerTable): Table =>
  Object.fromEntries(
    Object.entries(layers).flatMap(([className, { functionalForm }]): [string, Rule][] =>
      functionalForm === undefined ? [] : [[`keras.layers.${functionalForm}`, madeAndCalled(className)]],
    ),
  );

const madeAndCalled =
  (className: string): Rule =>
  ({ context, args, legacy }) => {
    const { inputs = UNKNOWN, ...config } = args.all;
    const layer = context.call({ kind: 'api', name: `keras.layers.${className}`, ...(legacy && { legacy }) }, [], config);
    return layer.kind === 'object' ? context.call(layer, [inputs]) : UNKNOWN;
  };

/** One call of a layer: what it gives, and what is known of it afterwards. */
function applied(call: Call, layer: LayerState): { output: Value; after: LayerState } {
  const { row } = layer;
  const inputs = firstArgument(call);
  const tensors = tensorsIn(inputs);
  const everything = [...call.args.rest, ...Object.values(call.args.all)].flatMap(tensorsIn);
  const family = layerFamily(call.session, everything);
  const exact = family === 'keras' && tensors.every(hasExactShape);
  const layerCall: LayerCall = {
    call,
    layer,
    config: layer.config,
    inputs,
    tensors,
    types: tensors.map(given => cast(given, row, layer)),
    exact,
    settled: exact && !row.inexact && hasSettledConfig(layer),
    symbolic: family === 'keras',
    compute: layer.policy.compute,
  };
  const given = refusesSeveral(layerCall) || refusesInputRank(layerCall) ? refused : row.call(layerCall);
  // What the layer keeps has its origin too: a model may be built from `layer.output`.
  const output = stamped(isType(given) ? made(given, family, layerCall) : given, originOf(call.api, call.self, call.args, call.context));
  const built = layer.builtFor ?? (tensors.length > 0 ? everything.map(({ type }) => type.shape) : null);
  const isTraced = layerCall.symbolic || call.session.traceDepth > 0;
  const after = { ...layer, builtFor: built, input: inputs, output, ...(isTraced && { traced: { input: inputs, output } }) };
  return { output, after };
}

function refusesInputRank(call: LayerCall): boolean {
  const wanted = inputRank(call.layer);
  const input = single(call);
  return wanted !== undefined && input !== undefined && refusesRank(call, input.shape, wanted);
}

/** Floats are cast to what the layer computes in. */
function cast({ type }: TensorValue, row: LayerRule, { policy }: LayerState): TensorType {
  return row.keepsDType || type.dtype === null || !isFloat(type.dtype) ? type : { ...type, dtype: policy.compute };
}

function made(type: TensorType, family: TensorValue['family'], call: LayerCall): TensorValue {
  const value = tensor(family, type.shape, type.dtype, call.settled && type.shape !== null ? { facts: exactShape } : {});
  return type.raggedRank === undefined && !type.sparse ? value : { ...value, type };
}
