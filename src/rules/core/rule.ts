import type { KerasVersion } from '../../common/keras-version';
import type { ModelFileFacts } from '../../hub/model-file/facts';
import type { HubModule } from '../../hub/module';
import type { PresetFacts } from '../../hub/preset';
import type { CallContext, ProgramEvent } from '../../values/library';
import type { Cell, TensorValue, Value } from '../../values/value';
import type { Bound } from './bind';
import type { ParameterSignature } from './signatures';

/** What one reading of a program has of the library besides its values. */
export interface Session {
  /** What `keras` and `tf.keras` are, as far as the environment or the user says. Rules ask `core/keras.ts`. */
  readonly keras: KerasVersion;
  /** Facts about the workspace, asked without waiting; undefined where they are not known. */
  readonly workspace: Workspace;
  /** Above zero inside tf.function, Dataset.map and the like: tensors are symbolic there. */
  graphDepth: number;
  /** The callback whose methods are run on symbolic values; undefined outside. */
  hook?: HookRun;
  /** What a metric's method assigns to its variables; undefined outside. */
  assigned?: Assigned[];
  /** Calls of the program's layers on symbolic tensors that are under way. */
  traceDepth: number;
  /** Names that Keras 2 alone has were used: symbolic tensors may be its own, which TensorFlow functions take. */
  keras2Seen?: boolean;
  /** Names that Keras 3 alone has were used. */
  keras3Seen?: boolean;
  /** How many objects of each automatic name there are so far ("dense", then "dense_1"). */
  readonly names: Map<string, number>;
  /** How often each layer was adapted to data so far. */
  readonly adaptations: Map<Value, number>;
  /** Name of the dtype policy of layers made without one ("float32", "mixed_float16"); null where it is not known. */
  readonly policy: Cell<string | null>;
  /** Where images have their channels unless a layer says otherwise ("channels_last"); null where it is not known. */
  readonly dataFormat: Cell<string | null>;
  /** The program gives names of its own to activations and the like. */
  readonly customNames: Cell<boolean>;
  /** The program is written for a Keras so old that what holds today says nothing about it: nothing is reported any more. */
  readonly outdated: Cell<boolean>;
  /** `enable_numpy_behavior` was called: tensors convert and index as arrays do. */
  readonly numpyBehavior: Cell<boolean>;
  /** Layers have been given `input_shape` and the like, as Keras 2 had it: what Keras 3 alone refuses may be right for its time. */
  readonly dated: Cell<boolean>;
  /** Places of operations whose results the program gives a shape itself (`set_shape`). */
  readonly shaped: Set<string>;
  /** The generator of Python's `random`; null where its seed is not known. */
  readonly random: Cell<unknown>;
  /** Values of absl's flags by name. */
  readonly flags: Cell<unknown>;
  /** Packages that are imported and not modelled, by their first name. */
  readonly imported: Set<string>;
  /** Files of models and weights that the program writes (models/saved/written.ts). */
  readonly written: Cell<ReadonlyMap<string, Value> | null>;
}

/** An assignment to a variable; `doubt` is that of its place. */
export interface Assigned {
  readonly variable: TensorValue;
  readonly method: string;
  readonly value: Value;
  readonly doubt: number;
}

/** One way through a method of a callback. */
export interface HookRun {
  /** How a condition comes out on this way; undefined where there are too many of them. */
  decide(test: TensorValue): boolean | undefined;
  /** What it does to an object of the library; `doubt` is that of its place. */
  note(event: ProgramEvent, doubt: number): void;
}

/** What the world outside the program tells. Paths are as the program writes them. */
export interface Workspace {
  /** The program is to be run as it stands, so defaults of arguments and of the environment count. */
  readonly started?: boolean;
  /** A variable of the environment that the program is started in. */
  environment?(name: string): string | undefined;
  /** What a folder holds, sorted by name; null where there is no such folder, undefined where that is not known. */
  entries?(folder: string): readonly FolderEntry[] | null | undefined;
  /** Files that match a pattern, sorted, as the program would see them. */
  glob?(pattern: string): readonly string[] | undefined;
  /** What is in the records of these files. */
  records?(files: readonly string[]): RecordFacts | undefined;
  /** What the module takes and gives that a Hub handle or a folder leads to on this machine; undefined where there is none that can be read. */
  module?(handle: string): HubModule | undefined;
  /** How much of the words of a feature's texts a module knows; undefined where that is not known. */
  words?(of: WordsOf): WordFacts | undefined;
  /** What a file of a model or of weights holds; undefined where there is none that can be read. */
  modelFile?(path: string): ModelFileFacts | undefined;
  /** What a preset of KerasHub is, by its name or folder; undefined where there is none that can be read. */
  preset?(name: string): PresetFacts | undefined;
}

/** The texts of a feature in some record files, and the folder of the module that reads them. */
export interface WordsOf {
  readonly files: readonly string[];
  readonly feature: string;
  readonly folder: string;
}

/** The words of texts against a vocabulary. */
export interface WordFacts {
  readonly texts: number;
  readonly words: number;
  readonly known: number;
  /** Texts that have words, none of which is known. */
  readonly textsWithoutKnown: number;
  /** The unknown words that occur most often. */
  readonly unknown: readonly { readonly word: string; readonly count: number }[];
  /** Not all records were read. */
  readonly isSampled: boolean;
}

/** A file or folder in a folder; a link is what it leads to. */
export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** What is known of the records of some files; `sampled`: not all of them were read. */
export interface RecordFacts {
  readonly files: readonly string[];
  readonly sampled: boolean;
  readonly records: number;
  readonly features: { readonly [name: string]: FeatureFacts };
}
export interface FeatureFacts {
  readonly kind: 'bytes' | 'float' | 'int64' | 'mixed';
  /** Records that have it, of `records`. */
  readonly present: number;
  readonly minLength: number;
  readonly maxLength: number;
  /** Bytes of a value, where it holds bytes. */
  readonly minBytes?: number;
  readonly maxBytes?: number;
  /** Range of its numbers. */
  readonly min?: number;
  readonly max?: number;
  /** Words that a split at spaces gives per record, where it is text. */
  readonly minWords?: number;
  readonly maxWords?: number;
}

/** One use of the API, as its rule sees it. */
export interface Call {
  readonly context: CallContext;
  readonly session: Session;
  /** Canonical name of what is called; of a method "Class.method". */
  readonly api: string;
  /** The name was reached through Keras 2. */
  readonly legacy: boolean;
  /** The object or tensor of a method. */
  readonly self: Value;
  readonly args: Bound;
}

/** What the API gives. Result tensors without an origin get this call as theirs. */
export type Rule = (call: Call) => Value;

/** A row of a table: the rule, and its parameters where the signature table lacks or misstates them. */
export interface Row {
  readonly rule: Rule;
  readonly parameters?: readonly ParameterSignature[];
  /** A tf function that takes KerasTensors too (most raise). */
  readonly takesKeras?: boolean;
}
export type Table = { readonly [name: string]: Row | Rule };

/** The same rule for several names. */
export const rows = (names: readonly string[], row: Row | Rule): Table => Object.fromEntries(names.map(name => [name, row]));

/** Parameters written as in Python: "x, axis=None, *rest, **kwargs"; defaults are JSON, or None, True, False. */
export function parameters(signature: string): ParameterSignature[] {
  if (signature === '') return [];
  return signature.split(/,\s*(?![^[(]*[\])])/).map(part => {
    const [name, text] = part.split('=');
    if (name.startsWith('**')) return { name: name.slice(2), kind: '**' };
    if (name.startsWith('*')) return { name: name.slice(1), kind: '*' };
    if (text === undefined) return { name };
    const json = { None: 'null', True: 'true', False: 'false' }[text] ?? text.replaceAll("'", '"').replace(/^\((.*)\)$/, '[$1]');
    return { name, default: JSON.parse(json) };
  });
}
