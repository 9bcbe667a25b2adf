import type { NdArray } from '../input/array';

/** A module whose graph is loaded. */
export interface ModuleSession {
  /** Runs the graph from these inputs to these outputs; throws TensorFlow's own message. Dtypes are those of the module. */
  run(inputs: readonly { node: string; array: NdArray }[], outputs: readonly { node: string; dtype: string }[]): NdArray[];
}

/** Loads the graph with these tags from a SavedModel's folder. Throws where TensorFlow cannot. Set by the engine that can run modules. */
export const moduleEngine: { load: ((folder: string, tags: readonly string[]) => ModuleSession) | undefined } = { load: undefined };
