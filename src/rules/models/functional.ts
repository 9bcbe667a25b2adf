import { object } from '../core/objects';
import type { Rule } from '../core/rule';
import { automaticName } from '../layers/layer';
import type { ModelState } from './model';

/** `keras.Model(inputs, outputs)` (https://keras.io/guides/functional_api/). */
export const functional: Rule = call => {
  const name = call.args.get('name');
  const state: ModelState = {
    kind: 'functional',
    name: name.kind === 'str' ? name.value : automaticName(call.session, 'keras.Functional'),
    layers: null,
    inputs: call.args.get('inputs'),
    outputs: call.args.get('outputs'),
    compiled: null,
    span: call.context.span,
  };
  return object(call, 'keras.Model', state);
};
