import { type InstanceValue, NONE, UNKNOWN, type Value } from '../../values/value';
import type { Call, Session } from '../core/rule';
import type { LayerState, TracedCall } from './layer';
import { type DTypePolicy, policyFrom } from './policy';

/** What is known of an instance of a program's class that derives from `keras.Layer` (or `keras.Model`). */
export interface OwnState {
  readonly kind: 'own';
  readonly name: string | undefined;
  /** Class of Keras's own that the program's class derives from ("keras.Layer", "keras.layers.Dense"), and its state once its constructor ran. */
  readonly baseClass: string;
  readonly base?: LayerState;
  readonly policy: DTypePolicy;
  readonly trainable: boolean | undefined;
  readonly built: boolean;
  /** Weights that it made itself, with their numbers of elements (null where not known). */
  readonly weights: readonly { readonly count: number | null; readonly trainable: boolean | undefined }[];
  readonly input: Value;
  readonly output: Value;
  readonly traced?: TracedCall;
}

/** The state of an instance whose class derives from a Keras layer; undefined where branches disagreed, or it is none. */
export const ownState = (instance: InstanceValue): OwnState | undefined => {
  const state = instance.state.content as Partial<OwnState> | undefined;
  return state?.kind === 'own' ? (state as OwnState) : undefined;
};

/** Before any constructor ran. */
export const newState = (session: Session, baseClass: string): OwnState => ({
  kind: 'own',
  baseClass,
  name: undefined,
  policy: policyFrom(session, NONE),
  trainable: true,
  built: false,
  weights: [],
  input: UNKNOWN,
  output: UNKNOWN,
});

/** Whether the program itself defines a method for an instance. */
export function ownMethod(call: Pick<Call, 'context'>, instance: InstanceValue, name: string): Value | undefined {
  const found = call.context.attribute(instance, name);
  return found.kind === 'method' && found.code !== undefined ? found : undefined;
}
