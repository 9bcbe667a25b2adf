import { compatible } from '../tensor/shape';
import type { CallableFacts, SignatureFacts, Structure, TensorFacts, TraceFacts } from './saved-model/facts';

/** One trace as the program calls it: what goes in and comes out by name, and flags by the name of their parameter. */
export interface ModuleCall {
  readonly inputs: readonly (readonly [key: string | null, tensor: TensorFacts])[];
  readonly flags: { readonly [parameter: string]: boolean };
  readonly outputs: readonly (readonly [key: string | null, tensor: TensorFacts])[];
}

/** Undefined where the trace is of another use than a call without arguments of its own: `training=True`. */
export function callOf({ parameters, defaults }: CallableFacts, { positional, keywords, outputs }: TraceFacts): ModuleCall | undefined {
  const given = new Map<string, Structure>([
    ...positional.map((value, place): [string, Structure] => [parameters[place] ?? `${place}`, value]),
    ...Object.entries(keywords),
  ]);
  const [[, main] = ['', { other: '' }], ...others] = given;
  const flags: { [parameter: string]: boolean } = {};
  for (const [name, value] of others) {
    const preset = Object.hasOwn(defaults, name) ? defaults[name] : undefined;
    const isFlag = 'tensor' in value && value.tensor.dtype === 'bool' && preset !== undefined && 'value' in preset;
    if (isFlag) flags[name] = preset.value === true;
    else if (!('value' in value) || (value.value !== null && value.value !== false && !isSame(value, preset))) return undefined;
  }
  const [inputs, gives] = [leaves(main), leaves(outputs)];
  return inputs.length > 0 && gives.length > 0 ? { inputs, flags, outputs: gives } : undefined;
}

const isSame = (one: Structure, other: Structure | undefined): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A tensor, or the tensors of a dictionary; what is nested deeper has no name that a signature could share. */
function leaves(structure: Structure): [key: string | null, tensor: TensorFacts][] {
  if ('tensor' in structure) return [[null, structure.tensor]];
  if (!('fields' in structure)) return [];
  return Object.entries(structure.fields).flatMap(([key, field]): [string, TensorFacts][] =>
    'tensor' in field ? [[key, field.tensor]] : [],
  );
}

type Pairs = readonly (readonly [key: string | null, own: string])[];

/** Which of a signature's tensors are those of a call, by the call's key and the signature's own. */
export interface SignatureMatch {
  readonly inputs: Pairs;
  /** Flags that the signature takes as tensors, by its own name. */
  readonly flags: { readonly [own: string]: boolean };
  readonly outputs: Pairs;
}

/** Undefined where the signature takes or gives something else than the call. */
export function throughSignature({ inputs, outputs }: SignatureFacts, call: ModuleCall): SignatureMatch | undefined {
  const flags = Object.entries(call.flags).filter(([key]) => Object.hasOwn(inputs, key) && inputs[key].dtype === 'bool');
  if (flags.length < Object.keys(call.flags).length) return undefined;
  const rest = Object.fromEntries(Object.entries(inputs).filter(([key]) => !Object.hasOwn(call.flags, key)));
  const taken = pairs(call.inputs, rest);
  if (taken === undefined || Object.keys(rest).length !== taken.length) return undefined;
  const given = pairs(call.outputs, outputs) ?? byType(call.outputs, outputs);
  return given && { inputs: taken, flags: Object.fromEntries(flags), outputs: given };
}

type Tensors = SignatureFacts['inputs'];

/** Each tensor of a call with the signature's of the same name, or the only one with the only one. */
function pairs(wanted: ModuleCall['inputs'], tensors: Tensors): Pairs | undefined {
  const [only, ...more] = Object.keys(tensors);
  const found = wanted.map(([key, tensor]) => {
    const own = key ?? (more.length === 0 ? only : undefined);
    return own !== undefined && Object.hasOwn(tensors, own) && fits(tensor, tensors[own]) ? ([key, own] as const) : undefined;
  });
  return found.every(pair => pair !== undefined) ? found : undefined;
}

/** Outputs that Keras names by numbers in a signature: those whose type no other has. */
function byType(wanted: ModuleCall['outputs'], tensors: Tensors): Pairs | undefined {
  const print = ({ dtype, shape }: TensorFacts): string => JSON.stringify([dtype, shape]);
  const alone = wanted.filter(([, tensor]) => wanted.filter(([, other]) => print(other) === print(tensor)).length === 1);
  const found = alone.flatMap(([key, tensor]): (readonly [string | null, string])[] => {
    const same = Object.keys(tensors).filter(own => print(tensors[own]) === print(tensor));
    return same.length === 1 ? [[key, same[0]]] : [];
  });
  return found.length > 0 ? found : undefined;
}

const fits = (one: TensorFacts, other: TensorFacts): boolean => one.dtype === other.dtype && compatible(one.shape, other.shape);
