import { asEntries } from '../../values/read';
import { dict, str, UNKNOWN, type Value } from '../../values/value';
import { object } from '../core/objects';
import type { Call, Rule } from '../core/rule';
import { asDType, asShape, tensor } from '../core/tensors';

/** A feature description: FixedLenFeature and its kin are kept as they were bound. */
export const feature: Rule = call => object(call, call.api, call.args);

/** `tf.io.parse_single_example(serialized, features)`. */
export const parseSingleExample: Rule = call => {
  const features = asEntries(call.args.get('features'));
  if (features === undefined) return UNKNOWN;
  return dict(features.map(([name, description]) => ({ key: str(name), value: parsed(call, description) })));
};

function parsed(_call: Call, description: Value): Value {
  if (description.kind !== 'object') return UNKNOWN;
  const { shape, dtype } = description.origin.args;
  return tensor('graph', (shape && asShape(shape)) ?? null, (dtype && asDType(dtype)) ?? null);
}
