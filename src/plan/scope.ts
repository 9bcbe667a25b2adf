import type { Span } from '../diagnostics/span';
import type { Origin, Value } from '../values/value';
import type { Arg, Nest } from './plan';

/** One reading of a graph: what its inputs are, and what was read already. A model that is called twice is read twice. */
export interface GraphScope {
  /** Inputs by their origin. */
  readonly inputs: ReadonlyMap<Origin, Arg>;
  readonly done: Map<string, Arg | Nest<Arg>>;
  /** Readings of the calls of own layers in it, by the call. */
  readonly calls: Map<string, GraphScope>;
  /** `training` as a call around it gave it; undefined where it is the mode of the run. */
  readonly training?: boolean;
  /** Names of the models around, "encoder/". */
  readonly prefix: string;
}

export const newScope = (inputs: ReadonlyMap<Origin, Arg>, prefix = '', training?: boolean): GraphScope => ({
  inputs,
  done: new Map(),
  calls: new Map(),
  prefix,
  training,
});

/** What reads one model's graph for those inside it. */
export interface GraphReader {
  /** The node that gives a symbolic tensor. */
  tensor(value: Value, scope: GraphScope, span: Span): Arg;
  /** A layer put behind others: in a Sequential model. */
  placed(layer: Value, inputs: Arg, scope: GraphScope, span: Span): Arg;
}
