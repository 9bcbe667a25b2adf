import type { Dim } from '../../tensor/shape';
import { asBool, asInt } from '../../values/read';
import { dict, tuple, type Value } from '../../values/value';
import type { Rule } from '../core/rule';
import { tensor } from '../core/tensors';
import { applied, derived } from './dataset';

/** Each tensor of a nest changed. */
export function mapNest(value: Value, change: (tensor: Extract<Value, { kind: 'tensor' }>) => Value): Value {
  if (value.kind === 'tensor') return change(value);
  if (value.kind === 'tuple') return tuple(value.items.map(item => mapNest(item, change)));
  if (value.kind === 'dict' && value.cell.content)
    return dict([...value.cell.content.values()].map(item => ({ key: item.key, value: mapNest(item.value, change) })));
  return { kind: 'unknown' };
}

export const map: Rule = call => derived(call, state => ({ element: applied(call, call.args.get('map_func'), state.element) }));

/** `batch(n)`: a new axis in front; its size is known where the remainder is dropped. */
export const batch: Rule = call => {
  const size = asInt(call.args.get('batch_size'));
  const drop = asBool(call.args.get('drop_remainder')) === true;
  const front: Dim = drop ? (size ?? null) : null;
  return derived(call, state => ({
    element: mapNest(state.element, ({ type, facts }) =>
      tensor('graph', type.shape && [front, ...type.shape], type.dtype, facts ? { facts } : {}),
    ),
    cardinality:
      state.cardinality === null || size === undefined
        ? null
        : drop
          ? Math.floor(state.cardinality / size)
          : Math.ceil(state.cardinality / size),
  }));
};

/** Steps that change neither the elements nor how many there are. */
export const unchanged: Rule = call => derived(call, () => ({}));
