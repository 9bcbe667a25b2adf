import { type DType, dtypeOf } from '../../tensor/dtype';
import { asString } from '../../values/read';
import { NONE, str, tuple, UNKNOWN, type Value } from '../../values/value';
import { type Call, parameters, type Session, type Table } from '../core/rule';
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
  // Branches that set different policies leave none that is known.
  if (value.kind === 'none') return session.policy.content ? policyOf(session.policy.content) : UNKNOWN_POLICY;
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

/** Sets where images have their channels from here on. */
const setDataFormat = (call: Call): Value => {
  call.context.write(call.session.dataFormat, asString(call.args.get('data_format')) ?? null);
  call.context.emit({ name: 'data_format', span: call.context.span, args: call.args.all });
  return NONE;
};
const dataFormat = ({ session }: Call): Value => (session.dataFormat.content ? str(session.dataFormat.content) : UNKNOWN);

/** `keras.backend.set_value(optimizer.learning_rate, 0.1)`. */
const setValue = ({ context, args }: Call): Value => {
  context.emit({ name: 'method', span: context.span, args: { self: args.get('x'), path: tuple([str('set_value')]) } });
  return NONE;
};

/** https://keras.io/api/mixed_precision/ and https://keras.io/api/utils/config_utils/ */
export const policyFunctions: Table = {
  'keras.backend.set_value': { rule: setValue, parameters: parameters('x, value') },
  'keras.backend.set_image_data_format': setDataFormat,
  'keras.config.set_image_data_format': setDataFormat,
  'keras.backend.image_data_format': dataFormat,
  'keras.config.image_data_format': dataFormat,
  'keras.mixed_precision.set_global_policy': setPolicy('policy'),
  'keras.mixed_precision.set_dtype_policy': setPolicy('policy'),
  'keras.config.set_dtype_policy': setPolicy('policy'),
  'keras.config.set_floatx': setPolicy('value'),
  'keras.backend.set_floatx': setPolicy('value'),
};
