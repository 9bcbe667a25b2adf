import type { Span } from '../../diagnostics/span';
import { UNKNOWN, type Value } from '../../values/value';
import type { Bound } from '../core/bind';
import { isA } from '../core/objects';

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
  /** Where the program says what goes in: the Input, or the `input_shape` of the first layer. */
  readonly inputSpan?: Span;
  /** Keras 2. */
  readonly legacy?: boolean;
}

/** What is known of a value that is a model of Keras's; objects of model classes without a rule of their own have no such state. */
export function modelState(value: Value): ModelState | undefined {
  const state = isA(value, 'keras.Model') ? (value.state.content as Partial<ModelState> | undefined) : undefined;
  return state?.layers === undefined ? undefined : (state as ModelState);
}

/** Arguments of `compile`, of whatever kind the model is. */
export function compiledOf(value: Value): Bound | null {
  if (value.kind !== 'object' && value.kind !== 'instance') return null;
  return (value.state.content as { compiled?: Bound | null } | undefined)?.compiled ?? null;
}

export const emptyModel = (kind: ModelState['kind'], name: string, span: Span): ModelState => ({
  kind,
  name,
  layers: [],
  inputs: UNKNOWN,
  outputs: UNKNOWN,
  compiled: null,
  span,
});
