import type { EngineName } from '../../common/run-events';
import type { Json } from '../plan';

/** What is written out as a value, and what the worker makes of it. */
export type ArgumentKind =
  | 'number'
  | 'integer'
  /** A number, or a list of them. */
  | 'numbers'
  /** A number, or a schedule of numbers over the steps. */
  | 'learning rate'
  /** A whole number of 1 or more. */
  | 'count'
  /** A whole number of 0 or more. */
  | 'offset'
  /** A number above 0 and at most 1. */
  | 'fraction'
  /** A number of 0 or more, below 1: the share that is dropped. */
  | 'rate'
  /** A whole number, or a list of them: a size of windows. */
  | 'integers'
  /** A whole number, or a list of different ones. */
  | 'axes'
  /** A whole number, or a list of them, for two axes. */
  | 'pair'
  /** A list of whole numbers and None. */
  | 'shape'
  /** A list of whole numbers of 1 or more, and None. */
  | 'sizes'
  /** Whole numbers for both sides of each axis, however deep: padding, cropping. */
  | 'sides'
  /** A number, or two: the ends of what is drawn. */
  | 'factor'
  /** Two numbers. */
  | 'range'
  /** A pair of whole numbers for each axis. */
  | 'pads'
  | 'flag'
  | 'text'
  /** A number or a text. */
  | 'scalar'
  /** A number, a truth value, a text or lists of them. */
  | 'literal'
  /** A list of texts or of whole numbers. */
  | 'tokens'
  | 'dtype'
  | 'numeric dtype'
  | 'activation'
  | 'initializer'
  | 'regularizer'
  /** Another layer, of one of the classes that the row allows. */
  | 'layer'
  /** The dictionary of tf.io.parse_example. */
  | 'features'
  /** What stands between the brackets of a subscript. */
  | 'index';

/** What comes from operations before: a tensor, or a value that becomes one. */
export type TensorKind =
  /** Anything, dicts and tuples too. */
  | 'any'
  /** A dense tensor. */
  | 'tensor'
  | 'numbers'
  | 'strings'
  | 'sparse'
  | 'ragged'
  /** A list of dense tensors. */
  | 'tensors'
  /** A list of dense tensors of strings. */
  | 'texts'
  /** Whole numbers, of which some may be tensors. */
  | 'sizes';

/** What the plan has a reader of its own for: the pipeline before a step, a function that it maps, the parts of fit and compile. */
export type PartKind = 'part';

export interface Only {
  readonly only: readonly (Json | readonly Json[])[];
}
/** Any value: it changes nothing of what is trained, for this reason. */
export interface Inert {
  readonly inert: string;
}
export interface Tensor {
  readonly tensorArgument: TensorKind;
  /** Number of axes that it has to have. */
  readonly rank?: number;
}

/** What an argument may be; "?" after a kind: None too. */
export type Accepted = ArgumentKind | `${ArgumentKind}?` | PartKind | Only | Inert | Tensor;

/** Arguments by their names in Python. One that is not here is refused where it is given. */
export interface SupportedArguments {
  readonly [parameter: string]: Accepted;
}

/** A thing that can be trained: its arguments, and where. */
export interface Supported {
  readonly arguments: SupportedArguments;
  /** Other names that Keras or TensorFlow has for it. */
  readonly aliases?: readonly string[];
  /** Engines that can do it; all where they are not named. The user's own Python does everything. */
  readonly engines?: readonly EngineName[];
}

export const none: Only = { only: [null] };
export const off: Only = { only: [false] };
export const tensor = (kind: TensorKind, rank?: number): Tensor => ({ tensorArgument: kind, ...(rank !== undefined && { rank }) });
export const inert = (reason: string): Inert => ({ inert: reason });

export const isInert = (accepted: Accepted): accepted is Inert => typeof accepted === 'object' && 'inert' in accepted;
export const isTensor = (accepted: Accepted): accepted is Tensor => typeof accepted === 'object' && 'tensorArgument' in accepted;
export const isOnly = (accepted: Accepted): accepted is Only => typeof accepted === 'object' && 'only' in accepted;

/** The kind of value without its "?"; undefined for what is no kind. */
export const argumentKindOf = (accepted: Accepted): ArgumentKind | undefined =>
  typeof accepted === 'string' && accepted !== 'part' ? (accepted.replace('?', '') as ArgumentKind) : undefined;

/** The row of a table for a name; undefined where there is none. */
export const supportOf = <T>(table: { readonly [name: string]: T }, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
