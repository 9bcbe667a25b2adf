import type { Span } from '../../diagnostics/span';
import type { DType } from '../../tensor/dtype';
import type { Shape } from '../../tensor/shape';
import type { TensorType } from '../../tensor/type';
import type { TensorValue, Value } from '../../values/value';
import type { Bound } from '../core/bind';
import type { Call, Session } from '../core/rule';
import { familyOf } from '../core/tensors';
import type { DTypePolicy } from './policy';

/** What is known of a layer object. */
export interface LayerState {
  /** Canonical class name, "keras.layers.Dense". */
  readonly class: string;
  /** The row of its class: what is true of all its layers. */
  readonly row: LayerRule;
  readonly config: Bound;
  /** Its own name as Keras gives it: what was asked for, or the class in snake case with a number. */
  readonly name: string;
  readonly legacy: boolean;
  /** Where it was made. */
  readonly span: Span;
  readonly policy: DTypePolicy;
  /** Undefined where it is not known. */
  readonly trainable: boolean | undefined;
  /** Shapes of the tensors of the first call (or of `build`), from which the weights were made; null before. */
  readonly builtFor: readonly Shape[] | null;
  /** What the last call got and gave, for `layer.input` and `layer.output`. */
  readonly input: Value;
  readonly output: Value;
  /** The same of the last call on tensors of a model's graph, for a plan. */
  readonly traced?: TracedCall;
}

/** What a call on symbolic tensors got and gave. */
export interface TracedCall {
  readonly input: Value;
  readonly output: Value;
}

/** One call of a layer, as its rule sees it. */
export interface LayerCall {
  readonly call: Call;
  readonly layer: LayerState;
  readonly config: Bound;
  /** The first argument of the call as it was given. */
  readonly inputs: Value;
  /** Tensors in it, in order; empty where it is not known what goes in. */
  readonly tensors: readonly TensorValue[];
  /** Their types after the layer's automatic cast of floats. */
  readonly types: readonly TensorType[];
  /** Null dimensions of what goes in are Keras's own None. */
  readonly exact: boolean;
  /** So are those of what comes out: the layer's arguments are all known too. */
  readonly settled: boolean;
  /** What goes in is symbolic: nothing is computed yet. */
  readonly symbolic: boolean;
  /** The dtype that the layer computes in; null where it is not known. */
  readonly compute: DType | null;
}

/** Numbers in a layer's weights. */
export interface WeightCount {
  readonly trainable: number;
  readonly frozen: number;
}

/** What the count of a layer's weights follows from. */
export interface Built {
  readonly config: Bound;
  /** Shapes of the tensors that it was built for; never empty. */
  readonly shapes: readonly Shape[];
  /** Weights of a layer inside it. */
  inner(layer: Value): WeightCount | null;
}

/** Axes that an input must have, the batch included: so many, or at least so many. */
export type InputRank = { readonly rank: number } | { readonly min: number };

/** Facts of a layer class. Whoever needs one asks the row: no list of class names stands anywhere else. */
export interface LayerFacts {
  /** Other names that Keras exports the class under, and those of Keras 1, which only programs of that time use. */
  readonly aliases?: readonly string[];
  readonly oldNames?: readonly string[];
  /** Name of the function that makes the layer and calls it at once: `keras.layers.add([a, b])`. */
  readonly functionalForm?: string;
  /** It takes exactly one tensor: Keras checks that before anything else (an `input_spec`). */
  readonly oneInput?: true;
  /** Axes that its input must have; undefined where the arguments do not say. Checked before `call`. */
  readonly takes?: InputRank | ((config: Bound) => InputRank | undefined);
  /** What it gives has the shape of its input, or all sizes of it but the last. */
  readonly keeps?: 'shape' | 'all-but-last';
  /** What the axes after the batch are in what it gives, by the number of all axes. */
  readonly axes?: { readonly [rank: number]: readonly string[] };
  /** It gives a vector for the last step of a sequence, or with return_sequences one for each. */
  readonly recurrent?: true;
  /** What it does in one step; it is a recurrent layer, or the cell of one. */
  readonly cell?: CellKind | 'stack';
  /** It pools over windows, or over all positions at once. */
  readonly pools?: 'windows' | 'everything';
  /** It makes a vector of each id: the arguments that say how many ids there are, and how long the vectors. */
  readonly embedding?: { readonly ids: string; readonly width: string };
  /** Arguments that set the size of the last axis and the activation of what it gives. */
  readonly sets?: { readonly width?: string; readonly activation?: string };
  /** Without arguments it makes one vector of each sample that has so many axes; "known": of any whose sizes are known. */
  readonly vectorOf?: number | 'known';
}

/** Gates of a recurrent cell and the states that it keeps; `resetAfter`: its reset_after adds a second bias. */
export interface CellKind {
  readonly gates: number;
  readonly states: number;
  readonly resetAfter?: true;
}

/** A class of layers: its facts, and what a layer gives for what goes in. Reports what the layer refuses. */
export interface LayerRule extends LayerFacts {
  /** Checks the arguments of the constructor; reports what the layer refuses and answers true then. */
  readonly construct?: (call: Call) => boolean;
  /** One tensor type (symbolic, or computed, as the inputs are), or any value. */
  readonly call: (call: LayerCall) => TensorType | Value;
  /** Null dimensions that it gives may be ours and not Keras's. */
  readonly inexact?: true;
  /** Keras 2 does not check how many axes the input has. */
  readonly anyRankInKeras2?: true;
  /** Floats that go in are not cast to the layer's dtype. */
  readonly keepsDType?: true;
  /** Shapes of its weights, in order; null where they are not known. */
  readonly weightShapes?: (built: Built) => readonly Shape[] | null;
  /** Null where it is not known. A layer without it has none. */
  readonly weights?: (built: Built) => WeightCount | null;
}
export type LayerTable = { readonly [className: string]: LayerRule };

/** Rows of the classes for sequences, images and volumes: `Cropping1D`, `Cropping2D`, `Cropping3D`. */
export const forEachRank = (name: string, row: (rank: number) => LayerRule): LayerTable =>
  Object.fromEntries([1, 2, 3].map(rank => [`${name}${rank}D`, row(rank)]));

/** keras.utils.naming.to_snake_case. */
export const snakeCase = (name: string): string =>
  name
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z0-9]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();

/** Keras's automatic names: CamelCase to snake_case, numbered from the second on (keras.utils.naming.auto_name). */
export function automaticName(session: Session, className: string): string {
  const base = snakeCase(className.slice(className.lastIndexOf('.') + 1));
  const count = session.names.get(base) ?? 0;
  session.names.set(base, count + 1);
  return count === 0 ? base : `${base}_${count}`;
}

/** A layer makes symbolic tensors of symbolic ones, and eager ones of arrays. */
export const layerFamily = (session: Session, inputs: readonly TensorValue[]): TensorValue['family'] => {
  const family = familyOf(session, inputs);
  return family === 'numpy' ? 'eager' : family;
};

/** The state of a value that is a layer of Keras's own; undefined for a class without a row. */
export function layerState(value: Value): LayerState | undefined {
  if (value.kind !== 'object' || !value.type.startsWith('keras.layers.')) return undefined;
  const state = value.state.content as Partial<LayerState> | undefined;
  return state?.row && (state as LayerState);
}

/** The axes that a layer's input must have, where its class and arguments say so. */
export const inputRank = ({ row, config }: Pick<LayerState, 'row' | 'config'>): InputRank | undefined =>
  typeof row.takes === 'function' ? row.takes(config) : row.takes;

/** The type of what goes in, where that is one tensor. */
export const single = ({ inputs, types }: LayerCall): TensorType | undefined => (inputs.kind === 'tensor' ? types[0] : undefined);

/** A dtype as layers that keep it give it: what they compute in while nothing is computed yet, then that of the input. */
export const kept = (call: LayerCall, { dtype }: TensorType): DType | null => (call.symbolic ? call.compute : dtype);

/** Whether nothing in an argument is unknown, so that a size that follows from it and is null is None for Keras too. */
export function isSettled(value: Value): boolean {
  switch (value.kind) {
    case 'unknown':
      return false;
    case 'tuple':
      return value.items.every(isSettled);
    case 'list':
      return value.cell.content?.items?.every(isSettled) ?? false;
    case 'tensor':
      return value.constant !== undefined;
    case 'object': {
      const inner = layerState(value);
      return inner === undefined || hasSettledConfig(inner);
    }
    default:
      return true;
  }
}

export const hasSettledConfig = ({ config }: LayerState): boolean => !config.open && Object.values(config.all).every(isSettled);
