import { asString } from '../../values/read';
import { type ObjectValue, UNKNOWN, type Value } from '../../values/value';
import type { Kinds, Use } from '../core/kind';
import { fail } from '../core/report';
import type { Call, Rule } from '../core/rule';
import { signatureOutputs } from './call';
import { refusesNamed, refusesPositional } from './inputs';
import { HUB_OBJECT, HUB_SIGNATURE, HUB_SIGNATURES, type HubState, hubState } from './state';

/** `hub.load(handle).signatures`, and one of them by its name. */
export const hubKinds: Kinds = {
  [HUB_OBJECT]: { attribute: (use, name) => (name === 'signatures' ? from(use, HUB_SIGNATURES) : undefined) },
  [HUB_SIGNATURES]: {
    index(use, key) {
      const state = hubState(use.self);
      const name = asString(key);
      const signatures = state?.module?.signatures;
      if (state === undefined || name === undefined) return UNKNOWN;
      if (signatures === undefined || Object.hasOwn(signatures, name)) return from(use, HUB_SIGNATURE, { signature: name });
      return fail(
        use,
        'hub-signature',
        `${state.handle} has the signatures ${Object.keys(signatures)
          .map(each => `'${each}'`)
          .join(' and ')}, not '${name}'. Python: "KeyError: '${name}'".`,
      );
    },
  },
};

function from({ self }: Use, type: string, more: Partial<HubState> = {}): Value {
  const state = hubState(self);
  return state === undefined ? UNKNOWN : { ...(self as ObjectValue), type, state: { content: { ...state, ...more } } };
}

/** A call of a signature: tensors by name, or one tensor where it takes one; a dictionary comes back. */
export const callSignature: Rule = call => {
  const state = hubState(call.self);
  const { signatures } = state?.module ?? {};
  if (state?.signature === undefined || !signatures || !Object.hasOwn(signatures, state.signature)) return UNKNOWN;
  const signature = signatures[state.signature];
  const { inputs } = signature;
  if (inputs === undefined || call.args.open) return UNKNOWN;
  const taker = { what: `The signature '${state.signature}' of ${state.handle}`, casts: false };
  const given = givenTo(call, Object.keys(inputs));
  if (given === undefined) return refusesPositional(call, taker, inputs);
  if (refusesNamed(call, taker, inputs, given)) return UNKNOWN;
  return signatureOutputs(call, signature, Object.values(given));
};

/** What is given by name; one value alone needs no name where the signature takes one. Undefined where TensorFlow cannot tell which is which. */
function givenTo({ args }: Call, names: readonly string[]): { readonly [name: string]: Value } | undefined {
  const [name, ...others] = names;
  if (args.rest.length === 0) return args.extra;
  return args.rest.length === 1 && name !== undefined && others.length === 0 ? { ...args.extra, [name]: args.rest[0] } : undefined;
}
