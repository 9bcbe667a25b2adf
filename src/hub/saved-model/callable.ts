import type { CallableFacts, Structure, TraceFacts } from './facts';
import type { DecodedMessage } from './message';
import type { ModuleTensor, OBJECT, StructuredValue, TRACE } from './messages';
import { dtypeName, shapeOfProto } from './types';

const tensor = ({ dtype, shape }: ModuleTensor): Structure => ({ tensor: { dtype: dtypeName(dtype), shape: shapeOfProto(shape) } });
const fieldsOf = (pairs: readonly { key?: string; value?: StructuredValue }[] = []): { [name: string]: Structure } =>
  Object.fromEntries(pairs.map(({ key = '', value }) => [key, structureOf(value)]));

/** Python's containers and values as TensorFlow wrote them down. */
export function structureOf(value: StructuredValue = {}): Structure {
  const spec = value.tensor ?? value.boundedTensor;
  if (spec) return tensor(spec);
  const sequence = value.list ?? value.tuple;
  if (sequence) return { items: (sequence.values ?? []).map(structureOf) };
  if (value.dict) return { fields: fieldsOf(value.dict.fields) };
  if (value.namedTuple) return { fields: fieldsOf(value.namedTuple.values) };
  if (value.typeSpec) return { other: value.typeSpec.className ?? 'TypeSpec' };
  if (value.none) return { value: null };
  const plain = value.bool ?? value.string ?? value.int ?? value.float;
  return plain === undefined ? { other: 'unknown' } : { value: plain };
}

/** A canonical signature is a tuple of the positional arguments and a dict of the others. */
function traceOf({ inputs, outputs }: NonNullable<DecodedMessage<typeof TRACE>['value']>): TraceFacts {
  const [positional, keywords] = (inputs?.tuple?.values ?? []).map(structureOf);
  return {
    positional: positional && 'items' in positional ? positional.items : [],
    keywords: keywords && 'fields' in keywords ? keywords.fields : {},
    outputs: structureOf(outputs),
  };
}

/** Whether a field of a specification is neither None nor empty. */
const isGiven = (field: Structure | undefined): boolean =>
  field !== undefined && !('value' in field && field.value === null) && !('items' in field && field.items.length === 0);

/** The function of an object's `__call__` with its traces. */
export function callableOf(
  { concreteFunctions = [], spec = {} }: NonNullable<DecodedMessage<typeof OBJECT>['function']>,
  traces: ReadonlyMap<string, DecodedMessage<typeof TRACE>['value']>,
): CallableFacts {
  const { args, defaults, varargs, varkw, kwonlyargs } = fieldsOf(spec.arguments?.namedTuple?.values);
  const names = args && 'items' in args ? args.items.map(item => ('value' in item ? String(item.value) : '?')) : [];
  const parameters = names[0] === 'self' && spec.isMethod !== false ? names.slice(1) : names;
  const values = defaults && 'items' in defaults ? defaults.items : [];
  const first = parameters.length - values.length;
  return {
    parameters,
    defaults: Object.fromEntries(values.map((value, index) => [parameters[first + index] ?? `${index}`, value])),
    ...([varargs, varkw, kwonlyargs].some(isGiven) && { takesMore: true as const }),
    traces: concreteFunctions.map(name => traceOf(traces.get(name) ?? {})),
  };
}
