import { type DType, dtypeOf } from '../../tensor/dtype';
import { asString } from '../../values/read';
import { NONE, type Value } from '../../values/value';
import type { Call, Session, Table } from '../core/rule';
import { asDType } from '../core/tensors';

/** Dtypes that a layer computes in and keeps its weights in (https://keras.io/api/mixed_precision/policy/); null where not known. */
export interface DTypePolicy {
  readonly compute: DType | null;
  readonly variable: DType | null;
}

const UNKNOWN_POLICY: DTypePolicy = { compute: null, variable: null };

/** The policy of a name: "float16", "mixed_bfloat16". */
export function policyOf(name: string): DTypePolicy {
  if (name.startsWith('mixed_')) return { compute: dtypeOf(name.slice('mixed_'.length)) ?? null, variable: 'float32' };
  const dtype = dtypeOf(name) ?? null;
  return { compute: dtype, variable: dtype };
}

/** What a layer's `dtype` argument asks for: a name, a dtype, a policy object, or None for the program's own policy. */
export function policyFrom(session: Session, value: Value): DTypePolicy {
  if (value.kind === 'none') return session.policy.content === null ? UNKNOWN_POLICY : policyOf(session.policy.content);
  const name = asString(value);
  if (name !== undefined) return policyOf(name);
  if (value.kind === 'object' && value.origin.args.name !== undefined) return policyFrom(session, value.origin.args.name);
  const dtype = asDType(value);
  return dtype ? { compute: dtype, variable: dtype } : UNKNOWN_POLICY;
}

/** Sets the policy of all layers that are made from here on. */
const setPolicy =
  (parameter: string) =>
  (call: Call): Value => {
    const value = call.args.get(parameter);
    const name = asString(value) ?? (value.kind === 'object' ? asString(value.origin.args.name) : undefined);
    call.context.write(call.session.policy, name ?? null);
    return NONE;
  };

/** https://keras.io/api/mixed_precision/ and `keras.config`. */
export const policyFunctions: Table = {
  'keras.mixed_precision.set_global_policy': setPolicy('policy'),
  'keras.mixed_precision.set_dtype_policy': setPolicy('policy'),
  'keras.config.set_dtype_policy': setPolicy('policy'),
  'keras.config.set_floatx': setPolicy('value'),
  'keras.backend.set_floatx': setPolicy('value'),
};
