import type { Mistake, Related } from '../diagnostics/diagnostic';
import type { Span } from '../diagnostics/span';
import type { ApiValue, Cell, InstanceValue, MethodValue, ObjectValue, TensorValue, Value } from './value';

/** Arguments of a call as they were given. */
export interface Arguments {
  readonly positional: readonly { readonly value: Value; readonly span: Span }[];
  readonly keywords: readonly { readonly name: string; readonly value: Value; readonly span: Span }[];
  /** True if an unknown `*args` or `**kwargs` was passed, so that any parameter may have been given. */
  readonly open: boolean;
  /**
   * What is called gets just these arguments, so that it is a mistake if it does not take them. In it: names of parameters that the caller fills in or
   * leaves out as it finds them. Absent where a library calls a function with arguments of which it is not known that they are all.
   */
  readonly filledIn?: readonly string[];
  /** Where the program writes the name of what it calls, without what stands before the last dot. */
  readonly name?: Span;
}

/** What a rule may ask of the interpreter while it models one call. */
export interface CallContext {
  /** The expression that is evaluated. */
  readonly span: Span;
  /** Calls a value as Python would; unknown where it cannot. */
  call(callee: Value, positional: readonly Value[], keywords?: { [name: string]: Value }, filledIn?: Arguments['filledIn']): Value;
  /** An attribute as Python would find it; unknown where it cannot. */
  attribute(object: Value, name: string): Value;
  /** Changes something in place. */
  write<T>(cell: Cell<T>, content: T): void;
  /** Of a method of a value that has no cells: what the value is from now on, under the name that it is called by. */
  become(value: Value): void;
  /** The items that iterating gives, where all are known. */
  items(value: Value): readonly Value[] | undefined;
  /** Tells the user; dropped where the program would catch it, or where it is not sure that this is reached. */
  report(found: Mistake): void;
  /** Whether this was told already, at this very place. */
  alreadyReported(found: Mistake): boolean;
  /** Something happened that a training plan or a later rule needs, in the order of the program ("fit", "compile"). */
  emit(event: ProgramEvent): void;
  /** The same services in the name of another place of the program. */
  at(span: Span): CallContext;
  /** The name that the program's main file gives a module or name of a library ("np" for "numpy"); undefined where it has none. */
  spelling(api: string): string | undefined;
  /** What the program writes at a place; undefined where its text is not at hand. */
  textAt(span: Span): string | undefined;
  /** Runs something on behalf of another place: diagnostics in it get that place as related, unless they stand there already. */
  onBehalf<T>(of: Related, run: () => T): T;
  /** Runs something and gives what it would have reported instead of reporting it. */
  attempt<T>(run: () => T): { result: T; diagnostics: readonly Mistake[] };
  /** Runs without reporting, for what the program does only perhaps. */
  quietly<T>(run: () => T): T;
  /** How many branches around this may not be taken. */
  readonly doubt: number;
  /** Runs something and takes back what it changed. */
  undone<T>(run: () => T): Undone<T>;
  /** Runs a rule; one that fails is a fault of ours, which is noted, and what it should have given is `otherwise`. */
  guarded<T>(run: () => T, otherwise: T): T;
}

/** What was run and taken back. */
export interface Undone<T> {
  readonly result: T;
  /** Whether it changed what was there before. */
  readonly changed: boolean;
  /** It happens after all. */
  happened(): void;
  /** From now on it may have happened, once or more often. */
  mayHaveHappened(): void;
}

/** One way through a method of a callback: how its conditions on symbolic values came out, in their order, and what it did to objects of the library. */
export interface HookPath {
  readonly decisions: readonly { readonly test: TensorValue; readonly outcome: boolean }[];
  readonly effects: readonly ProgramEvent[];
}

/** What a callback's method does at any epoch. */
export interface Hook {
  readonly name: string;
  readonly span: Span;
  /** Every way that it may go; null where there are too many. */
  readonly paths: readonly HookPath[] | null;
  /** The symbolic values that its conditions are made of: the epoch or batch first, then what it reads of the logs. */
  readonly reads: readonly HookRead[];
}
export interface HookRead {
  readonly of: 'number' | 'value' | 'presence';
  readonly name: string;
  /** What it is where the logs have not that name; absent where that is an error. */
  readonly otherwise?: number;
  readonly value: TensorValue;
}

/** A call whose effect lies outside the values: training, loading, writing. */
export interface ProgramEvent {
  readonly name: string;
  readonly span: Span;
  readonly args: { readonly [parameter: string]: Value };
  /** Where an argument stands. */
  readonly spanOf?: (parameter: string) => Span;
  /** Unknown `*args` or `**kwargs` were among the arguments. */
  readonly open?: boolean;
  /** It is in a branch that may not be taken, or in a `try`. */
  readonly doubtful?: true;
  /** Of a callback: what its methods do. */
  readonly hooks?: readonly Hook[];
}

/** What iterating gives: all items, or one that stands for each, with their number (null where it is not known). */
export type Iterated = { readonly items: readonly Value[] } | { readonly each: Value; readonly count: number | null };

export type OperatorName =
  | '+'
  | '-'
  | '*'
  | '/'
  | '//'
  | '%'
  | '**'
  | '@'
  | '&'
  | '|'
  | '^'
  | '<<'
  | '>>'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | 'neg'
  | 'pos'
  | 'invert';

/**
 * What a library (TensorFlow, Keras, NumPy, Hub) means, asked by the interpreter wherever one of its values takes part. Every answer may be
 * unknown; `undefined` from the lookups means "there is no such thing here".
 */
export interface Library {
  /** The value that `import name` binds, for modules that it models. */
  importModule(name: string): Value | undefined;
  /** What `from module import *` binds; undefined where the module's names are not known. */
  publicNames(module: ApiValue): readonly (readonly [string, Value])[] | undefined;
  /** An attribute of a library's value, or of a program's instance whose class derives from `owner`. */
  attribute(context: CallContext, object: Value, name: string, owner?: ApiValue): Value | undefined;
  /** Assignment to an attribute of one of its objects, or of what may be one: an unknown value. */
  setAttribute(context: CallContext, object: Value, name: string, value: Value): void;
  /** A call of a method that nothing is known of; `path` are the names after the first one: "optimizer", "learning_rate", "assign". */
  unknownMethod(context: CallContext, self: Value, path: readonly string[], args: Arguments): void;
  /** A call of an API function, class, object or method. An instance of a program's class is called through its "__call__" method. */
  call(context: CallContext, callee: ApiValue | ObjectValue | MethodValue, args: Arguments): Value;
  /** The program raises here. */
  raised(context: CallContext): void;
  /** A new instance of a program's class that derives from `base`. */
  instantiate(context: CallContext, instance: InstanceValue, base: ApiValue): void;
  /** An operator with one of its values on either side. */
  operator(context: CallContext, op: OperatorName, operands: readonly Value[]): Value;
  /** An item of one of its values; also of a dictionary that lacks the key, for which Python would raise. */
  index(context: CallContext, object: Value, key: Value): Value;
  /** `object[key] = value`; `del object[key]` without one. */
  setIndex(context: CallContext, object: Value, key: Value, value: Value | undefined): void;
  /** Something that is not followed got one of its values, and may have changed it. */
  escaped(context: CallContext, value: Value): void;
  iterate(context: CallContext, value: Value): Iterated | undefined;
  length(value: Value): number | undefined;
  /** Runs a function that the library traces: on symbolic arguments; the program then gets values again. */
  traced(args: Arguments, run: (args: Arguments) => Value): Value;
  /** Truth in a condition; undefined where unknown. May report (a symbolic tensor has none). */
  truth(context: CallContext, value: Value): boolean | undefined;
  isInstance(value: Value, cls: Value): boolean | undefined;
}
