import { asString } from '../../values/read';
import { NONE, type ObjectValue, UNKNOWN, type Value } from '../../values/value';
import { object } from '../core/objects';
import { fail } from '../core/report';
import type { Call, Rule } from '../core/rule';
import { tensorsIn } from '../core/tensors';
import { automaticName } from '../layers/layer';
import { layerCalls, strangers } from './graph';
import { emptyModel, type ModelState, modelState, type Placed } from './model';

/** `keras.Model(inputs, outputs)` (https://keras.io/guides/functional_api/). */
export const functional: Rule = call => {
  const [inputs, outputs] = [call.args.get('inputs'), call.args.get('outputs')];
  if (disconnected(call, inputs, outputs)) return UNKNOWN;
  const name = asString(call.args.get('name')) ?? automaticName(call.session, 'keras.Functional');
  const symbolic = tensorsIn(inputs).length > 0 && tensorsIn(inputs).every(({ family }) => family === 'keras');
  const state: ModelState = {
    ...emptyModel(symbolic ? 'functional' : 'unknown', name, call.context.span),
    layers: layersBetween(inputs, outputs),
    inputs,
    outputs,
    legacy: call.legacy,
  };
  return object(call, 'keras.Model', state);
};

/** Outputs that need an Input which is not among the inputs. */
function disconnected(call: Call, inputs: Value, outputs: Value): boolean {
  if (call.legacy || tensorsIn(inputs).length === 0 || tensorsIn(inputs).some(({ family }) => family !== 'keras')) return false;
  const [stranger] = strangers(outputs, inputs);
  if (stranger === undefined) return false;
  fail(
    call,
    'layer-argument',
    'The outputs of this model depend on an Input that is not among its inputs. Add it to inputs, or build the outputs from the inputs only. Keras: "Output with path `` is not connected to `inputs`".',
    {
      span: call.args.spanOf('outputs'),
      related: stranger.origin ? [{ span: stranger.origin.span, message: 'This Input is missing.' }] : [],
    },
  );
  return true;
}

/** The layers of a graph without branches, in order; null where there are branches or unknown steps. */
function layersBetween(inputs: Value, outputs: Value): readonly Placed[] | null {
  const calls = layerCalls(outputs, inputs);
  const chain =
    tensorsIn(inputs).length === 1 &&
    calls.every(({ args: { self: _self, ...rest } }) => Object.values(rest).flatMap(tensorsIn).length === 1);
  const layers = calls.map(({ args, span }): Placed => ({ layer: args.self ?? UNKNOWN, span }));
  const distinct = new Set(layers.map(({ layer }) => layer)).size === layers.length;
  return chain && distinct ? layers : null;
}

/** `model.get_layer(name)` or `get_layer(index=…)`. */
export const getLayer: Rule = call => {
  const state = modelState(call.self);
  const name = asString(call.args.get('name'));
  const index = call.args.get('index');
  if (state === undefined) return UNKNOWN;
  const all =
    state.kind === 'functional'
      ? layerCalls(state.outputs, state.inputs).map(({ args }) => args.self ?? UNKNOWN)
      : (state.layers ?? []).map(({ layer }) => layer);
  if (name !== undefined) return all.find(layer => nameOf(layer) === name) ?? UNKNOWN;
  if (index.kind !== 'int' || state.kind !== 'sequential' || state.layers === null) return UNKNOWN;
  return all.at(index.value) ?? UNKNOWN;
};

const nameOf = (layer: Value): string | undefined => ((layer as ObjectValue).state?.content as { name?: string } | undefined)?.name;

/** Methods that give nothing back. */
export const nothing: Rule = () => NONE;

/** `keras.models.clone_model(model)`: the same layers anew. */
export const clone: Rule = call => {
  const model = call.args.get('model');
  const state = modelState(model);
  return state && model.kind === 'object' ? object(call, model.type, { ...state, compiled: null }) : UNKNOWN;
};
