/** What the editor and the checker's thread say to each other. Paths are those of files on disk, or whatever tells documents apart. */
import type { KerasVersion } from '../common/keras-version';
import type { Diagnostic } from '../diagnostics/diagnostic';
import type { Span } from '../diagnostics/span';
import type { LevelSettings } from '../diagnostics/suppress';
import type { Refusal, TrainingPlan } from '../plan/plan';
import type { DatasetStatistics } from '../statistics/report/statistics';
import type { CompatDetail, CompatPlace, CompatRequest, CompatTable, KnownModule } from './compatibility';
import type { ModelView } from './model-page';
import type { ModuleHover, ModuleView } from './module-page';
import type { ProgramText } from './program-text';

/** Which values get their shape written beside them. */
export type InlayMode = 'off' | 'model' | 'all';

/** A short text after a place of the source. */
export interface Inlay {
  readonly line: number;
  readonly column: number;
  readonly text: string;
  /** The whole of what is known, for the tooltip. */
  readonly tooltip: string;
}

/** What a hover says of a place: plain data, for any editor. */
export interface Hover {
  readonly span: Span;
  /** The value in one line; empty where there is more to say of the module that it leads to. */
  readonly type: string;
  /** What each axis means, where it is known. */
  readonly axes?: readonly string[];
  /** The page that documents what made it. */
  readonly page?: { readonly name: string; readonly url: string };
  /** The module, model or file of weights that it leads to. */
  readonly module?: ModuleHover;
}

export interface CheckRequest extends ProgramText {
  levels: LevelSettings;
  inlays: InlayMode;
  /** What `keras` and `tf.keras` are in the program's environment. */
  keras: KerasVersion;
}

/** What is said of a program, by cell (a file is its only cell). */
export interface CheckAnswer {
  cells: { path: string; diagnostics: Diagnostic[]; inlays: Inlay[]; models: ModelView[]; fits: number[] }[];
  /** The program was too long to be read to its end. */
  exhausted: boolean;
  milliseconds: number;
}

/** A module or a file of a model that is opened. */
export interface ModuleRequest {
  /** The folder that the file lies in, and its name there. */
  folder: string;
  file: string;
  /** How programs name it: the folder of a SavedModel, a file otherwise. */
  spelling: string;
  /** Contents of files by their paths as seen from the folder; null where the checker opens them by itself. */
  contents: { readonly [path: string]: Uint8Array } | null;
}

/** What it holds, or why that is not known, in a sentence. */
export type ModuleReading = { readonly view: ModuleView } | { readonly problem: string };

export type CheckerOffer = {
  check(request: CheckRequest): Promise<CheckAnswer>;
  /** The hover at a place of a program that was checked; undefined where there is nothing to say. */
  hover(at: { program: string; path: string; line: number; column: number }): Hover | undefined | Promise<Hover | undefined>;
  /** What a program trains, read anew. */
  plans(program: ProgramText): Promise<{ plans: TrainingPlan[]; refusals: Refusal[]; workingDirectory: string }>;
  /** Features against everything that they may be fed into. */
  compat(request: CompatRequest): Promise<CompatTable>;
  /** One cell of the last table of a view; null where it has none such. */
  compatCell(argument: { view: string; place: CompatPlace }): CompatDetail | null | Promise<CompatDetail | null>;
  /** Modules of the catalogue. */
  knownModules(argument: null): KnownModule[] | Promise<KnownModule[]>;
  /** What a module or a file of a model holds, without loading it. */
  module(request: ModuleRequest): Promise<ModuleReading>;
  /** A document was closed: what is kept of it can go. */
  forget(program: string): void | Promise<void>;
  /** Record files have been read whole: the statistics that the editor offers may be of more files than before. */
  recordsRead(argument: null): void | Promise<void>;
};

/** What the editor offers to every checker. */
export type CheckerHostOffer = {
  /** The statistics of every record of these files, of the files together or of each; null where they have not been read whole, or are corrupted. */
  statistics(argument: { files: string[] }): Promise<DatasetStatistics[] | null>;
};

/** What it offers besides to one that has no files of its own: one in a web worker. */
export type FilesOffer = {
  /** The two WebAssembly modules of the parser. */
  grammar(argument: null): Promise<{ runtime: Uint8Array; python: Uint8Array }>;
  /** Text of a file; null where there is none. */
  read(argument: { path: string }): Promise<string | null>;
  /** Files that match a pattern, named as seen from the folder, sorted. */
  glob(argument: { folder: string; pattern: string }): Promise<string[]>;
};
