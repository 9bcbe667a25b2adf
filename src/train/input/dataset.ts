import type { DatasetPlan } from '../../plan/plan';
import type { Preprocessor } from '../preprocessing/preprocessor';
import type { Element } from './array';

/**
 * A dataset that can be iterated any number of times. Elements come in chunks, whose size means nothing: a chunk costs one turn of the event loop,
 * not every element. A chunk is handed over before an error of a later element is thrown, so that what lies before corruption is always seen.
 */
export interface Dataset {
  chunks(): AsyncGenerator<Element[], void, void>;
  /** Number of elements where it is known without reading. */
  size?: number;
}

/** Whether to go on; a promise where the event loop gets a turn first. */
export type GoOn = () => boolean | Promise<boolean>;

/** What the steps need of the run. */
export interface InputContext {
  /** Folder that relative paths are resolved against. */
  workingDirectory: string;
  /** Seed of the run; shuffles without a seed of their own are then repeatable too. */
  seed: number | undefined;
  /** Tells the user about something in the data that is no error. */
  warn(text: string): void;
  /** Whether the run goes on, asked between chunks; absent where nobody stops it. */
  goOn?: GoOn;
  /** Layers that have learned from data, by their place in the plan. */
  adapted?: readonly Preprocessor[];
  /** Inside the function of `interleave`: the element that it is called with. */
  element?: Element;
}

/** Builds a dataset from a plan; throws a PlanError for what cannot be run. */
export type Build = (plan: DatasetPlan, context?: InputContext) => Dataset;

/** A row of the table of steps. */
export type DatasetStep<P extends DatasetPlan> = (plan: P, build: Build, context: InputContext) => Dataset;

export const CHUNK_ELEMENTS = 64;

/** Applies a function that gives any number of elements for one; `site` is told with its errors. */
export async function* expandChunks(
  input: Dataset,
  expand: (element: Element, out: Element[]) => void,
): AsyncGenerator<Element[], void, void> {
  for await (const chunk of input.chunks()) {
    const out: Element[] = [];
    let failure: { error: unknown } | undefined;
    try {
      for (const element of chunk) expand(element, out);
    } catch (error) {
      failure = { error };
    }
    if (out.length > 0) yield out;
    if (failure) throw failure.error;
  }
}

/** Elements in chunks. */
export async function* inChunks(elements: Iterable<Element> | AsyncIterable<Element>): AsyncGenerator<Element[], void, void> {
  let chunk: Element[] = [];
  for await (const element of elements) {
    chunk.push(element);
    if (chunk.length < CHUNK_ELEMENTS) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** A dataset's elements one by one. */
export async function* elementsOf(dataset: Dataset): AsyncGenerator<Element, void, void> {
  for await (const chunk of dataset.chunks()) yield* chunk;
}
