import type { Span } from '../../values/span';
import type { Value } from '../../values/value';
import type { Bound } from '../core/bind';

/** A layer of a model, and where the program put it in. */
export interface Placed {
  readonly layer: Value;
  readonly span: Span;
}

/** What is known of a model object. */
export interface ModelState {
  readonly kind: 'sequential' | 'functional' | 'unknown';
  readonly name: string;
  /** Layers in order; null where an unknown one may be among them. */
  readonly layers: readonly Placed[] | null;
  /** Symbolic inputs and outputs; unknown before a sequential model is built. */
  readonly inputs: Value;
  readonly outputs: Value;
  /** Arguments of `compile`. */
  readonly compiled: Bound | null;
  readonly span: Span;
}
