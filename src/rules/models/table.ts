import { NONE, type ObjectValue } from '../../values/value';
import type { Kind, Kinds } from '../core/kind';
import { parameters, type Rule, type Table } from '../core/rule';
import { functional } from './functional';
import { input } from './input';
import type { ModelState } from './model';
import { add, listOf, outputsFor, sequential } from './sequential';

const stateOf = (self: ObjectValue) => self.state.content as ModelState | undefined;

/** `compile` and `fit` are kept for the training plan. */
const compile: Rule = call => {
  const self = call.self as ObjectValue;
  const state = stateOf(self);
  if (state) call.context.write(self.state, { ...state, compiled: call.args });
  call.context.emit({ name: 'compile', span: call.context.span, args: { self, ...call.args.all } });
  return NONE;
};

const fit: Rule = call => {
  call.context.emit({ name: 'fit', span: call.context.span, args: { self: call.self, ...call.args.all } });
  return NONE;
};

export const modelFunctions: Table = {
  'keras.Input': input,
  'keras.Sequential': sequential,
  'keras.Sequential.add': add,
  'keras.Sequential.__call__': call => {
    const state = stateOf(call.self as ObjectValue);
    return state ? outputsFor(call, state, call.args.rest[0] ?? call.args.get('inputs')) : { kind: 'unknown' };
  },
  'keras.Model': { rule: functional, parameters: parameters('inputs, outputs, name=None, **kwargs') },
  'keras.Model.compile': compile,
  'keras.Model.fit': fit,
};

const modelKind: Kind = {
  attribute({ self }, name) {
    const state = stateOf(self as ObjectValue);
    if (state === undefined) return undefined;
    const answers: { [name: string]: () => ReturnType<typeof listOf> } = {
      outputs: () => listOf(state.outputs),
      output: () => state.outputs,
      inputs: () => listOf(state.inputs),
      input: () => state.inputs,
      name: () => ({ kind: 'str', value: state.name }),
    };
    return Object.hasOwn(answers, name) ? answers[name]() : undefined;
  },
};

export const modelKinds: Kinds = { 'keras.Model': modelKind };
export const modelInstanceKinds: Kinds = {};
