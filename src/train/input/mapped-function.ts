import type { Arg, Json, Nest, OpNode, Site, TracedFunction } from '../../plan/plan';
import { supportOf } from '../../plan/support/accepted';
import { atSite, PlanError } from '../plan-error';
import type { Preprocessor } from '../preprocessing/preprocessor';
import type { Random } from '../random';
import { arrayOfLiteral, type Element, type ElementType, NdArray, RaggedArray, SparseArray } from './array';

/** What flows through a traced function: elements of a dataset, and values that the program wrote out. */
export type StepValue = Element | RaggedArray | Json;

/** One call of a traced function. */
export interface FunctionCall {
  parameters: Element[];
  /** Results so far, by node id. */
  values: Map<number, StepValue>;
}

/** Reads an argument in a call. */
export type Reader<T> = (frame: FunctionCall) => T;

/** One operation's arguments, looked at before anything runs. */
export interface Binding {
  readonly op: string;
  readonly site: Site;
  /** Chance, from the run's seed where it has one. */
  readonly random: Random;
  /** Layers that have learned from data, by their place in the plan. */
  readonly adapted: readonly Preprocessor[];
  given(name: string): boolean;
  /** The argument as it was written. */
  literal(name: string, fallback?: Json): Json;
  /** A dtype that was written out. */
  dtype(name: string, fallback?: ElementType): ElementType;
  /** Any argument, literals as they are. */
  operand(name: string): Reader<StepValue>;
  /** An array; a literal becomes one. */
  array(name: string): Reader<NdArray>;
  /** A list of arrays (tf.stack, tf.concat). */
  arrays(name: string): Reader<NdArray[]>;
}

/** A row of the table of operations: looks at the arguments once, and gives what is done for every element. */
export type Op = (binding: Binding) => Reader<StepValue>;

const NOWHERE: Site = { path: '', line: 0, column: 0 };

const isTensor = (value: StepValue | undefined): value is Element => value instanceof NdArray || value instanceof SparseArray;

/** An operand as an array. */
export function toArray(operand: StepValue, what: string): NdArray {
  if (operand instanceof NdArray) return operand;
  if (operand instanceof SparseArray) throw new Error(`${what} needs a dense tensor and got a sparse one; use tf.sparse.to_dense`);
  if (operand instanceof RaggedArray) throw new Error(`${what} needs a dense tensor and got a ragged one; use to_tensor()`);
  if (operand !== null && (typeof operand !== 'object' || Array.isArray(operand))) {
    if (Array.isArray(operand) && operand.some(isTensor)) throw new Error(`${what} needs a tensor and got a list of tensors; use tf.stack`);
    return arrayOfLiteral(operand);
  }
  throw new Error(`${what} needs a tensor and got ${operand === null ? 'None' : 'a dict'}`);
}

function pick(value: StepValue, path: (string | number)[], site: Site): StepValue {
  return path.reduce<StepValue>((inner, key) => {
    const found = (inner as { [key: string]: StepValue } | null)?.[key];
    if (found === undefined) throw new PlanError(`there is no "${key}" here`, site);
    return found;
  }, value);
}

function readArg(arg: Arg, site: Site): Reader<StepValue> {
  if ('node' in arg) {
    const { node, path = [] } = arg;
    return ({ values }) => pick(values.get(node) as StepValue, path, site);
  }
  if ('value' in arg) return () => arg.value;
  if ('items' in arg) {
    const items = arg.items.map(item => readArg(item, site));
    return frame => items.map(item => item(frame)) as StepValue;
  }
  const entries = Object.entries(arg.entries).map(([name, entry]) => [name, readArg(entry, site)] as const);
  return frame => Object.fromEntries(entries.map(([name, read]) => [name, read(frame)])) as StepValue;
}

/** The value of an argument that holds no tensor; undefined if it does. */
function literalOf(arg: Arg): Json | undefined {
  if ('value' in arg) return arg.value;
  if ('node' in arg) return undefined;
  if ('items' in arg) {
    const items = arg.items.map(literalOf);
    return items.includes(undefined) ? undefined : (items as Json[]);
  }
  const entries = Object.entries(arg.entries).map(([name, entry]) => [name, literalOf(entry)] as const);
  return entries.some(([, value]) => value === undefined) ? undefined : (Object.fromEntries(entries) as Json);
}

function bind(node: OpNode, random: Random, adapted: readonly Preprocessor[]): Binding {
  const { op, site, args } = node;
  const missing = (name: string): never => {
    throw new Error(`the plan lacks the argument "${name}" of ${op}`);
  };
  const given = (name: string): boolean => {
    const arg = args[name];
    return arg !== undefined && !('value' in arg && arg.value === null);
  };
  const operand = (name: string): Reader<StepValue> => {
    const arg = args[name];
    return arg === undefined ? missing(name) : readArg(arg, site);
  };
  const literal = (name: string, fallback?: Json): Json => {
    const arg = args[name];
    if (arg === undefined || (!given(name) && fallback !== undefined)) return fallback === undefined ? missing(name) : fallback;
    return literalOf(arg) ?? (given(name) ? missing(name) : null);
  };
  return {
    op,
    site,
    random,
    adapted,
    given,
    literal,
    operand,
    dtype: (name, fallback) => literal(name, fallback) as ElementType,
    array(name) {
      const arg = args[name];
      const value = arg && literalOf(arg);
      if (value !== undefined) {
        const constant = atSite(site, () => toArray(value, op));
        return () => constant;
      }
      const read = operand(name);
      return frame => toArray(read(frame), op);
    },
    arrays(name) {
      const read = operand(name);
      return frame => {
        const list = read(frame);
        if (!Array.isArray(list)) throw new Error(`${op} needs a list of tensors`);
        return (list as StepValue[]).map(item => toArray(item, op));
      };
    },
  };
}

/** Makes a traced function callable; what is random in it draws from `random`. */
export function compileTrace(
  traced: TracedFunction,
  ops: { readonly [op: string]: Op },
  random: Random = Math.random,
  adapted: readonly Preprocessor[] = [],
): (...parameters: Element[]) => StepValue {
  const steps = traced.nodes.map(node => {
    if (node.op === 'parameter') {
      const index = Number(literalOf(node.args.index as Arg));
      return { id: node.id, site: node.site, run: ({ parameters }: FunctionCall): StepValue => parameters[index] as Element };
    }
    const op = supportOf(ops, node.op);
    if (!op) throw new Error(`the plan holds the operation ${node.op}, which no table knows`);
    return { id: node.id, site: node.site, run: op(bind(node, random, adapted)) };
  });
  const result = readNest(traced.result, traced.nodes.at(-1)?.site ?? NOWHERE);
  return (...parameters) => {
    const frame: FunctionCall = { parameters, values: new Map() };
    for (const { id, site, run } of steps) frame.values.set(id, runAt(site, run, frame));
    return result(frame);
  };
}

function readNest(nest: Nest<Arg>, site: Site): Reader<StepValue> {
  if ('leaf' in nest) return readArg(nest.leaf, site);
  if ('items' in nest) {
    const items = nest.items.map(item => readNest(item, site));
    return frame => items.map(item => item(frame)) as StepValue;
  }
  const entries = Object.entries(nest.entries).map(([name, entry]) => [name, readNest(entry, site)] as const);
  return frame => Object.fromEntries(entries.map(([name, read]) => [name, read(frame)])) as StepValue;
}

function runAt(site: Site, run: Reader<StepValue>, frame: FunctionCall): StepValue {
  try {
    return run(frame);
  } catch (error) {
    throw error instanceof PlanError ? error : new PlanError((error as Error).message, site);
  }
}
