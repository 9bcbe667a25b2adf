import type * as tf from '@tensorflow/tfjs-core';
import type { Arg, Json, Nest } from '../../plan/plan';

/** A tensor that flows through a model, with what Keras keeps beside it. */
export class ModelValue {
  constructor(
    readonly tensor: tf.Tensor,
    /** Which steps count: [batch, steps]; undefined where all do. */
    public mask?: tf.Tensor,
    /** What a softmax or sigmoid has just made it of. */
    readonly logits?: tf.Tensor,
  ) {}
}

/** What an argument of a node stands for: tensors, values that are written out, and nests of both. */
export type NodeValue = ModelValue | Json | NodeValue[] | { [name: string]: NodeValue };

/** The value of an argument, with what nodes give. Throws where a node does not give the part, which is an error of the plan. */
export function readArg(arg: Arg, nodeValue: (id: number) => NodeValue): NodeValue {
  if ('value' in arg) return arg.value;
  if ('items' in arg) return arg.items.map(item => readArg(item, nodeValue));
  if ('entries' in arg) return Object.fromEntries(Object.entries(arg.entries).map(([name, entry]) => [name, readArg(entry, nodeValue)]));
  const whole = nodeValue(arg.node);
  const part = (arg.path ?? []).reduce<NodeValue | undefined>(
    (inner, key) => (inner as { [key: string]: NodeValue } | undefined)?.[key],
    whole,
  );
  if (part === undefined) throw new Error('the plan reads what no node gives');
  return part;
}

/** The tensors of an operand in order; values that are written out are none. */
export function tensorsOf(operand: NodeValue): ModelValue[] {
  if (operand instanceof ModelValue) return [operand];
  if (Array.isArray(operand)) return operand.flatMap(item => tensorsOf(item));
  return operand !== null && typeof operand === 'object' ? Object.values(operand).flatMap(entry => tensorsOf(entry)) : [];
}

/** The leaves of a nest with their paths, dicts in the order written. */
export function nestLeaves<T>(nest: Nest<T>, path: readonly (string | number)[] = []): { path: readonly (string | number)[]; leaf: T }[] {
  if ('leaf' in nest) return [{ path, leaf: nest.leaf }];
  const entries: [string | number, Nest<T>][] = 'items' in nest ? nest.items.map((item, i) => [i, item]) : Object.entries(nest.entries);
  return entries.flatMap(([key, entry]) => nestLeaves(entry, [...path, key]));
}
