/** What the page of the model view and the extension host say to each other. */
import type { ModelView } from '../check/model-view';
import type { Span } from '../values/span';

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
  explain(argument: { rule: string }): void;
};

/** What the page offers to the host. */
export type ModelPageOffer = {
  show(content: ModelContent): void;
};
