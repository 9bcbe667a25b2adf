/** What the compatibility panel shows, and what it asks of the checker, which judges. Plain data. */
import type { KerasVersion } from '../common/keras-version';
import type { Sentence } from '../common/sentence';
import type { CompatVerdict, Step } from '../compatibility/verdict';
import type { VocabularyCoverage } from '../compatibility/vocabulary';
import type { Edit } from '../diagnostics/diagnostic';
import type { Span } from '../diagnostics/span';
import type { DatasetStatistics } from '../statistics/report/statistics';
import type { TensorType } from '../tensor/type';
import type { ProgramText } from './program-text';

/** A feature: one row. */
export interface CompatFeature {
  /** See `compatFeatureId`. */
  readonly id: string;
  readonly name: string;
  /** Of one example. */
  readonly type: TensorType;
  readonly isLabel: boolean;
}

/** Something that features may be fed into: one column. */
export interface CompatTarget {
  /** The same in the next table while the program names it in the same way. */
  readonly id: string;
  readonly kind: 'embedding' | 'input' | 'text' | 'image' | 'several';
  /** A layer's name, or a module's handle without its site. */
  readonly name: string;
  readonly takes: TensorType;
  /** The variable of the model, and where the program has it. */
  readonly model?: string;
  readonly span?: Span;
  /** The handle of a Hub layer or module. */
  readonly handle?: string;
  /** The handle of a module that the user added. */
  readonly added?: string;
}

export interface TableCell {
  readonly verdict: CompatVerdict['verdict'];
  readonly reason: Sentence;
  /** What has to be done first. */
  readonly step?: Sentence;
}

/** Every feature against everything that it may be fed into: `cells[feature][target]`. */
export interface CompatTable {
  readonly features: readonly CompatFeature[];
  readonly targets: readonly CompatTarget[];
  readonly cells: readonly (readonly TableCell[])[];
  /** Modules of which nothing can be said. */
  readonly unknown: readonly string[];
}

/** What one feature can be fed into: its row of the table. */
export interface CompatRow {
  readonly targets: readonly CompatTarget[];
  readonly cells: readonly TableCell[];
}

/** Unlike its name, it is one feature's only: the context and the feature lists of a SequenceExample may use the same names. */
export const compatFeatureId = (name: string, inSequence = false): string => `${inSequence ? 'sequence' : 'example'}/${name}`;

/** A program whose models are looked at, with what Keras is in its environment. */
export type CompatProgram = ProgramText & { readonly keras: KerasVersion };

export interface CompatRequest {
  /** Tables of different views are kept apart. */
  readonly view: string;
  readonly programs: readonly CompatProgram[];
  /** Grows when files on disk have changed: programs that were read before may read differently. */
  readonly stamp: number;
  /** Handles or folders of modules that the user added. */
  readonly modules: readonly string[];
  /** Folder that relative folders of modules are seen from, null where no file may be looked at; and folders of handles, as the user says. */
  readonly folder: string | null;
  readonly given: { readonly [handle: string]: string };
  /** Null: the features are not known yet. */
  readonly statistics: DatasetStatistics | null;
}

/** Whether steps can be put into the program: the edits, or that they are there already, or why not. */
export type Insertion = { readonly edits: readonly Edit[] } | { readonly done: true } | { readonly why: Sentence };

/** A way to feed a feature into a target; the first one has no title. */
export interface CompatWay {
  readonly title: Sentence | null;
  readonly steps: readonly Step[];
  readonly gives: TensorType | null;
  readonly insertion: Insertion;
}

/** A cell in full. */
export interface CompatDetail {
  readonly feature: CompatFeature;
  readonly target: CompatTarget;
  readonly verdict: Omit<CompatVerdict, 'steps' | 'alternatives' | 'gives'>;
  readonly ways: readonly CompatWay[];
}

/** A cell by the ids of its row and column. */
export interface CompatPlace {
  readonly feature: string;
  readonly target: string;
}

/** A module that can be added, with what it takes in one line. */
export interface KnownModule {
  readonly handle: string;
  readonly takes: string;
}

/** Where the rows come from. */
export interface CompatSource {
  readonly name: string;
  /** How many records the statistics are about, and whether these are all. */
  readonly records: number;
  readonly coverage: 'all' | 'sampled';
  /** Share that is read, from 0 to 1, while the records are being read. */
  readonly reading: number | null;
}

/** The table of the page. */
export interface CompatContent {
  /** Null until it has been made. */
  readonly table: CompatTable | null;
  /** Null where no records are chosen. */
  readonly source: CompatSource | null;
  /** Why nothing can be shown. */
  readonly failure: string | null;
}

/** How well a module's vocabulary knows the words of the feature. */
export type WordsView =
  | { readonly state: 'counting'; readonly done: number }
  | { readonly state: 'counted'; readonly coverage: VocabularyCoverage; readonly vocabulary: number | null }
  | { readonly state: 'failed'; readonly why: string };

/** The selected cell; `detail` is null until it has come, or where there is no such cell any more. */
export interface CompatSelection {
  readonly place: CompatPlace | null;
  readonly detail: CompatDetail | null;
  /** Null where its words were not asked for. */
  readonly words: WordsView | null;
}

/** What the host offers to the page. */
export type CompatHostOffer = {
  ready(argument: null): { content: CompatContent; selection: CompatSelection };
  select(argument: CompatPlace | null): void;
  chooseRecords(argument: null): void;
  addModule(argument: null): void;
  removeModule(argument: { handle: string }): void;
  /** Puts the steps of a way, by its place in the list, into the program. */
  insert(argument: { way: number }): void;
  copy(argument: { text: string }): void;
  /** Lists the records that meet a filter in the record viewer. */
  showRecords(argument: { where: string }): void;
  /** Counts the words of the selected feature that the selected module knows. */
  countWords(argument: null): void;
  stopCounting(argument: null): void;
  /** Shows the source of a column. */
  goTo(span: Span): void;
};

/** What the page offers to the host. */
export type CompatPageOffer = {
  show(content: CompatContent): void;
  showSelection(selection: CompatSelection): void;
};
