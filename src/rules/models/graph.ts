import { asItems } from '../../values/read';
import { type Origin, type TensorValue, UNKNOWN, type Value } from '../../values/value';
import type { Call } from '../core/rule';
import { tensorsIn } from '../core/tensors';
import { tensorIndex } from '../ops/indexing';
import { tensorOperator } from '../ops/operators';
import { mapNest } from '../pipeline/nest';

/** The walk from a model's outputs back to its inputs, along the calls that made each tensor. */

/** Calls of layers and models between inputs and outputs, each once, in the order in which they run. */
export function layerCalls(outputs: Value, inputs: Value): Origin[] {
  const ends = new Set<Value>(tensorsIn(inputs));
  const seen = new Map<Value, true>();
  const found = new Map<string, Origin>();
  const visit = (value: TensorValue): void => {
    if (ends.has(value) || seen.has(value) || value.origin === undefined) return;
    seen.set(value, true);
    const { origin } = value;
    Object.entries(origin.args).forEach(([name, argument]) => {
      if (name !== 'self') tensorsIn(argument).forEach(visit);
    });
    if (isLayerCall(origin)) found.set(callKey(origin), origin);
  };
  tensorsIn(outputs).forEach(visit);
  return [...found.values()];
}

export const isLayerCall = ({ op }: Origin): boolean => op.endsWith('.__call__');

/** Inputs of other graphs that the outputs depend on. */
export function strangers(outputs: Value, inputs: Value): TensorValue[] {
  const ends = new Set<Value>(tensorsIn(inputs));
  const seen = new Set<Value>();
  const found: TensorValue[] = [];
  const visit = (value: TensorValue): void => {
    if (ends.has(value) || seen.has(value)) return;
    seen.add(value);
    if (value.origin === undefined) return;
    if (value.family === 'keras' && value.origin.op === 'keras.Input') found.push(value);
    Object.values(value.origin.args).flatMap(tensorsIn).forEach(visit);
  };
  tensorsIn(outputs).forEach(visit);
  return found;
}

const identities = new WeakMap<object, number>();
let last = 0;
const identity = (value: object): number => {
  const known = identities.get(value) ?? ++last;
  identities.set(value, known);
  return known;
};
/** Tensors of one call share its arguments. */
const callKey = ({ op, args, span }: Origin): string =>
  `${op} ${span.line}:${span.column}:${span.endColumn} ${Object.values(args).map(identity).join(',')}`;

/** What a graph gives for other inputs: every call of it made again. Layers keep what they remember of their own calls. */
export function replayed(call: Call, outputs: Value, inputs: ReadonlyMap<Value, Value>): Value {
  const values = new Map<Value, Value>(inputs);
  const results = new Map<string, Value>();
  const replay = (value: TensorValue): Value => {
    const known = values.get(value);
    if (known !== undefined) return known;
    const result =
      value.origin === undefined || value.origin.op === 'keras.Input' ? (value.family === 'keras' ? UNKNOWN : value) : again(value.origin);
    values.set(value, result);
    return result;
  };
  const again = (origin: Origin): Value => {
    const key = callKey(origin);
    const whole = results.get(key) ?? run(origin);
    results.set(key, whole);
    return (origin.path ?? []).reduce<Value>((part, step) => member(part, step), whole);
  };
  const argument = (value: Value): Value => {
    if (value.kind === 'tensor') return value.family === 'keras' ? replay(value) : value;
    return tensorsIn(value).some(({ family }) => family === 'keras') ? mapNest(value, replay) : value;
  };
  const run = ({ op, args, span }: Origin): Value => {
    const { self, args: rest, ...named } = args;
    const keywords = Object.fromEntries(Object.entries(named).map(([name, value]) => [name, argument(value)]));
    const positional = rest?.kind === 'tuple' ? rest.items.map(argument) : [];
    const given = [...positional, ...Object.values(keywords)];
    if (given.some(value => value.kind === 'unknown')) return UNKNOWN;
    if (op.startsWith('operator.')) return operated(call, op, keywords);
    if (!op.endsWith('.__call__')) return call.context.call({ kind: 'api', name: op }, positional, keywords);
    const cell = self.kind === 'object' || self.kind === 'instance' ? self.state : undefined;
    const before = cell?.content;
    const result = call.context.at(span).call(self, positional, keywords);
    if (cell) call.context.write(cell, before);
    return result;
  };
  return mapNest(outputs, replay);
}

const operatorSigns: { [name: string]: Parameters<typeof tensorOperator>[1] } = {
  add: '+',
  sub: '-',
  mul: '*',
  truediv: '/',
  floordiv: '//',
  mod: '%',
  pow: '**',
  matmul: '@',
  neg: 'neg',
};

function operated(call: Call, op: string, { a, b }: { [name: string]: Value }): Value {
  const name = op.slice('operator.'.length);
  if (name === 'getitem') return a.kind === 'tensor' ? tensorIndex({ context: call.context, session: call.session, self: a }, b) : UNKNOWN;
  const sign = Object.hasOwn(operatorSigns, name) ? operatorSigns[name] : undefined;
  return sign === undefined ? UNKNOWN : tensorOperator(call, sign, b === undefined ? [a] : [a, b]);
}

function member(value: Value, step: string | number): Value {
  if (typeof step === 'number') return asItems(value)?.[step] ?? UNKNOWN;
  if (value.kind !== 'dict' || value.cell.content === null) return UNKNOWN;
  return [...value.cell.content.values()].find(({ key }) => key.kind === 'str' && key.value === step)?.value ?? UNKNOWN;
}
