import type { Shape } from '../../tensor/shape';
import type { TensorType } from '../../tensor/type';
import type { Span } from '../../values/span';
import { type ObjectValue, type TensorValue, UNKNOWN, type Value } from '../../values/value';
import type { Bound } from '../core/bind';
import type { Kind, Kinds } from '../core/kind';
import { object } from '../core/objects';
import type { Call, Rule, Session } from '../core/rule';
import { familyOf, ofType, shapeTuple, tensorsIn } from '../core/tensors';

/** What is known of a layer object. */
export interface LayerState {
  /** Canonical class name, "keras.layers.Dense". */
  readonly class: string;
  readonly config: Bound;
  /** Its own name as Keras gives it: what was asked for, or the class in snake case with a number. */
  readonly name: string;
  readonly legacy: boolean;
  /** Where it was made. */
  readonly span: Span;
  /** The input's shape at the first call, from which the weights were made; null before. */
  readonly builtFor: Shape | null;
  /** What the last call gave, for `layer.output`. */
  readonly output: Value;
}

/** One call of a layer, as its rule sees it. */
export interface LayerCall {
  readonly call: Call;
  readonly layer: LayerState;
  readonly config: Bound;
  /** The first argument of the call as it was given. */
  readonly inputs: Value;
  /** Types of the tensors in it, in order; empty where it is not known what goes in. */
  readonly types: readonly TensorType[];
}

/** What a layer gives for what goes in: one tensor type, or any value. Reports what the layer refuses. */
export interface LayerRule {
  /** Checks the arguments of the constructor; reports what the layer refuses. */
  readonly construct?: (call: Call) => void;
  readonly call: (call: LayerCall) => TensorType | Value;
}
export type LayerTable = { readonly [className: string]: LayerRule };

/** Keras's automatic names: CamelCase to snake_case, numbered from the second on (keras.utils.naming.auto_name). */
export function automaticName(session: Session, className: string): string {
  const last = className.slice(className.lastIndexOf('.') + 1);
  const base = last
    .replace(/(.)([A-Z][a-z0-9]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
  const count = session.names.get(base) ?? 0;
  session.names.set(base, count + 1);
  return count === 0 ? base : `${base}_${count}`;
}

const isType = (value: TensorType | Value): value is TensorType => !('kind' in value);

/** Rows of the table of functions that a table of layers makes: constructors. */
export function constructors(layers: LayerTable): { [name: string]: Rule } {
  return Object.fromEntries(
    Object.entries(layers).map(([name, rule]): [string, Rule] => [
      `keras.layers.${name}`,
      call => {
        rule.construct?.(call);
        const given = call.args.get('name');
        const state: LayerState = {
          class: call.api,
          config: call.args,
          name: given.kind === 'str' ? given.value : automaticName(call.session, call.api),
          legacy: call.legacy,
          span: call.context.span,
          builtFor: null,
          output: UNKNOWN,
        };
        return object(call, call.api, state);
      },
    ]),
  );
}

/** `layer(inputs)`: what the layer's rule says, in the family of what went in. */
export const callLayer =
  (layers: LayerTable): Rule =>
  call => {
    const self = call.self as ObjectValue;
    const layer = self.state.content as LayerState | undefined;
    const name = self.type.slice('keras.layers.'.length);
    if (layer === undefined || !Object.hasOwn(layers, name)) return UNKNOWN;
    const inputs = call.args.get('inputs');
    const tensors = tensorsIn(inputs);
    const given = layers[name].call({ call, layer, config: layer.config, inputs, types: tensors.map(tensor => tensor.type) });
    const output = isType(given) ? ofType(layerFamily(call.session, tensors), given) : given;
    call.context.write(self.state, { ...layer, builtFor: layer.builtFor ?? tensors[0]?.type.shape ?? null, output });
    return output;
  };

/** A layer makes symbolic tensors of symbolic ones, and eager ones of arrays. */
export const layerFamily = (session: Session, inputs: readonly TensorValue[]): TensorValue['family'] => {
  const family = familyOf(session, inputs);
  return family === 'numpy' ? 'eager' : family;
};

/** Attributes that every layer has. */
const layerKind: Kind = {
  attribute({ self }, name) {
    const state = (self as ObjectValue).state.content as LayerState | undefined;
    if (state === undefined) return UNKNOWN;
    if (name === 'name') return { kind: 'str', value: state.name };
    if (name === 'output') return state.output;
    if (name === 'output_shape' && state.output.kind === 'tensor') return shapeTuple(state.output.type.shape);
    return undefined;
  },
};

export const layerKinds: Kinds = { 'keras.Layer': layerKind };
