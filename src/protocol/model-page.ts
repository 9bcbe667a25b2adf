/** What the page of the model view and the extension host say to each other. */
import type { RuleName } from '../diagnostics/catalogue';
import type { Diagnostic } from '../diagnostics/diagnostic';
import type { Span } from '../diagnostics/span';

/** A model as a table, the way `model.summary()` shows it, with what is wrong at each layer. Plain data for the view. */
export interface ModelView {
  /** The variable that holds it. */
  readonly name: string;
  readonly kind: 'sequential' | 'functional' | 'unknown';
  readonly span: Span;
  readonly layers: readonly LayerView[];
  /** Numbers in the weights; null where those of a layer are not known. */
  readonly parameters: number | null;
  /** What it takes, where that is no layer of its own; null where not known. */
  readonly inputs: string | null;
  readonly trainings: readonly TrainingView[];
}

/** A diagnostic as the page has it. */
export type ViewedProblem = Pick<Diagnostic, 'id' | 'rule' | 'level' | 'message'>;

/** One row of a model. */
export interface LayerView {
  readonly name: string;
  /** "Conv1D"; "Input" and "Operation" for what is no layer. */
  readonly class: string;
  /** Where the program puts it into the model. */
  readonly span: Span;
  /** What it was made with, in one line: "filters 64, kernel_size 3". */
  readonly settings: string;
  /** What it gives, in one line; null where not known. */
  readonly output: string | null;
  readonly parameters: number | null;
  /** Which layers it gets its tensors from, by their places in the list. */
  readonly from: readonly number[];
  /** It makes vectors of ids or texts: what goes in and what comes out. */
  readonly embedding?: { readonly takes: string; readonly gives: string };
  readonly problem?: ViewedProblem;
}

/** What a model is trained on: one call of `fit`. */
export interface TrainingView {
  readonly span: Span;
  /** Record files that the data come from, as the program names them; null where it is other data, or not known. */
  readonly records: readonly string[] | null;
  /** What goes into the model, and what its output is compared with, in one line each; null where not known. */
  readonly inputs: string | null;
  /** Smallest and largest number that goes in, where the records tell: "0 to 4,999". */
  readonly range: string | null;
  readonly labels: string | null;
  readonly loss: string | null;
  readonly problems: readonly ViewedProblem[];
}

/** The models of the file in front, and what of them the cursor is on. */
export interface ModelContent {
  /** Name of the file; null where no Python file is in front. */
  file: string | null;
  models: ModelView[];
  /** Place of the shown model in the list; null where there is none. */
  shown: number | null;
  /** Place of the layer that the cursor is on in the shown model. */
  layer: number | null;
  /** The file is being read for the first time. */
  isReading: boolean;
  /** Why nothing can be shown. */
  failure: string | null;
}

/** What the host offers to the page. */
export type ModelHostOffer = {
  ready(argument: null): ModelContent;
  /** Shows a place of the program in the editor. */
  goTo(span: Span): void;
  /** Shows another model of the file, and its place. */
  choose(model: number): void;
  explain(argument: { rule: RuleName }): void;
};

/** What the page offers to the host. */
export type ModelPageOffer = {
  show(content: ModelContent): void;
};
