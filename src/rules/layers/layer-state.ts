import { asBool, asString } from '../../values/read';
import { UNKNOWN } from '../../values/value';
import type { Call } from '../core/rule';
import { automaticName, type LayerRule, type LayerState } from './layer';
import { policyFrom } from './policy';

/** The state of a layer that a constructor makes, with the row of its class. */
export function newLayerState(call: Call, row: LayerRule): LayerState {
  const trainable = call.args.get('trainable');
  return {
    class: call.api,
    row,
    config: call.args,
    name: asString(call.args.get('name')) ?? automaticName(call.session, call.api),
    legacy: call.legacy,
    span: call.context.span,
    policy: policyFrom(call.session, call.args.get('dtype')),
    trainable: trainable.kind === 'none' ? true : asBool(trainable),
    builtFor: null,
    input: UNKNOWN,
    output: UNKNOWN,
  };
}
